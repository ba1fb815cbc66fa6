import type { SubmitEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { messages } from '../../messages.ts'
import type { FieldErrors } from '../../logic/check-string.ts'
import { checkString } from '../../logic/check-string.ts'
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
  const { name, value, edit, clear } = useDraft()
  const [errors, setErrors] = useState<FieldErrors>({})
  const form = useRef<HTMLFormElement>(null)

  function show(found: FieldErrors): void {
    setErrors(found)
    const first = found.name ? 'name' : found.value ? 'value' : null
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const found = checkString(name, value)
    show(found)
    if (Object.keys(found).length > 0) return
    const refused = await deeds.save(name, value, permanent)
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
      <Field
        name="value"
        label={words.value}
        value={value}
        placeholder="hello"
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
