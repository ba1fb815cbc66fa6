import { remembered } from '../../logic/remembered.ts'
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
        <dd>{text[remembered(report)]}</dd>
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
