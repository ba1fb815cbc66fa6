import { ChevronLeft, ChevronRight, History } from 'lucide-react'
import { useEffect, useId, useRef, useSyncExternalStore } from 'react'
import type { Live } from '../live/use-live.ts'
import { formatTime } from '../logic/format.ts'
import { happenedMessages as messages } from '../messages/happened.ts'
import button from '../ui/button.module.css'
import { sentence } from './describe.ts'
import styles from './look-back-bar.module.css'
import { RichText } from '../ui/rich-text.tsx'

const text = messages.lookBack

/** Says which moment the stage shows, and goes to the one before and after; nothing while it shows now. */
export function LookBackBar({ live }: { live: Live }) {
  const { journal } = live.page
  const { looking, own } = useSyncExternalStore(journal.subscribe, journal.getSnapshot)
  const kept = own.filter(({ id }) => journal.frame(id) !== undefined)
  const index = kept.findIndex(({ id }) => id === looking)
  const event = kept[index]
  const id = useId()
  const back = useFocus(event !== undefined)
  if (!event) return null
  const [earlier, later] = [kept[index - 1], kept[index + 1]]
  return (
    <section className={styles.bar} aria-label={text.label}>
      <History />
      <p id={id}>
        <strong className="num">{text.at(formatTime(event.at / 1000))}</strong> <RichText>{sentence(event)}</RichText>.{' '}
        {text.note}
      </p>
      <div className={styles.buttons}>
        <button
          type="button"
          className={button.small}
          disabled={!earlier}
          onClick={() => journal.look(earlier?.id ?? null)}
        >
          <ChevronLeft />
          {text.earlier}
        </button>
        <button
          type="button"
          className={button.small}
          disabled={!later}
          onClick={() => journal.look(later?.id ?? null)}
        >
          {text.later}
          <ChevronRight />
        </button>
        <button
          ref={back}
          type="button"
          className={button.small}
          aria-describedby={id}
          onClick={() => journal.look(null)}
        >
          {text.back}
        </button>
      </div>
    </section>
  )
}

/** Goes where the moment is shown, and back to the event that was pressed. */
function useFocus(looking: boolean) {
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!looking) return
    const pressed = document.activeElement
    const top = back.current?.closest('section')
    top?.parentElement?.scrollIntoView?.({ block: 'start' })
    back.current?.focus({ preventScroll: true })
    return () => {
      if (pressed instanceof HTMLElement && pressed.isConnected) pressed.focus()
    }
  }, [looking])
  return back
}
