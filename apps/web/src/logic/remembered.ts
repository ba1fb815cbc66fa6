import type { SessionReport } from '../api/report.ts'

type Told = Pick<SessionReport, 'status' | 'reason' | 'mode' | 'revocable'>

/** What the server keeps about this session: its data, its id, that it was ended, or nothing. */
export function remembered(report: Told | undefined): 'theSession' | 'theId' | 'theEnd' | 'nothing' {
  if (!report?.revocable) return 'nothing'
  const isOnServer = report.mode === 'server'
  if (report.reason === 'ended') return isOnServer ? 'nothing' : 'theEnd'
  if (report.status !== 'present') return 'nothing'
  return isOnServer ? 'theSession' : 'theId'
}
