import { messages } from '../../messages.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './facts.module.css'

const text = messages.server

export function Facts() {
  const { answer } = useLiveScreen()
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{text.remembers}</dt>
        <dd>{text.nothing}</dd>
      </div>
      <div>
        <dt>{text.holds}</dt>
        <dd>{answer ? text.keys(answer.report.keys) : '—'}</dd>
      </div>
      <div>
        <dt>{text.stops}</dt>
        <dd>{text.notYet}</dd>
      </div>
    </dl>
  )
}
