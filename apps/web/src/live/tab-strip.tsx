import { useTabs } from '@clearjar/browser/react'
import type { Tab } from '@clearjar/browser/tabs'
import { Plus } from 'lucide-react'
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { Closing, LetGo } from '../logic/closings.ts'
import { formatTook } from '../logic/format.ts'
import { shortMark } from '../logic/tab-story.ts'
import { messages } from '../messages/live.ts'
import { Ago } from '../ui/ago.tsx'
import { cx } from '../ui/cx.ts'
import { ids } from '../ui/point-at.ts'
import { useLiveScreen } from './live-context.tsx'
import styles from './tab-strip.module.css'
import button from '../ui/button.module.css'

const text = messages.tabs

/** The tabs that have this page open, as they come and go. */
export function TabStrip() {
  const { page } = useLiveScreen()
  const { tabs } = useTabs(page.board)
  const letGo = useClosings()
  // Only a row that may scroll needs to be reached with the keyboard.
  const scrolls = tabs.length > 2 || letGo.size > 0 ? { tabIndex: 0 } : {}
  return (
    <div className={styles.strip}>
      <span className={styles.browser}>{text.browser}</span>
      <ul className={styles.tabs} aria-label={text.label} {...scrolls}>
        {tabs.map((tab) => (
          <TabItem key={tab.id} tab={tab} letGo={letGo.get(tab.id)} />
        ))}
      </ul>
      {/* Without an opener: a tab opened with one would begin as a copy of this tab's sessionStorage. */}
      <a
        id={ids.newTab}
        className={cx(button.icon, styles.open)}
        href={location.pathname}
        target="_blank"
        rel="noopener"
        aria-label={text.open}
      >
        <Plus />
      </a>
    </div>
  )
}

function TabItem({ tab, letGo }: { tab: Tab; letGo: LetGo | undefined }) {
  const name = tab.self ? text.self : text.other(tab.number)
  if (tab.state === 'closed') {
    return (
      <li className={cx(styles.tab, styles.closed)}>
        <s>{name}</s>
        <small>
          {letGo === undefined ? (
            <Ago since={tab.closedAt / 1000} sentence={text.closed} />
          ) : (
            (letGo.session ? text.sessionLetGo : text.letGo)(formatTook(letGo.seconds))
          )}
        </small>
      </li>
    )
  }
  return (
    <li className={cx(styles.tab, tab.self && styles.self)} aria-current={tab.self ? 'true' : undefined}>
      <b>{name}</b>
      <small>{shortMark(tab.id)}</small>
    </li>
  )
}

/** Tells when another tab closed and when the server let it go, and ticks the step: it was seen from here. */
function useClosings(): ReadonlyMap<string, LetGo> {
  const { deeds, steps, page } = useLiveScreen()
  const { letGo, news } = useSyncExternalStore(page.closings.subscribe, page.closings.getSnapshot)
  const tell = useEffectEvent((closing: Closing) => {
    if (page.memory.getSnapshot().heard === closing) return
    page.memory.update({ heard: closing })
    const { number, left, counted, letGo: end } = closing
    steps.finish('close')
    if (end === null) deeds.tell({ kind: 'tab-closed', number, left, counted })
    else if (!end.session) deeds.tell({ kind: 'tab-let-go', number, left, seconds: end.seconds })
    else void deeds.look().then(() => deeds.tell({ kind: 'session-let-go', number, seconds: end.seconds }))
  })
  useEffect(() => {
    if (news) tell(news)
  }, [news])
  return letGo
}
