import { messages } from '../../messages.ts'
import { formatLifetime } from '../../logic/format.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './keep-for.module.css'
import type { KeepForChoice } from './use-keep-for.ts'

const text = messages.keepFor
const defaultLifetime = 31 * 86_400

export function KeepFor({ permanent, pending, choose }: KeepForChoice) {
  const { answer } = useLiveScreen()
  const lifetime = formatLifetime(answer?.report.clocks.lifetime ?? defaultLifetime)
  return (
    <div className={styles.option}>
      <label htmlFor="keep-for">{text.label}</label>
      <p id="keep-for-note">{pending ? text.next : permanent ? text.sliding : text.fixed(lifetime)}</p>
      <select
        id="keep-for"
        aria-describedby="keep-for-note"
        value={permanent ? 'lifetime' : 'close'}
        onChange={(event) => choose(event.target.value === 'lifetime')}
      >
        <option value="lifetime">{lifetime}</option>
        <option value="close">{text.untilClose}</option>
      </select>
    </div>
  )
}
