import { answersMessages } from '../messages/answers.ts'
import button from '../ui/button.module.css'
import type { Own } from './own-facts.ts'
import { ownSession } from './own-facts.ts'
import styles from './answers.module.css'

const text = answersMessages.here

interface Props {
  own: Own
  asking: 'idle' | 'under-way' | 'failed'
  ask: () => Promise<void>
}

/** What this page sees of the person's own session; the server is asked only when somebody wants that. */
export function YourSession({ own, asking, ask }: Props) {
  return (
    <section className={styles.own} aria-labelledby="own-title">
      <div>
        <h2 id="own-title">{text.title}</h2>
        <output className="num">{asking === 'failed' ? text.failed : ownSession(own)}</output>
        <p>{text.note}</p>
      </div>
      <button type="button" className={button.button} aria-disabled={asking === 'under-way'} onClick={() => void ask()}>
        {asking === 'under-way' ? text.asking : text.ask}
      </button>
    </section>
  )
}
