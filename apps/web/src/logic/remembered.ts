import type { SessionReport } from '../api/report.ts'
import { isAboutTabs } from './live-state.ts'

type Told = Pick<SessionReport, 'status' | 'reason' | 'mode' | 'revocable' | 'tabs'>

type Remembered = 'theSession' | 'theId' | 'theEnd' | 'theTabs' | 'theSessionAndTabs' | 'nothing'

/** What the server keeps about this session: its data, its id, its tabs, that it was ended, or nothing. */
export function remembered(report: Told | undefined): Remembered {
  if (report === undefined) return 'nothing'
  const { status, reason, revocable } = report
  const isOnServer = report.mode === 'server'
  // One that its tabs do not let in is there all the same.
  const isThere = status === 'present' || (isAboutTabs(reason) && reason !== 'tabs-closed')
  if (isThere && report.tabs.scope !== 'browser') return isOnServer ? 'theSessionAndTabs' : 'theTabs'
  if (!revocable) return 'nothing'
  if (reason === 'ended') return isOnServer ? 'nothing' : 'theEnd'
  if (status !== 'present') return 'nothing'
  return isOnServer ? 'theSession' : 'theId'
}
