import { useState } from 'react'
import { referenceMessages as messages } from '../messages/reference.ts'
import { RichText } from '../ui/rich-text.tsx'
import styles from './answer-text.module.css'
import { pretty } from './pretty.ts'
import type { Content } from './read-document.ts'
import type { Tried } from './use-try.ts'

interface Props {
  readonly tried: Tried
  readonly example: Content | null
  /** Of the example. */
  readonly status: string
}

/** The answer that came, or an example of it. */
export function AnswerText({ tried, example, status }: Props) {
  if (tried.status === 'no-answer') return <p className={styles.failed}>{messages.noAnswer}</p>
  if (tried.status === 'answered') {
    const { http, milliseconds, headers, body, more } = tried
    const cut = more === 0 ? '' : `\n${messages.more(more)}`
    return (
      <>
        <Answer
          title={messages.realAnswer}
          longest={48}
          http={http}
          text={` · ${milliseconds} ms\n${headers.join('\n')}\n\n${body}${cut}`}
        />
        <p className={styles.note}>
          <RichText>{messages.noCookieShown}</RichText>
        </p>
      </>
    )
  }
  const value = example?.examples[0]?.value
  const text = typeof value === 'string' ? value : pretty(value ?? {})
  return <Answer title={messages.exampleAnswer} longest={14} http={status} text={`\n${text}`} />
}

interface AnswerProps {
  readonly title: string
  readonly http: string
  readonly text: string
  /** Lines that are shown at once. */
  readonly longest: number
}

function Answer({ title, http, text, longest }: AnswerProps) {
  const [isWhole, setWhole] = useState(false)
  const lines = text.split('\n')
  const isCut = lines.length > longest + 2
  return (
    <>
      <h4>{title}</h4>
      <pre>
        <b>{http}</b>
        {isCut && !isWhole ? `${lines.slice(0, longest).join('\n')}\n…` : text}
      </pre>
      {isCut && (
        <button type="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? messages.showLess : messages.showAll(lines.length)}
        </button>
      )}
    </>
  )
}
