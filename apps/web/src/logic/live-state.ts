import type { SessionSnapshot } from '@clearjar/browser'
import type { SessionReport } from '../api/report.ts'
import type { TabEnding } from './tab-story.ts'

/** What the whole screen is about; also `<main data-state>`. */
export type LiveState =
  | 'blocked'
  | 'checking'
  | 'offline'
  | 'empty'
  | 'gone'
  | 'live'
  | 'expiring'
  | 'expired'
  | 'tampered'
  | 'ended'
  | 'tabs-closed'
  | 'other-tab'
  | 'asleep'
  | 'unreadable'
  | 'hidden'

/** Whether the server vouches for the cookie the browser holds now. */
export type SignatureVerdict = 'holds' | 'broken' | 'too-old' | 'unchecked'

/** Seconds before the end at which the screen begins to warn. WCAG 2.2.1 asks for at least 20. */
export const warnAt = 60

export interface LiveFacts {
  readonly blocked: boolean
  readonly reachable: boolean | null
  readonly snapshot: SessionSnapshot<Record<string, unknown>>
  readonly report: SessionReport | null
  /** Whether the report is about the very cookie the browser holds now. */
  readonly current: boolean
  /** Whether a request is under way. */
  readonly busy: boolean
  /** Seconds until the first of the two clocks runs out; null where there is none. */
  readonly left: number | null
  /** How the session that is gone had ended with its tabs, if it had. */
  readonly ending: TabEnding | null
}

export function liveState(facts: LiveFacts): LiveState {
  const { blocked, reachable, snapshot, report, current, busy, left, ending } = facts
  if (blocked) return 'blocked'
  if (reachable === false) return 'offline'
  if (snapshot.status === 'expired') return 'expired'
  if (report === null) return 'checking'
  if (snapshot.status === 'absent') {
    // A deletion here needs no word from the server; what else took the cookie may be just what its answer tells.
    if (snapshot.cause === 'gone' && !current && busy) return 'checking'
    if (ending !== null) return 'tabs-closed'
    return snapshot.cause === 'never' ? 'empty' : 'gone'
  }
  if (!current) return 'checking'
  if (report.status === 'refused') return refusedState(report.reason)
  if (snapshot.status === 'hidden') return 'hidden'
  if (snapshot.status === 'unreadable') return 'unreadable'
  // Not at 0: asking the server in that very second could sign a lasting session again.
  if (left !== null && left < 0) return 'expired'
  if (left !== null && left <= warnAt) return 'expiring'
  return 'live'
}

function refusedState(reason: SessionReport['reason']): LiveState {
  if (reason === 'ended' || reason === 'tabs-closed') return 'ended'
  if (reason === 'other-tab') return 'other-tab'
  if (reason === 'tab-asleep') return 'asleep'
  return reason === 'too-old' || reason === 'absolute-lifetime-over' ? 'expired' : 'tampered'
}

/** Whether the signature is as it should be, and the tabs are not. */
export function isAboutTabs(reason: SessionReport['reason']): boolean {
  return reason === 'tabs-closed' || reason === 'tab-asleep' || reason === 'other-tab'
}

/**
 * @param current whether the report is about the very cookie the browser holds now
 */
export function signatureVerdict(
  report: SessionReport | null,
  reachable: boolean | null,
  current: boolean
): SignatureVerdict {
  if (report === null || reachable === false || !current || report.status === 'absent') return 'unchecked'
  if (report.status === 'present') return 'holds'
  const { reason } = report
  if (reason === 'too-old' || reason === 'from-the-future') return 'too-old'
  const isBroken = reason === 'malformed' || reason === 'signature-mismatch' || reason === 'signature-missing'
  // What else is refused was signed by the server.
  return isBroken ? 'broken' : 'holds'
}

/** The two clocks of a session, UNIX seconds of the server; `browser` null means until the browser closes. */
export interface Clocks {
  readonly browser: number | null
  readonly server: number | null
}

/** The browser's clock starts with the answer, the server's with the signature: a second apart is still the same moment. */
export function clocksDiffer({ browser, server }: Clocks): boolean {
  return browser === null || server === null || Math.abs(browser - server) > 1
}

/** The clock that runs out first. */
export function firstToEnd({ browser, server }: Clocks): number | null {
  if (browser === null || server === null) return browser ?? server
  return Math.min(browser, server)
}
