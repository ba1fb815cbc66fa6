import { X } from 'lucide-react'
import { useRef } from 'react'
import { messages } from '../../messages/live.ts'
import { escapeFormatting } from '../../logic/json-text.ts'
import { showWire, typeOfWire } from '../../logic/typed-value.ts'
import { cx } from '../../ui/cx.ts'
import { ids, pointAt } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import pane from '../../ui/pane.module.css'
import styles from './saved-strings.module.css'
import button from '../../ui/button.module.css'

const text = messages.strings

/** What the SERVER reads: nothing here is taken from the cookie by this page. */
export function SavedStrings() {
  const { answer, deeds, snapshot, act } = useLiveScreen()
  const list = useRef<HTMLUListElement>(null)
  const report = answer?.report
  const gone = snapshot.status === 'absent' || snapshot.status === 'expired'
  const entries = gone ? [] : Object.entries(report?.data ?? {})
  if (entries.length === 0) return <p className={cx(pane.empty, styles.none)}>{emptyText(report?.status, gone)}</p>

  async function remove(name: string, index: number): Promise<void> {
    await deeds.remove(name)
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const buttons = list.current?.querySelectorAll('button') ?? []
    pointAt(buttons[Math.min(index, buttons.length - 1)] ?? ids.name)
  }

  return (
    <ul ref={list} className={styles.list} aria-label={text.saved}>
      {entries.map(([name, value], index) => (
        <li key={name} ref={act.kind === 'saved' && act.name === name ? showRow : null}>
          <code className={styles.name}>{escapeFormatting(name)}</code>
          <code className={styles.value}>{escapeFormatting(showWire(value))}</code>
          {typeOfWire(value) !== 'string' && <small className={styles.type}>{text.typeOf[typeOfWire(value)]}</small>}
          {!name.startsWith('_') && (
            <button
              type="button"
              className={cx(button.icon, styles.remove)}
              aria-label={text.remove(escapeFormatting(name))}
              onClick={() => void remove(name, index)}
            >
              <X />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What was saved last is in sight, wherever its name sorts; the page itself stays where it is. */
function showRow(row: HTMLLIElement | null): void {
  const list = row?.parentElement
  if (row && list && list.scrollHeight > list.clientHeight) list.scrollTop = row.offsetTop - list.clientHeight / 2
}

function emptyText(status: 'absent' | 'present' | 'refused' | undefined, gone: boolean): string {
  if (gone || status === 'absent') return text.none
  if (status === undefined) return text.unknown
  return status === 'refused' ? text.noneRead : text.noneLeft
}
