import { ShieldCheck, ShieldQuestionMark, ShieldX, TimerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatMoment } from '../../logic/format.ts'
import {
  escapeFormatting,
  jsonTextTokens,
  mayReorder,
  readableJson,
  serverNames,
  splitServerPart
} from '../../logic/json-text.ts'
import type { SignatureVerdict } from '../../logic/live-state.ts'
import { messages } from '../../messages/live.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Ago } from '../../ui/ago.tsx'
import { cx } from '../../ui/cx.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { useLiveScreen } from '../live-context.tsx'
import styles from './cookie-parts.module.css'

const text = messages.cookie

/** What each of the three parts says, in words. */
export function CookieParts() {
  const { snapshot, verdict } = useLiveScreen()
  const payloadWhy = snapshot.status === 'hidden' ? null : text.payloadWhy
  return (
    <dl className={styles.parts}>
      <Part kind="payload" name={text.payload} why={payloadWhy} note={<ServerNote />}>
        <Payload />
      </Part>
      <Part kind="timestamp" name={text.timestamp} why={text.timestampWhy}>
        <Timestamp />
      </Part>
      <Part kind="signature" name={text.signature} why={text.signatureWhy}>
        <Verdict verdict={verdict} />
      </Part>
    </dl>
  )
}

interface PartProps {
  kind: string
  name: string
  why: string | null
  note?: ReactNode
  children: ReactNode
}

function Part({ kind, name, why, note, children }: PartProps) {
  return (
    <div className={cx(styles.part, styles[kind])}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note}
      {why !== null && <dd className={styles.why}>{why}</dd>}
    </div>
  )
}

function Payload() {
  const { snapshot, answer } = useLiveScreen()
  if (snapshot.status === 'hidden' && answer?.report.mode === 'server') return text.hiddenId
  if (snapshot.status === 'hidden') {
    return (
      <>
        {text.hiddenPayload}{' '}
        <code className={styles.inline}>{escapeFormatting(JSON.stringify(answer?.report.data ?? {}))}</code>
      </>
    )
  }
  if (snapshot.status === 'reading') return text.reading
  if (snapshot.status === 'unreadable') return text.unreadable[snapshot.why]
  if (snapshot.status !== 'present') return null
  const json = readableJson(snapshot.json)
  const cut = splitServerPart(json)
  // Only a box that scrolls needs to be reached with the keyboard.
  const scrolls = json.length > 480 ? { tabIndex: 0 } : {}
  return (
    <code className={styles.json} {...scrolls}>
      {cut ? (
        <>
          <Json text={cut.before} />
          <span className={styles.dim}>{cut.server}</span>
          <Json text={cut.after} />
        </>
      ) : (
        <Json text={json} />
      )}
    </code>
  )
}

/** Names and values written from right to left stand each by itself, so that they do not change places. */
function Json({ text: json }: { text: string }) {
  return jsonTextTokens(json).map(({ text: token, at }) =>
    mayReorder(token) ? (
      <bdi key={at} dir="ltr">
        {token}
      </bdi>
    ) : (
      token
    )
  )
}

function ServerNote() {
  const { snapshot } = useLiveScreen()
  const cut = snapshot.status === 'present' ? splitServerPart(snapshot.json) : null
  if (cut === null) return null
  return (
    <dd className={styles.note}>
      <RichText>{text.serverNote(serverNames(cut.server))}</RichText>
    </dd>
  )
}

function Timestamp() {
  const { snapshot, answer } = useLiveScreen()
  const now = useNow(60)
  const known = 'signedAt' in snapshot ? snapshot.signedAt : (answer?.report.clocks.signedAt ?? null)
  if (known === null) return text.noTimestamp
  const at = known - (answer?.skew ?? 0)
  return (
    <span className="num">
      <Ago since={at} sentence={(ago) => text.signedAt(formatMoment(at, now), ago)} />
    </span>
  )
}

const icons = { holds: ShieldCheck, broken: ShieldX, 'too-old': TimerOff, unchecked: ShieldQuestionMark }

function Verdict({ verdict }: { verdict: SignatureVerdict }) {
  const Icon = icons[verdict]
  return (
    <span key={verdict} className={cx(styles.verdict, styles[verdict])}>
      <Icon />
      {text.verdicts[verdict]}
    </span>
  )
}
