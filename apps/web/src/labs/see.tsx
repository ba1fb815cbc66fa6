import { labsMessages as messages } from '../messages/labs.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import { factsOf } from './facts.ts'
import styles from './lab.module.css'
import type { LabRun } from './use-lab.ts'

const text = messages.see

/** What happened, with the figures of the person's own session. */
export function See({ following }: { following: LabRun }) {
  const { lab, seen, over, go } = following
  const facts = factsOf(lab.id, seen)
  if (!over) {
    return (
      <>
        <h2 id="lab-phase" className={styles.heading}>
          {text.title}
        </h2>
        <p className={styles.text}>{text.none}</p>
        <div className={styles.row}>
          <button type="button" className={button.primary} onClick={() => go('do')}>
            {text.toDo}
          </button>
        </div>
      </>
    )
  }
  return (
    <>
      <h2 id="lab-phase" className={styles.heading}>
        {text.title}
      </h2>
      <p className={styles.text}>
        <RichText>{messages.labs[lab.id].look}</RichText>
      </p>
      {facts.length === 0 ? (
        <p className={styles.note}>{text.lost}</p>
      ) : (
        <>
          <h3 className={styles.minor}>{text.facts}</h3>
          <dl className={styles.facts}>
            {facts.map(({ label, value }) => (
              <div key={`${label} ${value}`}>
                <dt>{messages.facts.labels[label]}</dt>
                <dd>
                  <RichText>{value}</RichText>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <div className={styles.row}>
        <button type="button" className={button.primary} onClick={() => go('why')}>
          {text.go}
        </button>
      </div>
    </>
  )
}
