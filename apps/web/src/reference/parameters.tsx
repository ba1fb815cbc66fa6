import { ChevronRight } from 'lucide-react'
import { referenceMessages as messages } from '../messages/reference.ts'
import { RichText } from '../ui/rich-text.tsx'
import styles from './parameters.module.css'
import type { Parameter } from './read-document.ts'

/** What goes into the address stands open; what a browser sends by itself does not. */
export function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  const typed = parameters.filter(({ place }) => place === 'path' || place === 'query')
  const sent = parameters.filter(({ place }) => place === 'cookie' || place === 'header')
  return (
    <>
      {typed.length > 0 && (
        <>
          <h4>{messages.parameters}</h4>
          <List parameters={typed} />
        </>
      )}
      {sent.length > 0 && (
        <details className={styles.sent}>
          <summary>
            <ChevronRight />
            {messages.alongside(sent.length)}
          </summary>
          <List parameters={sent} />
        </details>
      )}
    </>
  )
}

function List({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <dl className={styles.list}>
      {parameters.map(({ name, place, required, description }) => (
        <div key={`${place} ${name}`}>
          <dt>
            <code>{name}</code>{' '}
            <span>
              {messages.places[place]}
              {required && `, ${messages.required}`}
            </span>
          </dt>
          <dd>
            <RichText>{description}</RichText>
          </dd>
        </div>
      ))}
    </dl>
  )
}
