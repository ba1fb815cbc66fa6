import styles from './happened.module.css'
import { Log } from './log.tsx'
import { SurvivalGrid } from './survival-grid.tsx'

/** The two panes under the stage: what happened, and what survives what. */
export function Happened() {
  return (
    <div className={styles.panes}>
      <Log />
      <SurvivalGrid />
    </div>
  )
}
