import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cx } from '../../ui/cx.ts'
import styles from './settings.module.css'

const words = messages.keys

/** Open where there is room, and folded away on a narrow screen: what the cookie is comes first. */
export function Folded({ summary: short, children }: { summary: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <fieldset className={styles.settings}>
      <legend className="visually-hidden">{words.settings}</legend>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight />
        <span>{words.settings}</span>
        <small>{short}</small>
      </button>
      <div id={id} className={cx(!open && styles.folded)}>
        {children}
      </div>
    </fieldset>
  )
}
