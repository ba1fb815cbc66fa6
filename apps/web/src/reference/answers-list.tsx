import { ChevronRight } from 'lucide-react'
import { referenceMessages as messages } from '../messages/reference.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import styles from './answers-list.module.css'
import { pretty } from './pretty.ts'
import type { Answer } from './read-document.ts'
import { ShapeLink } from './type-words.tsx'

/** Every answer by its status. The example of what went well is beside the words, those of problems are under them. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  return (
    <>
      <h4>{messages.answers}</h4>
      <ul className={styles.answers}>
        {answers.map((answer) => (
          <li key={answer.status}>
            {answer.status.startsWith('2') ? (
              <p className={styles.line}>
                <Line answer={answer} />
              </p>
            ) : (
              <details>
                <summary className={styles.line}>
                  <Line answer={answer} />
                </summary>
                {answer.content?.examples.map(({ name, value }) => (
                  <pre key={name}>{pretty(value)}</pre>
                ))}
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({ answer: { status, description, headers, content } }: { answer: Answer }) {
  const isFine = status.startsWith('2')
  const shape = content?.shape ?? null
  return (
    <>
      <span className={cx(styles.status, isFine && styles.fine)}>{status}</span>
      <span className={styles.words}>
        <RichText>{description}</RichText>
        {isFine && shape !== null && (
          <>
            {' '}
            <ShapeLink name={shape} />
          </>
        )}
        {headers.length > 0 && <span className={styles.headers}> {messages.withHeaders(headers.join(', '))}</span>}
      </span>
      {!isFine && <ChevronRight className={styles.mark} />}
    </>
  )
}
