import { referenceMessages as messages } from '../messages/reference.ts'
import { RichText } from '../ui/rich-text.tsx'
import { Answers } from './answers-list.tsx'
import { Method } from './method.tsx'
import styles from './operation-card.module.css'
import type { Operation } from './read-document.ts'
import { Parameters } from './parameters.tsx'
import { Sample } from './sample.tsx'
import { ShapeLink } from './type-words.tsx'

interface Props {
  readonly operation: Operation
  readonly send: typeof fetch
  readonly say: (text: string) => void
}

/** An operation in words, and as a request beside them. */
export function OperationCard({ operation, send, say }: Props) {
  const { id, method, path, summary, description, parameters, body, answers } = operation
  return (
    <article id={id} className={styles.operation} aria-labelledby={`title-${id}`}>
      <div className={styles.words}>
        <h3 id={`title-${id}`}>
          <a href={`#${id}`}>
            <Method>{method}</Method> <code>{path}</code>
          </a>
        </h3>
        <p className={styles.summary}>{summary}</p>
        <p className={styles.description}>
          <RichText>{description}</RichText>
        </p>
        <Parameters parameters={parameters} />
        {body !== null && (
          <>
            <h4>{messages.body}</h4>
            <p className={styles.body}>
              {body.shape !== null && <ShapeLink name={body.shape} />} <code>{body.type}</code>
            </p>
          </>
        )}
        <Answers answers={answers} />
      </div>
      <Sample operation={operation} send={send} say={say} />
    </article>
  )
}
