import type { KeyboardEvent } from 'react'
import { useId, useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import type { Recognised } from '../logic/recognised.ts'
import { BytesView } from './bytes-view.tsx'
import { CompareView } from './compare-view.tsx'
import { JsonView } from './json-view.tsx'
import { ValuesView } from './values-view.tsx'
import styles from './views.module.css'

const words = messages.views
const views = ['values', 'json', 'bytes', 'compare'] as const
type View = (typeof views)[number]

const steps: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  Home: () => 0,
  End: () => views.length - 1
}

/** Four looks at one cookie. */
export function Views({ read }: { read: Recognised }) {
  const [view, setView] = useState<View>('values')
  const [second, setSecond] = useState('')
  const id = useId()

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = views[(step(views.indexOf(view)) + views.length) % views.length] ?? 'values'
    setView(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }

  return (
    <>
      <div className={styles.tabs} role="tablist" tabIndex={-1} aria-label={words.label} onKeyDown={move}>
        {views.map((each) => (
          <button
            key={each}
            id={`${id}-${each}`}
            type="button"
            role="tab"
            aria-selected={each === view}
            aria-controls={`${id}-panel`}
            tabIndex={each === view ? 0 : -1}
            onClick={() => setView(each)}
          >
            {words[each]}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className={styles.panel} role="tabpanel" aria-labelledby={`${id}-${view}`}>
        {view === 'values' && <ValuesView read={read} />}
        {view === 'json' && <JsonView read={read} />}
        {view === 'bytes' && <BytesView read={read} />}
        {view === 'compare' && <CompareView read={read} text={second} onText={setSecond} />}
      </div>
    </>
  )
}
