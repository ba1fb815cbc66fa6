import { useSession } from '@clearjar/browser/react'
import { ArrowRight, Cookie } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Answer } from '../api/session-api.ts'
import { useNow } from '../hooks/use-now.ts'
import type { Page } from '../live/use-live.ts'
import type { AnswerWords } from '../messages/answers.ts'
import { answersMessages as messages } from '../messages/answers.ts'
import { cx } from '../ui/cx.ts'
import { ids } from '../ui/point-at.ts'
import { RichText } from '../ui/rich-text.tsx'
import button from '../ui/button.module.css'
import type { AnswerId } from './answers-data.ts'
import { answerIds, followUps, proofs } from './answers-data.ts'
import styles from './answers.module.css'
import type { Own } from './own-facts.ts'
import { ownFact } from './own-facts.ts'
import { YourSession } from './your-session.tsx'

/** The questions of the story, each with a short answer and where to see that it is true. */
export function Answers({ page }: { page: Page }) {
  const snapshot = useSession<Record<string, unknown>>()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [asking, setAsking] = useState<'idle' | 'under-way' | 'failed'>('idle')
  const now = useNow(answer === null ? 30 : 1)
  useArrival()

  async function ask(): Promise<void> {
    if (asking === 'under-way') return
    setAsking('under-way')
    try {
      setAnswer(await page.api.read())
      setAsking('idle')
    } catch {
      setAnswer(null)
      setAsking('failed')
    }
  }

  const own: Own = { snapshot, answer, now }
  return (
    <main
      id={ids.main}
      tabIndex={-1}
      className={cx('wrap', styles.main)}
      data-state={snapshot.status}
      aria-busy={asking === 'under-way'}
    >
      <h1 className={styles.title}>{messages.title}</h1>
      <p className={styles.lead}>{messages.lead}</p>
      <YourSession own={own} asking={asking} ask={ask} />
      <div className={styles.columns}>
        <nav className={styles.contents} aria-label={messages.contents}>
          <ol>
            {answerIds.map((id) => (
              <li key={id}>
                <a href={`#${id}`}>{messages.answers[id].question}</a>
              </li>
            ))}
          </ol>
        </nav>
        <div className={styles.answers}>
          {answerIds.map((id) => (
            <Article key={id} id={id} fact={ownFact(id, own)} />
          ))}
        </div>
      </div>
    </main>
  )
}

function Article({ id, fact }: { id: AnswerId; fact: string | null }) {
  const words: AnswerWords = messages.answers[id]
  return (
    <article id={id} className={styles.answer} aria-labelledby={`${id}-title`}>
      {followUps.includes(id) && <p className={styles.follow}>{messages.follow}</p>}
      <h2 id={`${id}-title`} tabIndex={-1}>
        {words.question}
      </h2>
      <p className={styles.short}>{words.short}</p>
      {words.text.map((line) => (
        <p key={line}>
          <RichText>{line}</RichText>
        </p>
      ))}
      {fact !== null && (
        <p className={cx(styles.fact, 'num')}>
          <Cookie />
          <span>
            <RichText>{fact}</RichText>
          </span>
        </p>
      )}
      <div className={styles.code}>
        {words.code.map(({ title, lines }) => (
          <figure key={title}>
            <figcaption>{title}</figcaption>
            <pre>
              <code>{lines}</code>
            </pre>
          </figure>
        ))}
      </div>
      <ul className={styles.show}>
        {proofs[id].map((href, index) => (
          <li key={href}>
            <Link href={href} className={index === 0 ? button.primary : button.button}>
              {words.show[index]}
              <ArrowRight />
            </Link>
          </li>
        ))}
      </ul>
    </article>
  )
}

/** The browser looked for the fragment before this screen was there. */
function useArrival(): void {
  useEffect(() => {
    const id = answerIds.find((each) => `#${each}` === location.hash)
    if (id === undefined) return
    document.getElementById(id)?.scrollIntoView?.()
    document.getElementById(`${id}-title`)?.focus({ preventScroll: true })
  }, [])
}
