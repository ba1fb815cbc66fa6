import type { SessionReport } from '../../api/report.ts'
import { remembered } from '../../logic/remembered.ts'
import { messages } from '../../messages/live.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './facts.module.css'

const text = messages.server

/** Whether copies of the cookie can be stopped before they are too old. */
function canStop(report: SessionReport | undefined): 'yes' | 'withTabs' | 'notYet' {
  if (report?.revocable) return 'yes'
  return report && report.tabs.scope !== 'browser' ? 'withTabs' : 'notYet'
}

export function Facts() {
  const { answer } = useLiveScreen()
  const report = answer?.report
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{text.remembers}</dt>
        <dd>{text[remembered(report)]}</dd>
      </div>
      <div>
        <dt>{text.holds}</dt>
        <dd>{report ? text.keys(report.keys) : '—'}</dd>
      </div>
      <div>
        <dt>{text.stops}</dt>
        <dd>{text[canStop(report)]}</dd>
      </div>
    </dl>
  )
}
