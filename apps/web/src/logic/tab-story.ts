import type { TabLease, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import type { SessionReport } from '../api/report.ts'
import { isAboutTabs } from './live-state.ts'

/** Where this page found that a session had ended with its tabs: in one of them that was opened again, or in a new one. */
export type TabEnding = 'reopened' | 'new-tab'

/** What became of this page's part in the session. */
export interface TabStory {
  /** Whether the server has said anything of this tab since the page began. */
  readonly answered: boolean
  readonly ending: TabEnding | null
  /** Whether this tab is one of a session's, or was so until that ended. */
  readonly part: 'none' | 'in' | 'lost'
}

export const untold: TabStory = { answered: false, ending: null, part: 'none' }

/** @param report the last answer; it may be older than what the tab was told */
export function followTab(story: TabStory, tab: TabSessionSnapshot, report: SessionReport | null): TabStory {
  const next = nextStory(story, tab, report)
  const isSame = next.answered === story.answered && next.ending === story.ending && next.part === story.part
  return isSame ? story : next
}

function nextStory(story: TabStory, tab: TabSessionSnapshot, report: SessionReport | null): TabStory {
  const { answered, ending, part } = story
  const isPlain = report?.status === 'present' && report.tabs.scope === 'browser'
  if (tab.status === 'open' || tab.status === 'asleep') return { answered: true, ending: null, part: 'in' }
  if (tab.status === 'unbound' || isPlain) return { answered: true, ending: null, part: 'none' }
  if (tab.status === 'starting' || tab.status === 'unsupported') return story
  if (answered) return { answered, ending: report?.status === 'present' ? null : ending, part: lose(part) }
  // Shut out from the start: it was over before this page began.
  if (tab.status === 'closed')
    return { ...story, answered: true, ending: tab.birth === 'fresh' ? 'new-tab' : 'reopened' }
  return { ...story, answered: true }
}

function lose(part: TabStory['part']): TabStory['part'] {
  return part === 'in' ? 'lost' : part
}

/** Whether what the tab was told differs from what the page was told, so that one of them is out of date. */
export function disagrees(tab: TabSessionSnapshot, { status, reason, tabs }: SessionReport): boolean {
  if (tab.status === 'open') return status === 'present' ? tabs.scope !== tab.scope : isAboutTabs(reason)
  // What the page was told may be of the session as it was bound.
  if (tab.status === 'unbound' && status === 'refused') return reason === 'ended' || isAboutTabs(reason)
  if (status !== 'present' || tabs.scope === 'browser') return false
  return tab.status === 'closed' || tab.status === 'asleep' || tab.status === 'unbound'
}

/** Whether the tab believes in a session that the server does not read for it. */
export function isOutOfDate(tab: TabSessionSnapshot, { status, reason }: SessionReport): boolean {
  return tab.status === 'open' && (status === 'absent' || isAboutTabs(reason))
}

/** What the board's tabs are called among the leases, and on the screen. */
export function shortMark(mark: string): string {
  return mark.slice(0, 4)
}

/** Whether the server counts on another tab, as far as this one knows. */
export function isCountedOn(tab: TabSessionSnapshot, mark: string): boolean {
  return tab.status === 'open' && tab.leases.some((lease) => lease.mark === mark && isAwake(lease))
}

/** When the first of the other tabs is let go unless it is heard of, UNIX seconds; null where there is none. */
export function nextLetGo(tab: TabSessionSnapshot): number | null {
  if (tab.status !== 'open') return null
  const others = tab.leases.filter(isAwake)
  return others.length === 0 ? null : Math.min(...others.map(({ until }) => until))
}

function isAwake({ self, state }: TabLease): boolean {
  return !self && state !== 'asleep'
}
