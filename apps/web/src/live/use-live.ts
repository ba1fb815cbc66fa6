import type { SessionClient, SessionSnapshot } from '@clearjar/browser'
import { useSession, useTabSession } from '@clearjar/browser/react'
import type { TabSession, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import type { TabBoard } from '@clearjar/browser/tabs'
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore
} from 'react'
import type { Journal } from '../happened/journal.ts'
import type { SessionReport } from '../api/report.ts'
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
import type { StepName, StepSet } from '../logic/steps.ts'
import type { TabEnding } from '../logic/tab-story.ts'
import { followTab } from '../logic/tab-story.ts'
import { follow } from '../logic/told.ts'
import { areCookiesBlocked } from './cookie/cookies-blocked.ts'
import type { Deeds } from './deeds.ts'
import type { StageMemory } from './stage-memory.ts'
import type { LinkedState } from './use-linked-state.ts'
import { useLinkedState } from './use-linked-state.ts'
import { useTabAgreement } from './use-tab-agreement.ts'

/** The steps a person has really done, remembered for this tab. */
interface DoneSteps {
  readonly done: StepSet
  readonly finish: (step: StepName) => void
}

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
  readonly memory: StageMemory
  readonly deeds: Deeds
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
  const { api } = page
  const held = useSession<LiveData>()
  const memory = useSyncExternalStore(page.memory.subscribe, page.memory.getSnapshot)
  const { record, forgotten } = memory
  const snapshot = held === forgotten && held.status === 'absent' ? never : held
  const copies = useSyncExternalStore(page.copies.subscribe, page.copies.getSnapshot)
  const wire = useSyncExternalStore(api.line.subscribe, api.line.getSnapshot)
  const { answer, retryIn } = useSyncExternalStore(page.reports.subscribe, page.reports.getSnapshot)
  const { finish } = page.memory
  const steps = useMemo(() => ({ done: memory.done, finish }), [memory.done, finish])
  const tab = useTabSession(page.tab)

  const cookie = 'cookie' in snapshot ? snapshot.cookie : null
  const change = record !== null && record.changed === cookie ? record : null
  const clocks = sessionClocks(snapshot, answer, change)
  const left = useSecondsLeft(clocks, answer?.skew ?? 0)
  const report = answer?.report ?? null
  const current = answer !== null && isSameSession(answer.cookie, cookie)
  const [blocked] = useState(areCookiesBlocked)
  const story = followTab(memory.story, tab, report)
  const endedHere = memory.told.cleared || (snapshot.status === 'absent' && snapshot.cause === 'deleted-here')
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
  const { deeds } = page
  const busy = wire.busy || memory.working > 0
  const told = follow(memory.told, { state, cookie, settled: !busy })
  useLayoutEffect(() => {
    const now = page.memory.getSnapshot()
    if (told !== memory.told && now.told === memory.told) page.memory.update({ told })
    if (story !== memory.story && now.story === memory.story) page.memory.update({ story })
  }, [told, story, memory, page])

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
  const linked = useLinkedState(nowLive, known, report !== null && hasSomethingToLose(report))
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

/** A session, or a choice of how sessions are kept. */
function hasSomethingToLose({ status, mode, revocable, key, tabs, cookie, clocks }: SessionReport): boolean {
  const isAsNew = mode === 'cookie' && !revocable && key === 'first' && tabs.scope === 'browser'
  return !(
    status === 'absent' &&
    isAsNew &&
    cookie.visibility === 'readable' &&
    clocks.lifetime === clocks.lifetimes.at(-1)
  )
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
