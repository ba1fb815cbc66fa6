import { Check, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import button from '../ui/button.module.css'
import { cx } from '../ui/cx.ts'
import styles from './code-box.module.css'
import { useCopy } from './use-copy.ts'

const SCROLLS_FROM = 600

interface CodeBoxProps {
  id: string
  /** What the text is. */
  label: string
  /** Name of the button that copies it. */
  copyLabel: string
  /** The word for it once it is copied. */
  what: string
  text: string
  /** A value, which may be broken anywhere: else hyphens in it would be. */
  dense?: boolean
  /** The text in colours. */
  children?: ReactNode
}

/** A text to take away with one press. */
export function CodeBox({ id, label, copyLabel, what, text, dense, children }: CodeBoxProps) {
  const copy = useCopy()
  const [copied, setCopied] = useState<string | null>(null)
  const Icon = copied === text ? Check : Copy
  // Only a box that scrolls needs to be reached with the keyboard.
  const scrolls = text.length > SCROLLS_FROM ? { tabIndex: 0 } : {}
  return (
    <div className={styles.box}>
      <figure id={id} className={cx(styles.code, dense && styles.dense)} aria-label={label} {...scrolls}>
        {children ?? text}
      </figure>
      <button
        type="button"
        className={cx(button.icon, styles.copy)}
        aria-label={copyLabel}
        onClick={() => void copy(text, what, id).then(() => setCopied(text))}
      >
        <Icon />
      </button>
    </div>
  )
}
