import { useId } from 'react'
import styles from '../pill.module.css'

interface PillsProps<T extends string> {
  label: string
  value: T
  choices: readonly T[]
  names: Readonly<Record<T, string>>
  onChoose: (choice: T) => void
}

/** One of a few, as radio buttons that look like pills. */
export function Pills<T extends string>({ label, value, choices, names, onChoose }: PillsProps<T>) {
  const name = useId()
  return (
    <div className={styles.pills} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice} className={styles.pill}>
          <input type="radio" name={name} checked={choice === value} onChange={() => onChoose(choice)} />
          {names[choice]}
        </label>
      ))}
    </div>
  )
}
