import { ArrowRight, Check, CircleDashed } from 'lucide-react'
import { Link } from 'wouter'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import { choiceText } from './guess.tsx'
import styles from './lab.module.css'
import type { Progress } from './progress.ts'
import { nextLab } from './progress.ts'
import { outcomeOf } from './run.ts'
import type { LabRun } from './use-lab.ts'

const text = messages.why

/** The reasons, and where to go from here. */
export function Why({ following, progress }: { following: LabRun; progress: Progress }) {
  const { lab } = following
  const words = messages.labs[lab.id]
  const next = nextLab(progress, lab.id)
  return (
    <>
      <h2 id="lab-phase" className={styles.heading}>
        {text.title}
      </h2>
      <Verdict following={following} isSeen={following.over || progress[lab.id] !== undefined} />
      <ul className={styles.reasons}>
        {words.why.map((reason) => (
          <li key={reason}>
            <RichText>{reason}</RichText>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Link href={next === null ? '/labs' : `/labs/${next}`} className={cx(button.primary, styles.link)}>
          {next === null ? text.last : text.next(messages.labs[next].title)}
          <ArrowRight />
        </Link>
        <Link href={`/answers#${lab.answer}`} className={cx(button.button, styles.link)}>
          {text.answer}
        </Link>
      </div>
      {following.run.step !== null && <Leave following={following} />}
    </>
  )
}

/** @param isSeen the experiment was done, now or before: until then a guess is neither right nor wrong */
function Verdict({ following, isSeen }: { following: LabRun; isSeen: boolean }) {
  const { lab, run, go } = following
  const words = messages.labs[lab.id]
  const outcome = outcomeOf(run, lab)
  return (
    <p className={styles.verdict}>
      {outcome === 'right' && isSeen && (
        <span className={styles.right}>
          <Check />
          {text.right}
        </span>
      )}
      {(outcome === 'wrong' || (outcome === 'right' && !isSeen)) && (
        <span className={styles.wrong}>
          <CircleDashed />
          {text.wrong(choiceText(words.choices, run.guess ?? ''))}
        </span>
      )}
      <strong>
        <RichText>{words.answer}</RichText>
      </strong>
      {!isSeen && (
        <>
          <span className={styles.wrong}>{text.unseen}</span>
          <button type="button" className={button.small} onClick={() => go('do')}>
            {text.toDo}
          </button>
        </>
      )}
    </p>
  )
}

function Leave({ following }: { following: LabRun }) {
  const { clean, setting } = following
  return (
    <p className={styles.leave}>
      {text.leave}{' '}
      <button
        type="button"
        className={button.small}
        aria-disabled={setting === 'under-way'}
        onClick={() => void clean()}
      >
        {text.clean}
      </button>
    </p>
  )
}
