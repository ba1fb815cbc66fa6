import type { Exchange } from '../api/exchange.ts'
import { messages } from '../messages/live.ts'
import { wireLabels } from '../logic/wire-labels.ts'
import { cx } from '../ui/cx.ts'
import { useLiveScreen } from './live-context.tsx'
import styles from './wire.module.css'

const text = messages.wire

/** The two headers of the last request: what the browser sent, and what the server gave back. */
export function Wire() {
  const { wire, change } = useLiveScreen()
  const { out, back, tone } = wireLabels(wire.last, change !== null)
  // A new key is a new element, so that the dot travels once for each request, and for nothing else.
  const key = wire.last?.id ?? 0
  const { went, came } = cookiesOn(wire.last)
  return (
    <section className={cx(styles.wire, styles[tone])} aria-label={text.label}>
      <div className={cx(styles.message, styles.out)}>
        <span className="visually-hidden">{text.outWord} </span>
        <code>{out[0]}</code>
        <div className={styles.line}>{went && <i key={key} />}</div>
        <span>{out[1]}</span>
      </div>
      <div className={cx(styles.message, styles.back)}>
        <span className="visually-hidden">{text.backWord} </span>
        <code>{back[0]}</code>
        <div className={styles.line}>{came && <i key={key} />}</div>
        <span>{back[1]}</span>
      </div>
    </section>
  )
}

/** Whether a cookie went out with the request, and whether one came back. */
function cookiesOn(last: Exchange | null): { readonly went: boolean; readonly came: boolean } {
  if (last === null || last.outcome.status === 'failed') return { went: false, came: false }
  const report = last.outcome.status === 'answered' ? last.outcome.report : null
  if (report === null) return { went: last.cookieBefore !== null, came: false }
  return { went: report.wire.received.cookie, came: report.wire.sent.action !== 'none' }
}
