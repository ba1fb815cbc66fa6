import type { TabBirth } from './tab-birth.ts'
import type { OpenAnswer, TabLease } from './tab-session-messages.ts'

/** Times are unix seconds of this page's clock, durations are seconds. */
export type TabSessionSnapshot =
  /** Not asked yet, or not answered; what a server renders. */
  | { readonly status: 'starting' }
  /** Not the top frame, or no sessionStorage: this document takes no part. */
  | { readonly status: 'unsupported' }
  | { readonly status: 'absent' }
  /** There is a session, and it is not bound to tabs. */
  | { readonly status: 'unbound' }
  | {
      readonly status: 'open'
      /** `last-tab`: the session ends with the last tab that is open; `tab`: with the one it was made in and its copies. */
      readonly scope: 'last-tab' | 'tab'
      /** What this tab is called among the leases. */
      readonly mark: string
      readonly birth: TabBirth
      /** As the server last heard of it. */
      readonly hidden: boolean
      /** Until when the server counts on this tab without hearing of it. */
      readonly until: number
      /** How long the session outlives its last tab. */
      readonly grace: number
      /** How long the server counts on a visible tab that it does not hear of. */
      readonly lease: number
      /** The same for a hidden tab. */
      readonly away: number
      readonly leases: readonly TabLease[]
    }
  /** The session does not count now; a tab of it may bring it back. */
  | { readonly status: 'asleep' }
  /** The session is over, or not this tab's. */
  | { readonly status: 'closed'; readonly birth: TabBirth; readonly since: number }

/** @param clock unix seconds, when the answer came */
export function describeOpen(answer: OpenAnswer, birth: TabBirth, clock: number): TabSessionSnapshot {
  const { scope, grace, lease, away, now } = answer
  const leases = answer.leases.map((each) => ({ ...each, until: each.until - now + clock }))
  const self = leases.find((each) => each.self)
  const { mark = '', hidden = false, until = clock } = self ?? {}
  return { status: 'open', scope, mark, birth, hidden, until, grace, lease, away, leases }
}
