import { ArrowRight, Check, LocateFixed } from 'lucide-react'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import styles from './coach.module.css'
import { stepWords } from './step-words.ts'
import type { LabRun } from './use-lab.ts'
import { seeId } from './use-follow.ts'
import { showControl } from './use-mark.ts'

const text = messages.coach

/** The next thing to do, which stays in sight over the stage. */
export function Coach({ following }: { following: LabRun }) {
  const { lab, run, step, over, go } = following

  return (
    <section className={cx(styles.coach, over && styles.over)} aria-label={text.label}>
      <span className={cx(styles.at, 'num')}>{over ? <Check /> : text.at((run.step ?? 0) + 1, lab.steps.length)}</span>
      <p>
        <RichText>{step === null ? text.done : stepWords(lab.id, step.id).how}</RichText>
      </p>
      {step?.control && (
        <button type="button" className={button.small} onClick={() => step.control && showControl(step.control)}>
          <LocateFixed />
          {text.show}
        </button>
      )}
      {over && (
        <button id={seeId} type="button" className={button.small} onClick={() => go('see')}>
          {messages.do.see}
          <ArrowRight />
        </button>
      )}
    </section>
  )
}
