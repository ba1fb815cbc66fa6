import { Cookie, Server } from 'lucide-react'
import { messages } from '../messages/live.ts'
import { ids } from '../ui/point-at.ts'
import { Segmented } from '../ui/segmented.tsx'
import { useLiveScreen } from './live-context.tsx'
import styles from './mode-switch.module.css'

const text = messages.mode

const choices = [
  { value: 'cookie', words: text.cookie, Icon: Cookie },
  { value: 'server', words: text.server, Icon: Server }
] as const

/** Where the data of the session is kept. */
export function ModeSwitch() {
  const { answer, deeds } = useLiveScreen()
  return (
    <Segmented
      id={ids.mode}
      className={styles.mode}
      label={text.label}
      value={answer?.report.mode ?? 'cookie'}
      choices={choices}
      onChoose={(mode) => deeds.set({ mode })}
    />
  )
}
