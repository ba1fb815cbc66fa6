import type { SubmitEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { messages } from '../../messages/live.ts'
import type { FieldErrors } from '../../logic/check-string.ts'
import { checkString, typedError } from '../../logic/check-string.ts'
import { editableTypes, parseTyped } from '../../logic/typed-value.ts'
import { cx } from '../../ui/cx.ts'
import { ids } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { useLiveScreen } from '../live-context.tsx'
import styles from './add-string.module.css'
import button from '../../ui/button.module.css'
import { useDraft } from './use-draft.ts'

const words = messages.strings

export function AddString({ permanent }: { permanent: boolean | null }) {
  const { deeds } = useLiveScreen()
  const { name, type, value, edit, clear } = useDraft()
  const [found, setFound] = useState<FieldErrors & { readonly of?: string }>({})
  // They are about what was typed then.
  const typedNow = JSON.stringify([name, type, value])
  const errors: FieldErrors = found.of === typedNow ? found : {}
  const form = useRef<HTMLFormElement>(null)

  function show(wrong: FieldErrors): void {
    setFound({ ...wrong, of: typedNow })
    const first = wrong.name ? 'name' : wrong.value ? 'value' : null
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const typed = parseTyped(type, value)
    const wrong = { ...checkString(name, value), ...(typed.ok ? {} : { value: typedError(typed.why) }) }
    show(wrong)
    if (!typed.ok || Object.keys(wrong).length > 0) return
    const refused = await deeds.save(name, typed.wire, permanent)
    if (refused) show(refused)
    else clear({ name, value })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <Field
        name="name"
        label={words.name}
        value={name}
        placeholder="string"
        error={errors.name}
        onChange={(text) => edit({ name: text })}
      />
      <label className={styles.typeLabel} htmlFor="string-type">
        {words.type}
      </label>
      <select
        id="string-type"
        className={styles.type}
        value={type}
        onChange={({ target }) => edit({ type: editableTypes.find((each) => each === target.value) ?? 'string' })}
      >
        {editableTypes.map((each) => (
          <option key={each} value={each}>
            {words.types[each]}
          </option>
        ))}
      </select>
      <Field
        name="value"
        label={words.value}
        value={value}
        placeholder={words.examples[type]}
        error={errors.value}
        onChange={(text) => edit({ value: text })}
      />
      <button id={ids.save} type="submit" className={button.primary}>
        {words.save}
      </button>
    </form>
  )
}

interface FieldProps {
  name: 'name' | 'value'
  label: string
  value: string
  placeholder: string
  error: string | undefined
  onChange: (value: string) => void
}

function Field({ name, label, value, placeholder, error, onChange }: FieldProps) {
  const errorId = useId()
  const id = name === 'name' ? ids.name : 'string-value'
  return (
    <>
      <label className={styles[`${name}Label`]} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles[name]}
        type="text"
        name={name}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : errorId}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== undefined && (
        <p id={errorId} className={cx(styles.error, styles[`${name}Error`])}>
          <RichText>{error}</RichText>
        </p>
      )}
    </>
  )
}
