import type { SessionSnapshot } from '@clearjar/browser'
import type { Answer } from '../api/session-api.ts'
import type { ByteChangeRecord } from './acts.ts'
import type { Clocks } from './live-state.ts'

/**
 * When the browser drops the cookie it holds now, and when the server would refuse it. The dates of the last answer where they are
 * about this cookie; for one signed again since (by another tab's request) they follow from its timestamp and the server's lifetime.
 */
export function sessionClocks(
  snapshot: SessionSnapshot<Record<string, unknown>>,
  answer: Answer | null,
  change: ByteChangeRecord | null
): Clocks | null {
  if (snapshot.status === 'hidden' && answer?.report.status === 'present') {
    return { browser: answer.report.clocks.browserExpires, server: answer.report.clocks.serverExpires }
  }
  if (snapshot.status !== 'present' && snapshot.status !== 'unreadable') return null
  const signedAt = snapshot.status === 'present' ? snapshot.signedAt : null
  const lifetime = answer?.report.clocks.lifetime ?? null
  const server = signedAt !== null && lifetime !== null ? signedAt + lifetime : serverGuess(snapshot)
  if (change?.changed === snapshot.cookie) return { browser: change.expires, server }
  if (answer?.report.status === 'present' && answer.cookie === snapshot.cookie) {
    return { browser: answer.report.clocks.browserExpires, server: answer.report.clocks.serverExpires }
  }
  const permanent = snapshot.status === 'present' && snapshot.data?.['_permanent'] === true
  return { browser: permanent ? server : null, server }
}

function serverGuess(snapshot: SessionSnapshot<unknown>): number | null {
  return snapshot.status === 'present' ? snapshot.serverExpires : null
}
