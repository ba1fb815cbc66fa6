import { ArrowRight, Check, CircleDashed } from 'lucide-react'
import { Link } from 'wouter'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import { ids, rescueFocus } from '../ui/point-at.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import { labIcons } from './lab-icons.ts'
import styles from './lab-list.module.css'
import type { LabId } from './labs-data.ts'
import { labIds } from './labs-data.ts'
import type { Outcome, ProgressBook } from './progress.ts'
import { nextLab } from './progress.ts'

const text = messages.list

/** @param isLost the address names a lab that is none */
export function LabList({ book, isLost }: { book: ProgressBook; isLost: boolean }) {
  const { progress, forget } = book
  const done = labIds.filter((id) => progress[id] !== undefined).length
  const next = nextLab(progress)
  return (
    <main id={ids.main} tabIndex={-1} className={cx('wrap', styles.main)} data-state="list" aria-busy="false">
      <h1 className={styles.title}>{text.title}</h1>
      <p className={styles.lead}>{text.lead}</p>
      {isLost && <p className={styles.lost}>{text.noLab}</p>}
      <div className={styles.progress}>
        <p className="num">{next === null ? text.allDone(labIds.length) : text.progress(done, labIds.length)}</p>
        {next !== null && (
          <Link href={`/labs/${next}`} className={cx(button.primary, styles.next)}>
            {(done === 0 ? text.first : text.next)(messages.labs[next].title)}
            <ArrowRight />
          </Link>
        )}
        {done > 0 && (
          <button
            type="button"
            className={button.button}
            onClick={() => {
              forget()
              // After the button has left the page.
              requestAnimationFrame(() => rescueFocus(ids.main))
            }}
          >
            {text.forget}
          </button>
        )}
      </div>
      <ol className={styles.cards} aria-label={text.label}>
        {labIds.map((id, index) => (
          <Card key={id} id={id} number={index + 1} outcome={progress[id]} isNext={id === next} />
        ))}
      </ol>
      <section className={styles.teachers} aria-labelledby="teachers">
        <h2 id="teachers">{text.teachers}</h2>
        {[text.link, text.skip, text.kept].map((line) => (
          <p key={line}>
            <RichText>{line}</RichText>
          </p>
        ))}
      </section>
    </main>
  )
}

interface CardProps {
  id: LabId
  number: number
  outcome: Outcome | undefined
  isNext: boolean
}

function Card({ id, number, outcome, isNext }: CardProps) {
  const { title, teaser } = messages.labs[id]
  const Icon = labIcons[id]
  return (
    <li className={cx(styles.card, isNext && styles.suggested)}>
      <span className={styles.head}>
        <Icon />
        <span className="num">{number}</span>
        {isNext && <span className={styles.badge}>{text.suggested}</span>}
      </span>
      <h2>
        <Link href={`/labs/${id}`}>{title}</Link>
      </h2>
      <p>{teaser}</p>
      {outcome !== undefined && (
        <p className={cx(styles.outcome, outcome === 'wrong' && styles.wrong)}>
          {outcome === 'wrong' ? <CircleDashed /> : <Check />}
          {text.states[outcome]}
        </p>
      )}
    </li>
  )
}
