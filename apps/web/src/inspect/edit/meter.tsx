import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cx } from '../../ui/cx.ts'
import type { CookieMeter } from '../logic/cookie-meter.ts'
import styles from './new-cookie.module.css'

const words = messages.fresh
const notes = { fine: null, near: words.near, 'too-big': words.tooBig }

/** How much of what browsers take a cookie fills. */
export function Meter({ meter: { bytes, limit, level } }: { meter: CookieMeter }) {
  const note = notes[level]
  return (
    <div className={cx(styles.meter, styles[level])}>
      <meter className="visually-hidden" aria-label={words.meter} max={limit} value={bytes}>
        {words.fine(bytes, limit)}
      </meter>
      <div className={styles.track}>
        <i style={{ width: `${Math.min(100, (bytes / limit) * 100)}%` }} />
      </div>
      <span className="num">{words.fine(bytes, limit)}</span>
      {note !== null && <p className={styles.note}>{note}</p>}
    </div>
  )
}
