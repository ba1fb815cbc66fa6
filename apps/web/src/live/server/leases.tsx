import type { TabLease } from '@clearjar/browser/tab-session'
import { useNow } from '../../hooks/use-now.ts'
import { formatLeft } from '../../logic/format.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { cx } from '../../ui/cx.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './leases.module.css'

const text = messages.leases

/** The tabs of the session as the server counts them; nothing of one that is bound to none. */
export function Leases() {
  const { tab } = useLiveScreen()
  if (tab.status !== 'open' || tab.leases.length === 0) return null
  return (
    <table className={styles.leases}>
      <caption>{text.title}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{text.tab}</th>
          <th scope="col">{text.state}</th>
          <th scope="col">{text.left}</th>
        </tr>
      </thead>
      <tbody>
        {withKeys(tab.leases).map(([key, lease]) => (
          <Lease key={key} lease={lease} />
        ))}
      </tbody>
    </table>
  )
}

/** A lease has no name but its mark, and two tabs may call themselves the same. */
function withKeys(leases: readonly TabLease[]): readonly (readonly [string, TabLease])[] {
  const counts = new Map<string, number>()
  return leases.map((lease) => {
    const nth = (counts.get(lease.mark) ?? 0) + 1
    counts.set(lease.mark, nth)
    return [`${lease.mark} ${nth}`, lease]
  })
}

function Lease({ lease: { mark, self, state, hidden, until } }: { lease: TabLease }) {
  return (
    <tr className={cx(styles[state])}>
      <th scope="row">
        <code>{mark}</code>
        {self && <span> {text.self}</span>}
      </th>
      <td>
        {text.states[state]}
        {hidden && state === 'open' && `, ${text.hidden}`}
      </td>
      <td className="num">{state === 'asleep' ? text.over : <Left until={until} />}</td>
    </tr>
  )
}

function Left({ until }: { until: number }) {
  const now = useNow()
  return formatLeft(until - now)
}
