import type { SessionClient, SessionSnapshot } from '@clearjar/browser'
import { useSession, useTabSession } from '@clearjar/browser/react'
import type { TabSession, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import type { TabBoard } from '@clearjar/browser/tabs'
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Journal } from '../happened/journal.ts'
import type { WireState } from '../api/exchange.ts'
import type { ReportSource } from '../api/report-source.ts'
import type { Answer, SessionApi } from '../api/session-api.ts'
import { useNow } from '../hooks/use-now.ts'
import type { Act, ByteChangeRecord } from '../logic/acts.ts'
import type { Closings } from '../logic/closings.ts'
import { sessionClocks } from '../logic/clocks.ts'
import type { Copies, CookieCopy } from '../logic/copies.ts'
import type { Clocks, LiveState, SignatureVerdict } from '../logic/live-state.ts'
import { firstToEnd, liveState, signatureVerdict } from '../logic/live-state.ts'
import { isSameSession } from '../logic/same-session.ts'
import type { TabEnding } from '../logic/tab-story.ts'
import { followTab, untold } from '../logic/tab-story.ts'
import { follow, nothingTold, tell } from '../logic/told.ts'
import { areCookiesBlocked } from './cookie/cookies-blocked.ts'
import type { Deeds } from './use-deeds.ts'
import { useDeeds } from './use-deeds.ts'
import type { LinkedState } from './use-linked-state.ts'
import { useLinkedState } from './use-linked-state.ts'
import type { DoneSteps } from './use-steps.ts'
import { useSteps } from './use-steps.ts'
import { useTabAgreement } from './use-tab-agreement.ts'

export type LiveData = Record<string, unknown>

/** Made once for the page, outside of React. */
export interface Page {
  readonly client: SessionClient<LiveData>
  readonly api: SessionApi
  readonly reports: ReportSource
  readonly board: TabBoard
  readonly tab: TabSession
  readonly closings: Closings
  readonly copies: Copies
  readonly journal: Journal
}

export interface Live {
  readonly state: LiveState
  readonly busy: boolean
  readonly snapshot: SessionSnapshot<LiveData>
  readonly answer: Answer | null
  readonly wire: WireState
  /** What this tab is to the session. */
  readonly tab: TabSessionSnapshot
  /** How the session that is gone had ended with its tabs, if it had. */
  readonly ending: TabEnding | null
  /** Whether this tab was one of the session's until it ended. */
  readonly lost: boolean
  /** Milliseconds since the epoch. */
  readonly nextTryAt: number | null
  readonly clocks: Clocks | null
  /** Seconds until the first of the two runs out: to the second near the end, to the half minute before. */
  readonly left: number | null
  readonly verdict: SignatureVerdict
  /** Whether the last answer is about the cookie that JavaScript sees now. */
  readonly current: boolean
  readonly act: Act
  /** Whether this page had the server clear the session. */
  readonly cleared: boolean
  readonly change: ByteChangeRecord | null
  /** Copies of the cookie that the person kept, the newest first. */
  readonly copies: readonly CookieCopy[]
  readonly steps: DoneSteps
  readonly deeds: Deeds
  /** A state that the address asks for, and that waits. */
  readonly linked: LinkedState | null
  readonly page: Page
}

