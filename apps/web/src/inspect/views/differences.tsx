import { inspectMessages as messages } from '../../messages/inspect.ts'
import { showWire } from '../../logic/typed-value.ts'
import { cx } from '../../ui/cx.ts'
import { RichText } from '../../ui/rich-text.tsx'
import type { CookieDifference, ValueDifference } from '../logic/compare.ts'
import { pathText } from '../logic/compare.ts'
import { formatLength, formatStamp } from '../moment.ts'
import styles from './compare-view.module.css'
import views from './views.module.css'

const words = messages.compare

interface DifferencesProps {
  difference: CookieDifference
  /** What the keys say of the two signatures. */
  verdict: readonly string[]
}

/** What differs, part by part. */
export function Differences({ difference, verdict }: DifferencesProps) {
  const { identical, name, format, signature, signedAt, expiresAt, payload } = difference
  if (identical) return <p className={views.lead}>{words.identical}</p>
  return (
    <dl className={styles.result} aria-label={words.result}>
      <Row label={words.values} differs={payload.status !== 'same'}>
        <Payload payload={payload} />
      </Row>
      <Row label={words.signedAt} differs={signedAt.before !== signedAt.after}>
        {moments(signedAt)}
      </Row>
      {(expiresAt.before !== null || expiresAt.after !== null) && (
        <Row label={words.expiresAt} differs={expiresAt.before !== expiresAt.after}>
          {moments(expiresAt)}
        </Row>
      )}
      <Row label={words.signature} differs={signature.status === 'differs' || signature.status === 'one-missing'}>
        {words.signatures[signature.status]}
        {verdict.map((sentence) => (
          <p key={sentence} className={styles.verdict}>
            <RichText>{sentence}</RichText>
          </p>
        ))}
      </Row>
      <Row label={words.format} differs={!format.same}>
        {format.same
          ? words.same
          : words.fromTo(messages.what.formats[format.before], messages.what.formats[format.after])}
      </Row>
      <Row label={words.name} differs={!name.same}>
        {name.same ? words.same : words.fromTo(name.before ?? words.nothing, name.after ?? words.nothing)}
      </Row>
    </dl>
  )
}

interface RowProps {
  label: string
  differs: boolean
  children: React.ReactNode
}

function Row({ label, differs, children }: RowProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={cx(differs && styles.differs)}>{children}</dd>
    </>
  )
}

function moments({ before, after, seconds }: CookieDifference['signedAt']): string {
  const stamp = (moment: number | null): string => (moment === null ? words.nothing : formatStamp(moment))
  if (before === after) return before === null ? words.nothing : words.same
  if (seconds === null) return words.fromTo(stamp(before), stamp(after))
  const took = formatLength(seconds)
  return `${words.fromTo(stamp(before), stamp(after))}, ${seconds > 0 ? words.later(took) : words.earlier(took)}`
}

function Payload({ payload }: { payload: CookieDifference['payload'] }) {
  if (payload.status === 'same') return payload.spelling ? words.payloads.same : words.payloads.spelling
  if (payload.status !== 'values') return words.payloads[payload.status]
  return (
    <ul className={styles.list}>
      {payload.differences.map((difference) => (
        <li key={`${difference.kind} ${pathText(difference.path)}`} className={styles[difference.kind]}>
          <Difference difference={difference} />
        </li>
      ))}
    </ul>
  )
}

const signs = { added: '+', removed: '−', changed: '~' }

function Difference({ difference }: { difference: ValueDifference }) {
  const { kind, path } = difference
  const before = kind === 'added' ? null : showWire(difference.before)
  const after = kind === 'removed' ? null : showWire(difference.after)
  return (
    <>
      <span className={styles.sign} aria-hidden="true">
        {signs[kind]}
      </span>
      {pathText(path) || words.top}: {[before, after].filter((each) => each !== null).join(' → ')}
      <small>{words[kind]}</small>
    </>
  )
}
