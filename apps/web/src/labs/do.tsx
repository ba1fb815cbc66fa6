import { Check } from 'lucide-react'
import type { Live } from '../live/use-live.ts'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import styles from './lab.module.css'
import type { Obstacles } from './obstacles.ts'
import { obstaclesOf } from './obstacles.ts'
import type { LabRun } from './use-lab.ts'
import { stepWords } from './step-words.ts'

const text = messages.do

/** The experiment: what "Start" changes, and then what to do. */
export function Do({ following, live }: { following: LabRun; live: Live }) {
  const { run } = following
  return (
    <>
      <h2 id="lab-phase" className={styles.heading}>
        {text.title}
      </h2>
      {run.step === null ? <BeforeStart following={following} live={live} /> : <Steps following={following} />}
    </>
  )
}

function BeforeStart({ following, live }: { following: LabRun; live: Live }) {
  const { lab, setting, start } = following
  const words = messages.labs[lab.id]

  return (
    <>
      <div className={styles.before}>
        <p>
          <RichText>{words.start}</RichText>
        </p>
        <ul aria-label={text.changes}>
          {changes(obstaclesOf(live)).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {setting === 'failed' && <p className={styles.failed}>{text.failed}</p>}
      <div className={styles.row}>
        <button
          type="button"
          className={button.primary}
          aria-disabled={setting === 'under-way'}
          onClick={() => void start()}
        >
          {setting === 'under-way' ? text.starting : text.start}
        </button>
      </div>
    </>
  )
}

function changes({ session, settings, copies }: Obstacles): readonly string[] {
  const lines = [
    session && text.session,
    settings.length > 0 && text.settings(settings.map((name) => text.names[name])),
    copies && text.copies
  ].filter((line) => line !== false)
  return lines.length > 0 ? lines : [text.unchanged]
}

function Steps({ following }: { following: LabRun }) {
  const { lab, run } = following
  const done = run.step ?? 0
  return (
    <ol className={styles.steps} aria-label={text.steps}>
      {lab.steps.map((step, index) => (
        <li
          key={step.id}
          className={cx(index < done && styles.done, index === done && styles.current)}
          aria-current={index === done ? 'step' : undefined}
        >
          <span className={styles.number}>{index < done ? <Check /> : index + 1}</span>
          {stepWords(lab.id, step.id).name}
          {index < done && <span className="visually-hidden"> {text.done}</span>}
        </li>
      ))}
    </ol>
  )
}
