import { Check, RotateCcw } from 'lucide-react'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import styles from './phases.module.css'
import type { Phase } from './run.ts'
import { phases } from './run.ts'
import type { LabRun } from './use-lab.ts'

const text = messages.phases

/** Guess, do, see, why: each can be opened at any time. */
export function Phases({ following }: { following: LabRun }) {
  const { run, over, setting, go, start } = following
  const done: Readonly<Record<Phase, boolean>> = {
    guess: run.guess !== null,
    do: over,
    see: over && run.phase === 'why',
    why: false
  }
  return (
    <div className={styles.bar}>
      <ol className={styles.phases} aria-label={text.label}>
        {phases.map((phase) => (
          <li key={phase}>
            <button
              type="button"
              className={cx(done[phase] && styles.done, run.phase === phase && styles.here)}
              aria-current={run.phase === phase ? 'step' : undefined}
              onClick={() => go(phase)}
            >
              {done[phase] && <Check />}
              {text[phase]}
              {done[phase] && <span className="visually-hidden"> {text.done}</span>}
            </button>
          </li>
        ))}
      </ol>
      {run.step !== null && (
        <button
          type="button"
          className={cx(button.small, styles.reset)}
          aria-disabled={setting === 'under-way'}
          title={messages.coach.resetLong}
          onClick={() => void start()}
        >
          <RotateCcw />
          <span>{messages.coach.reset}</span>
        </button>
      )}
    </div>
  )
}
