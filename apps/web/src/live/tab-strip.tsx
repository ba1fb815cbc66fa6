import { useTabs } from '@clearjar/browser/react'
import type { Tab } from '@clearjar/browser/tabs'
import { Plus } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { messages } from '../messages.ts'
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
  useClosedTabs(tabs)
  // Only a row that may scroll needs to be reached with the keyboard.
  const scrolls = tabs.length > 2 ? { tabIndex: 0 } : {}
  return (
    <div className={styles.strip}>
      <span className={styles.browser}>{text.browser}</span>
      <ul className={styles.tabs} aria-label={text.label} {...scrolls}>
        {tabs.map((tab) => (
          <TabItem key={tab.id} tab={tab} />
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

function TabItem({ tab }: { tab: Tab }) {
  const name = tab.self ? text.self : text.other(tab.number)
  if (tab.state === 'closed') {
    return (
      <li className={cx(styles.tab, styles.closed)}>
        <s>{name}</s>
        <small>
          <Ago since={tab.closedAt / 1000} sentence={text.closed} />
        </small>
      </li>
    )
  }
  return (
    <li className={cx(styles.tab, tab.self && styles.self)} aria-current={tab.self ? 'true' : undefined}>
      <b>{name}</b>
      <small>{tab.id.slice(0, 4)}</small>
    </li>
  )
}

/** Tells when another tab closed, and ticks the step: it was seen from here. */
function useClosedTabs(tabs: readonly Tab[]): void {
  const { deeds, steps } = useLiveScreen()
  const open = useRef<ReadonlySet<string>>(new Set())
  const tellClosed = useEffectEvent((tab: Tab, left: number) => {
    deeds.tell({ kind: 'tab-closed', number: tab.number, left })
    steps.finish('close')
  })
  useEffect(() => {
    const now = tabs.filter(({ state }) => state === 'open')
    const closed = tabs.findLast(({ id, state }) => state === 'closed' && open.current.has(id))
    open.current = new Set(now.map(({ id }) => id))
    if (closed) tellClosed(closed, now.length)
  }, [tabs])
}
