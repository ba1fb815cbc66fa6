import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import styles from './lab.module.css'
import type { LabRun } from './use-lab.ts'

const text = messages.guess

/** A guess is one press, can be changed, and can be left out. */
export function Guess({ following }: { following: LabRun }) {
  const { lab, run, guess, go } = following
  const words = messages.labs[lab.id]
  return (
    <>
      <h2 id="lab-phase" className="visually-hidden">
        {text.title}
      </h2>
      <fieldset className={styles.guess}>
        <legend>{words.question}</legend>
        {lab.choices.map((choice) => (
          <label key={choice}>
            <input type="radio" name="guess" checked={run.guess === choice} onChange={() => guess(choice)} />
            {choiceText(words.choices, choice)}
          </label>
        ))}
      </fieldset>
      <div className={styles.row}>
        <button
          type="button"
          className={cx(run.guess === null ? button.button : button.primary)}
          onClick={() => go('do')}
        >
          {run.guess === null ? text.skip : text.go}
        </button>
        <span className={styles.note}>{text.note}</span>
      </div>
    </>
  )
}

export function choiceText(choices: Readonly<Record<string, string>>, choice: string): string {
  return choices[choice] ?? choice
}
