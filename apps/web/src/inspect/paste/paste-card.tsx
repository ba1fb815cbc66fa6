import { Cookie, Eraser } from 'lucide-react'
import { useNow } from '../../hooks/use-now.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { Card } from '../card.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { isUnknown } from '../signature-status.ts'
import { statusLine } from '../status-line.ts'
import { Examples } from './examples.tsx'
import { Legend } from './legend.tsx'
import { Mended } from './mended.tsx'
import { PasteBox } from './paste-box.tsx'
import styles from './paste-card.module.css'
import { segments } from './segments.ts'
import { WhichCookie } from './which-cookie.tsx'

const words = messages.paste

export function PasteCard() {
  const { pasted } = useInspectScreen()
  const { text, cookie, read, current, setText } = pasted
  return (
    <Card title={words.title} tools={<Tools />}>
      <PasteBox
        id={inspectIds.paste}
        label={words.label}
        placeholder={words.placeholder}
        text={text}
        segments={segments(text, cookie, current && read !== null && !isUnknown(read) ? read : null)}
        describedBy={inspectIds.status}
        onText={setText}
      />
      <Legend />
      <Status />
      <Mended />
      <WhichCookie />
      <Examples />
    </Card>
  )
}

function Tools() {
  const { page, pasted, keys, say } = useInspectScreen()

  function takeMine(): void {
    const mine = page.client.refresh()
    if ('cookie' in mine) pasted.setText(`${page.client.name}=${mine.cookie}`)
    say('cookie' in mine ? messages.status.mine : messages.status.noneOfMine)
  }

  function clear(): void {
    pasted.setText('')
    say(messages.status.cleared(keys.keys.length))
    pointAt(inspectIds.paste)
  }

  return (
    <>
      <button type="button" className={cx(button.small, card.tool)} onClick={takeMine}>
        <Cookie />
        {words.mine}
      </button>
      <button type="button" className={cx(button.small, card.tool)} onClick={clear}>
        <Eraser />
        {words.clear}
      </button>
    </>
  )
}

/** The one line that speaks: the last act first, then what the cookie is. Each is said alone, when it changes. */
function Status() {
  const inspect = useInspectScreen()
  const now = useNow(60)
  return (
    <output id={inspectIds.status} className={styles.status} aria-atomic="false">
      {inspect.said !== null && (
        <span className={styles.said}>
          <RichText>{inspect.said}</RichText>{' '}
        </span>
      )}
      <span>
        <RichText>{statusLine(inspect, now)}</RichText>
      </span>
    </output>
  )
}
