import type { ClipboardEvent, FocusEvent, MouseEvent, RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { cx } from '../../ui/cx.ts'
import parts from '../parts.module.css'
import styles from './paste-box.module.css'
import type { Segment } from './segments.ts'

/** Above this, colouring would slow down typing, and nobody reads a text so long by its colours. */
const COLOURED_UP_TO = 20_000

interface PasteBoxProps {
  id: string
  label: string
  placeholder: string
  text: string
  segments: readonly Segment[]
  describedBy?: string
  /** For where there is less room. */
  low?: boolean
  onText: (text: string) => void
}

/**
 * A field for a cookie, in the colours of its parts. A paste replaces what was there, unless a piece of it is selected; coming into
 * the field selects all of it, and a second click sets the caret.
 */
export function PasteBox({ id, label, placeholder, text, segments, describedBy, low, onText }: PasteBoxProps) {
  const plain = text.length > COLOURED_UP_TO
  const box = usePartsInSight(text, segments)
  return (
    <div ref={box} className={cx(styles.box, low && styles.low)}>
      {!plain && (
        <div className={styles.mirror} aria-hidden="true">
          {segments.map(({ at, text: piece, kind }) => (
            <span key={at} data-at={at} className={kind === 'around' ? parts.faint : parts[kind]}>
              {piece}
            </span>
          ))}
          {'\n'}
        </div>
      )}
      <textarea
        id={id}
        className={cx(styles.input, plain && styles.plain)}
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        onFocus={selectAll}
        onMouseDown={focusFirst}
        onPaste={replaceAll}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}

/** Scrolls the box to the cookie that is read, when that is another: after a paste, not while somebody types. */
function usePartsInSight(text: string, segments: readonly Segment[]): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  const length = useRef(0)
  const first = segments.find(({ kind }) => kind !== 'around')?.at ?? 0
  useEffect(() => {
    const typed = Math.abs(text.length - length.current) === 1
    length.current = text.length
    const part = box.current?.querySelector<HTMLElement>(`[data-at="${first}"]`)
    if (!box.current || !part || typed) return
    const from = part.getBoundingClientRect().top - box.current.getBoundingClientRect().top
    if (from < 0 || from > box.current.clientHeight - ONE_LINE) box.current.scrollTop += from - ONE_LINE
  }, [text, first])
  return box
}

/** In pixels, and a bit. */
const ONE_LINE = 40

function selectAll(event: FocusEvent<HTMLTextAreaElement>): void {
  event.target.select()
}

/** Done before the browser pastes, so that it can be undone as one step. */
function replaceAll(event: ClipboardEvent<HTMLTextAreaElement>): void {
  const { selectionStart, selectionEnd } = event.currentTarget
  if (selectionStart === selectionEnd) event.currentTarget.select()
}

/** Else the click that brings the focus would set the caret after it, and the selection would be gone. */
function focusFirst(event: MouseEvent<HTMLTextAreaElement>): void {
  if (document.activeElement === event.currentTarget) return
  event.preventDefault()
  event.currentTarget.focus()
}
