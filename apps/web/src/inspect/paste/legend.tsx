import { inspectMessages as messages } from '../../messages/inspect.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { partNames } from '../part-names.ts'
import { isUnknown } from '../signature-status.ts'
import styles from './paste-card.module.css'

/** The parts of the cookie in words, with the shape and the colour of each. */
export function Legend() {
  const { read, cookie } = useInspectScreen().pasted
  if (read === null || cookie === null || isUnknown(read)) return null
  const apart = read.signature.status === 'present' && read.signature.in === 'signature-cookie'
  const all = [...read.parts.map(({ kind }) => kind), ...(apart ? (['signature'] as const) : [])]
  const kinds = [...new Set(all)].filter((kind) => kind !== 'other')
  if (kinds.length === 0) return null
  return (
    <ul className={styles.legend} aria-label={messages.paste.legend}>
      {kinds.map((kind) => (
        <li key={kind} className={partNames[kind]}>
          {messages.parts[kind]}
        </li>
      ))}
    </ul>
  )
}