/** Everything the Live screen shows, from three sources: what JavaScript sees, what the server said, what the person did. */
export function useLive(page: Page): Live {
  const { client, api } = page
  const held = useSession<LiveData>()
  const [forgotten, forget] = useState<SessionSnapshot<LiveData> | null>(null)
  const snapshot = held === forgotten && held.status === 'absent' ? never : held
  const copies = useSyncExternalStore(page.copies.subscribe, page.copies.getSnapshot)
  const wire = useSyncExternalStore(api.line.subscribe, api.line.getSnapshot)
  const { answer, retryIn } = useSyncExternalStore(page.reports.subscribe, page.reports.getSnapshot)
  const [lastTold, setTold] = useState(nothingTold)
  const [record, setRecord] = useState<ByteChangeRecord | null>(null)
  const steps = useSteps()
  const tab = useTabSession(page.tab)
  const [lastStory, setStory] = useState(untold)

  const cookie = 'cookie' in snapshot ? snapshot.cookie : null
  const change = record !== null && record.changed === cookie ? record : null
  const clocks = sessionClocks(snapshot, answer, change)
  const left = useSecondsLeft(clocks, answer?.skew ?? 0)
  const report = answer?.report ?? null
  const current = answer !== null && isSameSession(answer.cookie, cookie)
  const [blocked] = useState(areCookiesBlocked)
  const story = followTab(lastStory, tab, report)
  if (story !== lastStory) setStory(story)
  const endedHere = lastTold.cleared || (snapshot.status === 'absent' && snapshot.cause === 'deleted-here')
  const ending = endedHere ? null : story.ending
  const state = liveState({
    blocked,
    reachable: wire.reachable,
    snapshot,
    report,
    current,
    busy: wire.busy,
    left,
    ending
  })
  const setAct = (act: Act): void => setTold((told) => tell(told, act))
  const { deeds, working } = useDeeds({
    client,
    api,
    reports: page.reports,
    copies: page.copies,
    change,
    setAct,
    setRecord,
    forget,
    steps
  })
  const busy = wire.busy || working
  const told = follow(lastTold, { state, cookie, settled: !busy })
  if (told !== lastTold) setTold(told)

  // Another tab, or the developer tools, changed what the cookie says: only the server knows what that means.
  const askWhenChanged = useEffectEvent((seen: string | null, engaged: boolean) => {
    if (engaged || wire.reachable === false || document.visibilityState === 'hidden') return
    const last = api.lastCookie()
    if (last !== undefined && !isSameSession(last, seen)) void deeds.look()
  })
  useEffect(() => askWhenChanged(cookie, busy), [cookie, busy])

  // The cookie ran out since the server last saw it: let it say so itself.
  const lookAfterTheEnd = useEffectEvent(() => {
    if (report?.status === 'present' && wire.reachable !== false) void deeds.look()
  })
  useEffect(() => {
    if (state === 'expired') lookAfterTheEnd()
  }, [state])

  useTabAgreement(page, tab, answer, busy, deeds.look)

  const reads = report?.status === 'present' && Object.keys(report.data).length > 0 && snapshot.status === 'present'
  useEffect(() => {
    if (reads) steps.finish('read')
  }, [reads, steps])

  const latest = useRef<Live>(null)
  const nowLive = useCallback(() => {
    if (latest.current === null) throw new Error('The screen has not been drawn yet')
    return latest.current
  }, [])
  const known = answer !== null && !busy
  const linked = useLinkedState(nowLive, known, report !== null && report.status !== 'absent')
  const live: Live = {
    state,
    busy,
    snapshot,
    answer,
    wire,
    tab,
    ending,
    lost: story.part === 'lost',
    nextTryAt: wire.failedAt !== null && retryIn !== null ? wire.failedAt + retryIn : null,
    clocks,
    left,
    verdict: signatureVerdict(report, wire.reachable, current),
    current,
    act: told.act,
    cleared: told.cleared,
    change,
    copies,
    steps,
    deeds,
    linked,
    page
  }
  useLayoutEffect(() => {
    latest.current = live
  })
  return live
}

const never: SessionSnapshot<LiveData> = { status: 'absent', since: null, cause: 'never' }

/** Seconds until the first clock runs out: to the second in the last two minutes, to the half minute before. */
function useSecondsLeft(clocks: Clocks | null, skew: number): number | null {
  const end = clocks && firstToEnd(clocks)
  const coarse = useNow(30)
  const near = end !== null && end - skew - coarse < 150
  const now = useNow(near ? 1 : 30)
  return end === null ? null : end - skew - now
}
