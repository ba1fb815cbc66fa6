import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { cx } from './cx.ts'
import styles from './segmented.module.css'

interface Choice<T extends string> {
  readonly value: T
  readonly words: string
  readonly Icon?: LucideIcon
  readonly disabled?: boolean
}

interface Props<T extends string> {
  /** Also the name that its radio buttons share. */
  readonly id: string
  readonly choices: readonly Choice<T>[]
  readonly value: T
  /** Until it settles, the choice shows as made. */
  readonly onChoose: (value: T) => Promise<void>
  readonly labelledBy?: string
  readonly label?: string
  readonly describedBy?: string
  readonly className?: string | undefined
}

/** A few choices side by side, of which one holds: radio buttons that look like one control. */
export function Segmented<T extends string>(props: Props<T>) {
  const { id, choices, value, onChoose, labelledBy, label, describedBy, className } = props
  const [wish, setWish] = useState<T | null>(null)

  async function choose(next: T): Promise<void> {
    setWish(next)
    await onChoose(next)
    // Unless another choice was made meanwhile.
    setWish((latest) => (latest === next ? null : latest))
  }

  return (
    <div
      id={id}
      role="radiogroup"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className={cx(styles.choices, className)}
    >
      {choices.map(({ value: each, words, Icon, disabled }) => (
        <label key={each}>
          <input
            type="radio"
            name={id}
            checked={each === (wish ?? value)}
            disabled={disabled}
            onChange={() => void choose(each)}
          />
          {Icon && <Icon />}
          {words}
        </label>
      ))}
    </div>
  )
}
