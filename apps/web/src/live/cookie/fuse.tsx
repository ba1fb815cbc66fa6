import { formatLeft, formatMoment } from '../../logic/format.ts'
import type { Clocks } from '../../logic/live-state.ts'
import { clocksDiffer, firstToEnd, warnAt } from '../../logic/live-state.ts'
import { messages } from '../../messages/live.ts'
import { cx } from '../../ui/cx.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './fuse.module.css'

const text = messages.cookie

/** Burns down to whichever clock runs out first: the browser's, or the server's. Moves each minute, and each second near the end. */
export function Fuse() {
  const { clocks, answer, left: signedLeft } = useLiveScreen()
  const end = clocks && firstToEnd(clocks)
  if (clocks === null || end === null || signedLeft === null) return null
  const left = Math.max(0, signedLeft)
  const now = end - left
  const lifetime = answer?.report.clocks.lifetime ?? Math.max(left, 1)
  const percent = Math.min(100, Math.max(0, (left / lifetime) * 100))
  return (
    <>
      <progress
        className="visually-hidden"
        aria-label={text.timeLeft}
        aria-valuetext={`${formatLeft(left)} ${text.left}`}
        max={100}
        value={Math.round(percent)}
      />
      <div className={styles.fuse} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </div>
      <div className={cx(styles.life, 'num')}>
        <span className={cx(left <= warnAt && styles.urgent)}>
          <strong>{formatLeft(left)}</strong> {text.left}
        </span>
        {clocksDiffer(clocks) ? (
          <BothClocks clocks={clocks} now={now} />
        ) : (
          <span>{text.until(formatMoment(end, now))}</span>
        )}
      </div>
    </>
  )
}

function BothClocks({ clocks: { browser, server }, now }: { clocks: Clocks; now: number }) {
  return (
    <dl className={styles.clocks}>
      <dt>{text.browserClock}</dt>
      <dd>{browser === null ? text.untilClose : formatMoment(browser, now)}</dd>
      {server !== null && (
        <>
          <dt>{text.serverClock}</dt>
          <dd>{formatMoment(server, now)}</dd>
        </>
      )}
    </dl>
  )
}
