import { useId, useState } from 'react'
import { referenceMessages as messages } from '../messages/reference.ts'
import { AnswerText } from './answer-text.tsx'
import { CopyButton } from './copy-button.tsx'
import type { Content, Operation } from './read-document.ts'
import { addressOf, addressParameters, curlLine } from './request.ts'
import styles from './sample.module.css'
import { useTry } from './use-try.ts'

interface Props {
  readonly operation: Operation
  readonly send: typeof fetch
  readonly say: (text: string) => void
}

/** The operation as a request, and an answer: an example until somebody asks for a real one. */
export function Sample({ operation, send, say }: Props) {
  const { method, path, body, answers } = operation
  const name = `${method} ${path}`
  const [chosen, setChosen] = useState(0)
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const [tried, ask] = useTry(send)
  const curl = curlLine(operation, location.origin, body?.examples[chosen]?.value, given)
  const example = answers.find(({ status }) => status.startsWith('2'))

  async function tryIt(): Promise<void> {
    if (tried.status === 'asking') return
    const answer = await ask(addressOf(operation, given))
    if (answer.status === 'answered') say(messages.said.answered(name, answer.http))
    if (answer.status === 'no-answer') say(messages.said.noAnswer(name))
  }

  return (
    <div className={styles.sample}>
      <div className={styles.head}>
        <h4>{messages.request}</h4>
        <CopyButton text={curl} about={name} say={say} />
      </div>
      {body !== null && <ExampleChoice body={body} chosen={chosen} onChoose={setChosen} />}
      <pre>{curl}</pre>
      {method === 'GET' && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            void tryIt()
          }}
        >
          <Fields operation={operation} given={given} onGive={setGiven} />
          <button type="submit" aria-disabled={tried.status === 'asking'} aria-label={`${messages.tryIt}: ${name}`}>
            {tried.status === 'asking' ? messages.asking : messages.tryIt}
          </button>
        </form>
      )}
      <AnswerText tried={tried} example={example?.content ?? null} status={example?.status ?? ''} />
    </div>
  )
}

function ExampleChoice(props: { body: Content; chosen: number; onChoose: (index: number) => void }) {
  const id = useId()
  const { body, chosen, onChoose } = props
  if (body.examples.length < 2) return null
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{messages.example}</label>
      <select id={id} value={chosen} onChange={({ target }) => onChoose(Number(target.value))}>
        {body.examples.map(({ name }, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

interface FieldsProps {
  readonly operation: Operation
  readonly given: Readonly<Record<string, string>>
  readonly onGive: (given: Readonly<Record<string, string>>) => void
}

function Fields({ operation, given, onGive }: FieldsProps) {
  const id = useId()
  return addressParameters(operation).map(({ name, example }) => (
    <div key={name} className={styles.field}>
      <label htmlFor={`${id}-${name}`}>{name}</label>
      <input
        id={`${id}-${name}`}
        autoComplete="off"
        value={given[name] ?? example}
        onChange={({ target }) => onGive({ ...given, [name]: target.value })}
      />
    </div>
  ))
}
