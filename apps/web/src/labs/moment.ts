import type { SessionSnapshot } from '@clearjar/browser'
import type { SessionReport } from '../api/report.ts'
import type { Live, LiveData } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import type { LiveState } from '../logic/live-state.ts'

/** What a lab goes by: the stage as it is once nothing is under way. */
export interface Moment {
  readonly state: LiveState
  readonly act: Act
  readonly snapshot: SessionSnapshot<LiveData>
  readonly report: SessionReport | null
  /** The status line of the last answer, such as `200 OK`. */
  readonly http: string | null
  /** How many copies of the cookie the person keeps. */
  readonly copies: number
  /** How many tabs have this page open, this one included. */
  readonly tabs: number
}

export function momentOf({ state, act, snapshot, answer, wire, copies, page }: Live): Moment {
  const outcome = wire.last?.outcome
  return {
    state,
    act,
    snapshot,
    report: answer?.report ?? null,
    http: outcome?.status === 'answered' ? outcome.http : null,
    copies: copies.length,
    tabs: page.board.getSnapshot().tabs.filter((tab) => tab.state === 'open').length
  }
}
