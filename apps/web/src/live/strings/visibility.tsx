import { messages } from '../../messages/live.ts'
import { ids } from '../../ui/point-at.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { useLiveScreen } from '../live-context.tsx'
import styles from './ends-with.module.css'

const text = messages.visibility
const visibilities = ['readable', 'split', 'hidden'] as const

/** What JavaScript can do with the cookie. */
export function Visibility() {
  const { answer, deeds } = useLiveScreen()
  const visibility = answer?.report.cookie.visibility ?? 'readable'
  return (
    <div className={styles.ends}>
      <span id="visibility-label">{text.label}</span>
      <Segmented
        id={ids.visibility}
        className={styles.choices}
        labelledBy="visibility-label"
        describedBy="visibility-note"
        value={visibility}
        choices={visibilities.map((value) => ({ value, words: text.choices[value] }))}
        onChoose={(value) => deeds.set({ visibility: value })}
      />
      <p id="visibility-note">{text.notes[visibility]}</p>
    </div>
  )
}
