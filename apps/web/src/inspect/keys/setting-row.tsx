import type { ReactNode } from 'react'
import { useId } from 'react'
import { cx } from '../../ui/cx.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import styles from './settings.module.css'

interface RowProps {
  label: string
  note: string
  long?: boolean
  children: (id: string) => ReactNode
}

/** A setting with its name and a note; `children` gets the id that the label is for. */
export function Row({ label, note, long, children }: RowProps) {
  const id = useId()
  return (
    <div className={cx(styles.row, long && styles.long)}>
      <label htmlFor={id}>{label}</label>
      <p>
        <RichText>{note}</RichText>
      </p>
      {children(id)}
    </div>
  )
}

interface ChoiceProps<T extends string> {
  id: string
  value: T
  choices: readonly T[]
  names: Readonly<Record<T, string>>
  onChoose: (choice: T) => void
}

export function Choice<T extends string>({ id, value, choices, names, onChoose }: ChoiceProps<T>) {
  return (
    <select
      id={id}
      className={card.field}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice === event.target.value)
        if (chosen !== undefined) onChoose(chosen)
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {names[choice]}
        </option>
      ))}
    </select>
  )
}
