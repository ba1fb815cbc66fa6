import { TriangleAlert } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { attributesText } from '../attributes-text.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import type { Recognised } from '../logic/recognised.ts'
import { isUnknown } from '../signature-status.ts'
import styles from './notes.module.css'

const words = messages.what

/** What is missing, each part by its name; never one word for all. */
export function Damage({ read }: { read: Recognised }) {
  if (read.damage.length === 0) return null
  return (
    <div className={styles.damage}>
      <TriangleAlert />
      <p>
        {read.damage.map((each) => words.damage[each]).join(' ')} {words.rest}
      </p>
    </div>
  )
}

/** What else is known of it. Compression stands beside the format. */
export function Facts({ read }: { read: Recognised }) {
  const { cookie } = useInspectScreen().pasted
  const attributes = cookie === null ? '' : attributesText(cookie.attributes)
  const facts = read.facts
    .filter(({ kind }) => kind !== 'compressed' && !(kind === 'unsigned' && isUnknown(read)))
    .map((fact) => words.fact(fact))
  const sentences = attributes === '' ? facts : [...facts, words.attributes(attributes)]
  if (sentences.length === 0) return null
  return (
    <ul className={styles.facts} aria-label={words.facts}>
      {sentences.map((sentence) => (
        <li key={sentence}>
          <RichText>{sentence}</RichText>
        </li>
      ))}
    </ul>
  )
}
