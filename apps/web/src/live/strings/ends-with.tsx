import { useNow } from '../../hooks/use-now.ts'
import { formatLeft, formatLifetime } from '../../logic/format.ts'
import { messages } from '../../messages/live.ts'
import { ids } from '../../ui/point-at.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { useLiveScreen } from '../live-context.tsx'
import styles from './ends-with.module.css'

const text = messages.endsWith
const scopes = ['browser', 'last-tab', 'tab'] as const

/** What the session ends with: the one that is there, or else the next. */
export function EndsWith() {
  const { answer, deeds, tab } = useLiveScreen()
  const report = answer?.report
  const scope = report?.tabs.scope ?? 'browser'
  const isThere = report?.status === 'present'
  const cannot = tab.status === 'unsupported'
  return (
    <div className={styles.ends}>
      <span id="ends-with-label">{isThere || report === undefined ? text.label : text.next}</span>
      <Segmented
        id={ids.endsWith}
        className={styles.choices}
        labelledBy="ends-with-label"
        describedBy="ends-with-note"
        value={scope}
        choices={scopes.map((value) => ({
          value,
          words: text.choices[value],
          disabled: cannot && value !== 'browser'
        }))}
        onChoose={deeds.bind}
      />
      <p id="ends-with-note">{cannot ? text.unsupported : text.notes[scope]}</p>
      <Lease />
    </div>
  )
}

/** What the server grants this tab. */
function Lease() {
  const { tab } = useLiveScreen()
  const now = useNow()
  if (tab.status !== 'open') return null
  const left = formatLeft(tab.until - now)
  return (
    <p className={styles.lease}>
      <RichText>{text.lease(tab.mark)}</RichText> <b className="num">{text.more(left)}</b>
      <small>{text.times(formatLifetime(tab.grace), formatLifetime(tab.lease))}</small>
    </p>
  )
}
