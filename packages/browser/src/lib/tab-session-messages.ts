import { isObject, isTabKey } from './tab-birth.ts'
import type { TabBirth } from './tab-birth.ts'

/** A tab of the session, as the server last heard of it. */
export interface TabLease {
  /** What the page calls this tab on screen, or what the server does where the page does not. Public. */
  readonly mark: string
  readonly self: boolean
  /**
   * - `open`: it holds a lease
   * - `leaving`: it said that it closes, or reloads
   * - `parked`: in the back/forward cache, or frozen
   * - `asleep`: not heard of for too long, and may come back
   */
  readonly state: 'open' | 'leaving' | 'parked' | 'asleep'
  readonly hidden: boolean
  /** Unix seconds, until when the server counts on it without hearing of it. */
  readonly until: number
}

/** `doc` and `n` are added to each: who says it, and its number. */
export type TabMessage =
  | {
      readonly act: 'open'
      readonly birth: TabBirth
      readonly tab: string | undefined
      readonly hidden: boolean
      /** With `restored`: no other tab is there, so the documents of all of them died. */
      readonly alone: true | undefined
    }
  | { readonly act: 'keep'; readonly tab: string; readonly hidden: boolean }
  | { readonly act: 'leave'; readonly tab: string | undefined; readonly park: boolean }

/** Durations in seconds, times in unix seconds of the server's clock. */
export interface OpenAnswer {
  readonly status: 'open'
  readonly scope: 'last-tab' | 'tab'
  /** The tab's key from now on. */
  readonly tab: string
  readonly grace: number
  readonly lease: number
  readonly away: number
  readonly now: number
  readonly leases: readonly TabLease[]
}

export type TabAnswer = OpenAnswer | { readonly status: 'taken' | 'asleep' | 'closed' | 'unbound' | 'absent' }

const leaseStates: readonly unknown[] = ['open', 'leaving', 'parked', 'asleep'] satisfies TabLease['state'][]

/** `undefined` for what no server of this protocol answers; fields it does not know are left out. */
export function parseTabAnswer(value: unknown): TabAnswer | undefined {
  if (!isObject(value)) return undefined
  const { status } = value
  switch (status) {
    case 'taken':
    case 'asleep':
    case 'closed':
    case 'unbound':
    case 'absent':
      return { status }
    case 'open':
      return parseOpen(value)
    default:
      return undefined
  }
}

function parseOpen({ scope, tab, grace, lease, away, now, leases }: Record<string, unknown>): OpenAnswer | undefined {
  return (scope === 'last-tab' || scope === 'tab') &&
    isTabKey(tab) &&
    isNumber(grace) &&
    isNumber(lease) &&
    isNumber(away) &&
    isNumber(now) &&
    Array.isArray(leases) &&
    leases.every(isLease)
    ? { status: 'open', scope, tab, grace, lease, away, now, leases }
    : undefined
}

function isLease(value: unknown): value is TabLease {
  if (!isObject(value)) return false
  const { mark, self, state, hidden, until } = value
  return (
    typeof mark === 'string' &&
    typeof self === 'boolean' &&
    leaseStates.includes(state) &&
    typeof hidden === 'boolean' &&
    isNumber(until)
  )
}

/** No number in an answer is ever negative, and a lease of none would have the page send without end. */
function isNumber(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0
}
