import { useEffect, useState } from 'react'
import { RefreshCw } from 'lucide-react'
import type { Page } from '../live/use-live.ts'
import { referenceMessages as messages } from '../messages/reference.ts'
import buttons from '../ui/button.module.css'
import { cx } from '../ui/cx.ts'
import { ids } from '../ui/point-at.ts'
import { RichText } from '../ui/rich-text.tsx'
import { OperationCard } from './operation-card.tsx'
import { OperationList } from './operation-list.tsx'
import type { ApiReference } from './read-document.ts'
import styles from './reference.module.css'
import { ShapeCard } from './shape-card.tsx'
import { type ReferenceState, useReference } from './use-reference.ts'

/** The API, as it describes itself. */
export function Reference({ page }: { page: Pick<Page, 'tab'> }) {
  const [state, retry] = useReference(messages.document)
  const [said, say] = useState('')
  useArrival(state.status)
  return (
    <main
      id={ids.main}
      tabIndex={-1}
      className={cx('wrap', styles.main)}
      data-state={state.status}
      aria-busy={state.status === 'loading'}
    >
      <h1 className={styles.title}>{messages.title}</h1>
      <p className={styles.lead}>
        {messages.lead} <a href={messages.document}>{messages.document}</a>
      </p>
      <output className="visually-hidden">{said}</output>
      {state.status === 'ready' ? (
        <Ready reference={state.reference} send={page.tab.fetch} say={say} />
      ) : (
        <Waiting status={state.status} retry={retry} />
      )}
    </main>
  )
}

interface WaitingProps {
  readonly status: Exclude<ReferenceState['status'], 'ready'>
  readonly retry: () => void
}

function Waiting({ status, retry }: WaitingProps) {
  if (status === 'loading') return <p className={styles.waiting}>{messages.loading}</p>
  return (
    <div className={styles.waiting} role="alert">
      <p>{messages[status]}</p>
      <button type="button" className={buttons.button} onClick={retry}>
        <RefreshCw />
        {messages.retry}
      </button>
    </div>
  )
}

interface ReadyProps {
  readonly reference: ApiReference
  readonly send: typeof fetch
  readonly say: (text: string) => void
}

function Ready({ reference, send, say }: ReadyProps) {
  const { description, groups, shapes } = reference
  return (
    <div className={styles.columns}>
      <OperationList groups={groups} />
      <div className={styles.content}>
        <p className={styles.description}>
          <RichText>{description}</RichText>
        </p>
        {groups.map((group) => (
          <section key={group.name} className={styles.group} aria-labelledby={`group-${group.name}`}>
            <h2 id={`group-${group.name}`}>{group.name}</h2>
            <p>{group.description}</p>
            {group.operations.map((operation) => (
              <OperationCard key={operation.id} operation={operation} send={send} say={say} />
            ))}
          </section>
        ))}
        <section className={styles.group} aria-labelledby="shapes">
          <h2 id="shapes">{messages.shapes}</h2>
          <p>{messages.shapesLead}</p>
          <div className={styles.shapes}>
            {shapes.map((shape) => (
              <ShapeCard key={shape.name} shape={shape} />
            ))}
          </div>
        </section>
      </div>
    </div>
  )
}

/** A link to an operation came before the operation did. */
function useArrival(status: ReferenceState['status']): void {
  useEffect(() => {
    if (status !== 'ready') return
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    place?.scrollIntoView?.()
    place?.querySelector('a')?.focus({ preventScroll: true })
  }, [status])
}
