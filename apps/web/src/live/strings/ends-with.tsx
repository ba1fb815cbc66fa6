import { useState } from 'react'
import type { TabScope } from '../../api/session-api.ts'
import { useNow } from '../../hooks/use-now.ts'
import { formatLeft, formatLifetime } from '../../logic/format.ts'
import { messages } from '../../messages.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { useLiveScreen } from '../live-context.tsx'
import styles from './ends-with.module.css'

const text = messages.endsWith
const scopes = ['browser', 'last-tab', 'tab'] as const

/** What the session ends with: the one that is there, or else the next. */
export function EndsWith() {
  const { answer, deeds, tab } = useLiveScreen()
  const [wish, setWish] = useState<TabScope | null>(null)
  const report = answer?.report
  const scope = wish ?? report?.tabs.scope ?? 'browser'
  const isThere = report?.status === 'present'
  const cannot = tab.status === 'unsupported'

  async function choose(next: TabScope): Promise<void> {
    setWish(next)
    await deeds.bind(next)
    setWish(null)
  }

  return (
    <div className={styles.ends}>
      <span id="ends-with">{isThere || report === undefined ? text.label : text.next}</span>
      <div role="radiogroup" aria-labelledby="ends-with" aria-describedby="ends-with-note" className={styles.choices}>
        {scopes.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="ends-with"
              checked={each === scope}
              disabled={cannot && each !== 'browser'}
              onChange={() => void choose(each)}
            />
            {text.choices[each]}
          </label>
        ))}
      </div>
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
