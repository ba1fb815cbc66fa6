import { ArrowDownUp, Download, Upload } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { useId, useState } from 'react'
import { useLiveScreen } from '../live/live-context.tsx'
import { happenedMessages as messages } from '../messages/happened.ts'
import button from '../ui/button.module.css'
import type { LogEvent } from './event.ts'
import type { ImportFault } from './journal-file.ts'
import { exportText, importText } from './journal-file.ts'
import styles from './file-panel.module.css'

const text = messages.log

/** Takes the log away as a file, without its values unless they are asked for, and shows one that was taken away. */
export function FilePanel({ events }: { events: readonly LogEvent[] }) {
  const { journal } = useLiveScreen().page
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState(false)
  const [fault, setFault] = useState<ImportFault | null>(null)
  const id = useId()

  async function take({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [chosen] = target.files ?? []
    if (!chosen) return
    const read = importText(await chosen.text())
    // The same file can be chosen again once it is mended.
    target.value = ''
    setFault(read.ok ? null : read.why)
    if (!read.ok) return target.focus()
    journal.show(read.events)
    setOpen(false)
  }

  return (
    <>
      <button
        type="button"
        className={button.small}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ArrowDownUp />
        {text.file}
      </button>
      <div id={id} className={styles.panel} hidden={!open}>
        <div className={styles.row}>
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={values}
              aria-describedby={`${id}-note`}
              onChange={({ target }) => setValues(target.checked)}
            />
            {text.withValues}
          </label>
          <button
            type="button"
            className={button.small}
            disabled={events.length === 0}
            onClick={() => download(text.fileName, exportText(events, { values }))}
          >
            <Download />
            {text.export}
          </button>
        </div>
        <p id={`${id}-note`} className={styles.note}>
          {text.withValuesNote} {text.neverCookie}
        </p>
        <div className={styles.row}>
          <label className={styles.file}>
            <Upload />
            {text.import}
            <input
              type="file"
              accept="application/json,.json"
              aria-invalid={fault !== null}
              aria-describedby={fault === null ? undefined : `${id}-fault`}
              onChange={(event) => void take(event)}
            />
          </label>
        </div>
        {fault !== null && (
          <p id={`${id}-fault`} className={styles.fault}>
            {text.faults[fault]}
          </p>
        )}
      </div>
    </>
  )
}

function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
