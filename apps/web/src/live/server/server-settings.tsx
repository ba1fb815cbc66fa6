import type { SessionReport } from '../../api/report.ts'
import { messages } from '../../messages/live.ts'
import { ids } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './server-settings.module.css'

const text = messages.server.settings
const keyChoices = ['first', 'added', 'replaced'] as const satisfies readonly SessionReport['key'][]

/** What the server would do differently for this visitor alone. */
export function ServerSettings() {
  const { answer, deeds } = useLiveScreen()
  const report = answer?.report
  const revocable = report?.revocable ?? false
  const always = report?.mode === 'server'
  return (
    <div className={styles.settings}>
      <div className={styles.row}>
        <span id="revocable-label">{text.revocable}</span>
        <button
          id={ids.revocable}
          type="button"
          role="switch"
          className={styles.switch}
          aria-checked={revocable}
          aria-labelledby="revocable-label"
          aria-describedby="revocable-note"
          disabled={always}
          onClick={() => void deeds.set({ revocable: !revocable })}
        />
      </div>
      <p id="revocable-note">{always ? text.always : text.revocableNote}</p>
      <label className={styles.row} htmlFor={ids.key}>
        {text.key}
        <select
          id={ids.key}
          value={report?.key ?? 'first'}
          onChange={({ target }) => void deeds.set({ key: keyChoices.find((key) => key === target.value) ?? 'first' })}
        >
          {keyChoices.map((key) => (
            <option key={key} value={key}>
              {text.keys[key]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
