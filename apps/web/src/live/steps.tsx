import { Check, X } from 'lucide-react'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { useStored } from '../hooks/use-stored.ts'
import { messages } from '../messages/live.ts'
import type { StepName } from '../logic/steps.ts'
import { nextStep, stepNames } from '../logic/steps.ts'
import { cx } from '../ui/cx.ts'
import { ids, pointAt, rescueFocus } from '../ui/point-at.ts'
import { useLiveScreen } from './live-context.tsx'
import styles from './steps.module.css'

/** Five things to try, ticked when they really happened. Pressing one does it, or shows where it is done. */
export function Steps() {
  const [shown, setShown] = useStored('clearjar.steps-shown', ['yes', 'no'], 'yes')
  if (shown === 'yes') return <List onHide={() => setShown('no')} />
  return (
    <button type="button" className={styles.show} onClick={() => setShown('yes')}>
      {messages.steps.show}
    </button>
  )
}

function List({ onHide }: { onHide: () => void }) {
  const { steps } = useLiveScreen()
  const go = useGo()
  const next = nextStep(steps.done)
  const text = messages.steps
  const list = useScrollTo(next)
  return (
    <ol ref={list} className={styles.steps} aria-label={text.label}>
      {stepNames.map((step, index) => {
        const done = steps.done.has(step)
        return (
          <li key={step}>
            <button
              type="button"
              className={cx(done && styles.done, step === next && styles.next)}
              aria-current={step === next ? 'step' : undefined}
              onClick={() => go(step)}
            >
              <span className={styles.number}>{done ? <Check /> : index + 1}</span>
              {text[step]}
              {done && <span className="visually-hidden"> {text.done}</span>}
            </button>
          </li>
        )
      })}
      <li>
        <button type="button" className={styles.hide} aria-label={text.hide} onClick={onHide}>
          <X />
        </button>
      </li>
    </ol>
  )
}

/** On a narrow screen the steps scroll sideways: the next one is brought to the front. */
function useScrollTo(next: StepName | null): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const current = next && list.current?.querySelector<HTMLElement>('[aria-current]')
    if (current) list.current?.scrollTo?.({ left: current.offsetLeft - 16, behavior: 'smooth' })
  }, [next])
  return list
}

function useGo(): (step: StepName) => void {
  const { snapshot, change, deeds } = useLiveScreen()
  const readable = snapshot.status === 'present' || snapshot.status === 'unreadable'
  return (step) => {
    if (step === 'close') {
      deeds.tell({ kind: 'how-to-close' })
      return pointAt(ids.newTab)
    }
    if (step === 'read') return pointAt(ids.cookie)
    if (step === 'save' || !readable) return pointAt(ids.name)
    if (step === 'delete') return void deeds.deleteHere().then(() => rescueFocus(ids.save))
    pointAt(ids.change)
    if (!change) void deeds.changeByte()
  }
}
