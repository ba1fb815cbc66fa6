import { Plus } from 'lucide-react'
import type { SubmitEvent } from 'react'
import { useId, useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import card from '../card.module.css'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import type { KeyEncoding } from '../logic/key-input.ts'
import { keyBytes } from '../logic/key-input.ts'
import styles from './add-key.module.css'

const words = messages.keys
const encodings = ['text', 'hex', 'base64'] as const

/** Told to managers of passwords, each in its own way: this is not for you to keep. */
const keepOut = { 'data-1p-ignore': '', 'data-bwignore': '', 'data-lpignore': 'true', 'data-form-type': 'other' }

/** An ordinary text field, not one for passwords: browsers would offer to store what is in those. */
export function AddKey() {
  const { keys, say } = useInspectScreen()
  const [text, setText] = useState('')
  const [encoding, setEncoding] = useState<KeyEncoding>('text')
  const [fault, setFault] = useState<string | null>(null)
  const errorId = useId()

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const bytes = keyBytes({ id: '', text, encoding })
    setFault(bytes.ok ? null : words.notBytes[bytes.why])
    document.getElementById(inspectIds.key)?.focus()
    if (!bytes.ok) return
    say(keys.add([{ text, encoding }]) > 0 ? messages.status.keyAdded : messages.status.keyTwice)
    setText('')
  }

  return (
    <form className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
      <input
        id={inspectIds.key}
        className={cx(card.mono, styles.key)}
        type="text"
        aria-label={words.label}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : errorId}
        placeholder={words.placeholder}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        {...keepOut}
        onChange={(event) => {
          setText(event.target.value)
          setFault(null)
        }}
      />
      <select
        className={cx(card.field, styles.encoding)}
        aria-label={words.encoding}
        value={encoding}
        onChange={(event) => {
          setEncoding(encodings.find((each) => each === event.target.value) ?? 'text')
          setFault(null)
        }}
      >
        {encodings.map((each) => (
          <option key={each} value={each}>
            {words.encodings[each]}
          </option>
        ))}
      </select>
      <button type="submit" className={cx(button.small, card.tool, styles.add)}>
        <Plus />
        {words.add}
      </button>
      {fault !== null && (
        <p id={errorId} className={card.error}>
          {fault}
        </p>
      )}
    </form>
  )
}
