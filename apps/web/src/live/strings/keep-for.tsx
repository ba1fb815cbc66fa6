import { messages } from '../../messages/live.ts'
import { formatLifetime } from '../../logic/format.ts'
import { ids } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './keep-for.module.css'
import type { KeepForChoice } from './use-keep-for.ts'

const text = messages.keepFor
const defaultLifetime = 31 * 86_400

export function KeepFor({ permanent, pending, choose }: KeepForChoice) {
  const { answer } = useLiveScreen()
  const { lifetime, lifetimes } = answer?.report.clocks ?? { lifetime: defaultLifetime, lifetimes: [defaultLifetime] }
  const note = permanent ? text.sliding : text.fixed(formatLifetime(lifetime))
  return (
    <div className={styles.option}>
      <label htmlFor={ids.keepFor}>{text.label}</label>
      <p id="keep-for-note">{pending ? text.next : note}</p>
      <select
        id={ids.keepFor}
        aria-describedby="keep-for-note"
        value={permanent ? lifetime : 'close'}
        onChange={({ target: { value } }) => choose(value === 'close' ? null : Number(value))}
      >
        {lifetimes.toReversed().map((seconds) => (
          <option key={seconds} value={seconds}>
            {formatLifetime(seconds)}
          </option>
        ))}
        <option value="close">{text.untilClose}</option>
      </select>
    </div>
  )
}
