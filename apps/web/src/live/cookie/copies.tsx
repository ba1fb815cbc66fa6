import { Copy, X } from 'lucide-react'
import type { CookieCopy } from '../../logic/copies.ts'
import { formatTime, shortenParts } from '../../logic/format.ts'
import { messages } from '../../messages/live.ts'
import { cx } from '../../ui/cx.ts'
import { ids, rescueFocus } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import { rescueFocusToNarrator } from '../point-at-narrator.ts'
import styles from './copies.module.css'
import button from '../../ui/button.module.css'

const text = messages.copies

/** What somebody who copied the cookie has: it is kept here, and can be sent back once the cookie is gone. */
export function Copies() {
  const { copies, snapshot, deeds } = useLiveScreen()
  const canKeep = 'cookie' in snapshot
  if (copies.length === 0 && !canKeep) return null
  return (
    <section id={ids.copies} tabIndex={-1} className={styles.copies} aria-labelledby="copies-title">
      <div className={styles.head}>
        <h3 id="copies-title">{text.title}</h3>
        {canKeep && (
          <button id={ids.keepCopy} type="button" className={button.small} onClick={deeds.keepCopy}>
            <Copy />
            {text.keep}
          </button>
        )}
      </div>
      <p>{copies.length === 0 ? text.none : text.note}</p>
      {copies.length > 0 && (
        <ul aria-labelledby="copies-title">
          {copies.map((copy) => (
            <Kept key={copy.id} copy={copy} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Kept({ copy }: { copy: CookieCopy }) {
  const { deeds } = useLiveScreen()
  const time = formatTime(copy.takenAt / 1000)
  return (
    <li>
      <Copy />
      <span className="num">{time}</span>
      <code>{shortenParts(copy.text)}</code>
      <small>{copy.revocable ? text.revocable : text.notRevocable}</small>
      <button
        type="button"
        className={button.small}
        aria-label={text.sendOf(time)}
        onClick={() => void deeds.replay(copy).then(rescueFocusToNarrator)}
      >
        {text.send}
      </button>
      <button
        type="button"
        className={cx(button.icon, styles.drop)}
        aria-label={text.drop(time)}
        onClick={() => {
          deeds.dropCopy(copy)
          // After the row has left the page.
          requestAnimationFrame(() => rescueFocus(ids.save))
        }}
      >
        <X />
      </button>
    </li>
  )
}
