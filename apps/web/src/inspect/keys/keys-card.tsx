import { inspectMessages as messages } from '../../messages/inspect.ts'
import card from '../card.module.css'
import { Card } from '../card.tsx'
import { AddKey } from './add-key.tsx'
import { KeyList } from './key-list.tsx'
import { Settings } from './settings.tsx'

export function KeysCard() {
  return (
    <Card title={messages.keys.title}>
      <p className={card.sub}>{messages.keys.promise}</p>
      <AddKey />
      <KeyList />
      <Settings />
    </Card>
  )
}
