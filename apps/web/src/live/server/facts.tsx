import type { SessionReport } from '../../api/report.ts'
import { messages } from '../../messages.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './facts.module.css'

const text = messages.server

export function Facts() {
  const { answer } = useLiveScreen()
  const report = answer?.report
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{text.remembers}</dt>
        <dd>{remembered(report)}</dd>
      </div>
      <div>
        <dt>{text.holds}</dt>
        <dd>{report ? text.keys(report.keys) : '—'}</dd>
      </div>
      <div>
        <dt>{text.stops}</dt>
        <dd>{report?.revocable ? text.yes : text.notYet}</dd>
      </div>
    </dl>
  )
}

function remembered(report: SessionReport | undefined): string {
  if (report?.status !== 'present' || !report.revocable) return text.nothing
  return report.mode === 'server' ? text.theSession : text.theId
}
