import { nextCharacter } from '../../logic/change-byte.ts'
import { placeOf } from '../../logic/cookie-places.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { useLiveScreen } from '../live-context.tsx'
import { rescueFocusToNarrator } from '../point-at-narrator.ts'
import { cx } from '../../ui/cx.ts'
import styles from './byte-picker.module.css'
import button from '../../ui/button.module.css'

const text = messages.bytePicker

interface Props {
  /** Which character of the cookie, from 0. */
  readonly at: number
  readonly pick: (at: number | null) => void
}

/** Any character of the cookie can be the one that is changed; which it is, is marked in the cookie itself. */
export function BytePicker({ at, pick }: Props) {
  const { snapshot, deeds } = useLiveScreen()
  if (!('parts' in snapshot)) return null
  const { cookie, parts } = snapshot
  const letter = cookie[at] ?? ''
  const place = text.place(at + 1, cookie.length)
  const named = text.letter(letter, placeOf(parts, at))
  return (
    <div className={styles.picker}>
      <label>
        {text.label}
        <input
          type="range"
          min={0}
          max={cookie.length - 1}
          value={at}
          aria-valuetext={`${place}: ${named}`}
          onChange={({ target }) => pick(target.valueAsNumber)}
        />
      </label>
      {/* The slider says it too. */}
      <span className={cx(styles.place, 'num')} aria-hidden="true">
        {place}: <b>{named}</b>
      </span>
      <button
        type="button"
        className={button.button}
        onClick={() => {
          pick(null)
          void deeds.changeByte(at).then(rescueFocusToNarrator)
        }}
      >
        {text.change(letter, nextCharacter(letter))}
      </button>
      <p>{text.note}</p>
    </div>
  )
}
