import { X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { shellMessages as messages } from '../messages/shell.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import styles from './shortcuts-dialog.module.css'

interface Props {
  enabled: boolean
  onEnabled: (enabled: boolean) => void
  onClose: () => void
}

export function ShortcutsDialog({ enabled, onEnabled, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const text = messages.shortcuts
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={onClose}>
      <div className={styles.head}>
        <h2 id={title}>{text.title}</h2>
        <button type="button" className={button.icon} aria-label={text.close} onClick={() => dialog.current?.close()}>
          <X />
        </button>
      </div>
      <p className={styles.hint}>{text.hint}</p>
      <dl className={cx(styles.list, !enabled && styles.off)}>
        {Object.entries(text.list).map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        role="switch"
        aria-checked={enabled}
        className={styles.switch}
        onClick={() => onEnabled(!enabled)}
      >
        {text.use}
        <i />
      </button>
    </dialog>
  )
}
