import { jsonTokens } from '../../logic/json-text.ts'
import { messages } from '../../messages/live.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './server-reads.module.css'

/** The data as the server reads it: from its answer, not from the cookie. */
export function ServerReads() {
  const { answer, wire, current } = useLiveScreen()
  if (wire.reachable === false) return <p className={styles.json}>?</p>
  if (answer === null || !current) return <div className={styles.skeleton} aria-hidden="true" />
  const { data } = answer.report
  const tokens = jsonTokens(data)
  // Only a box that scrolls needs to be reached with the keyboard.
  const scrolls = tokens.length > 20 || JSON.stringify(data).length > 300 ? { tabIndex: 0 } : {}
  return (
    <figure className={styles.json} aria-label={messages.server.reads} {...scrolls}>
      {tokens.map(({ kind, text, at }) => (
        <span key={at} className={styles[kind]}>
          {text}
        </span>
      ))}
    </figure>
  )
}
