import { createHash } from 'node:crypto'

import { lastMoment, lifeOfTab, type TabEntry, type TabRecord, type TabRules } from './tab-leases.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** An open tab of a session, as its page may show it. */
export interface TabLease {
  /** What the page calls the tab, or four hexadecimal digits; no key to anything. */
  readonly mark: string
  /** The tab that asked. */
  readonly self: boolean
  /**
   * - `open`: it holds a lease.
   * - `leaving`: it said that it closes, and may come back for as long as the grace.
   * - `parked`: it is in the back/forward cache, or frozen.
   * - `asleep`: it was not heard for longer than its lease, and may wake up.
   */
  readonly state: 'open' | 'leaving' | 'parked' | 'asleep'
  readonly hidden: boolean
  /** UNIX seconds with a fraction: when it is over, or asleep, unless it is heard. */
  readonly until: number
}

/** Where the tabs of a session are kept. */
export function tabsKey(id: string): string {
  return `t:${id}`
}

/** @throws SessionMiddlewareError `store-unavailable` for what another program wrote there */
export function parseTabRecord(text: string | null): TabRecord | null {
  if (text === null) return null
  try {
    const found: unknown = JSON.parse(text)
    if (isRecord(found)) return found
  } catch {
    // A message of JSON.parse would quote the text.
  }
  throw new SessionMiddlewareError(
    'store-unavailable',
    'The session store has something else where the tabs of a session are noted. Give it a place of its own.'
  )
}

/** Seconds for which a record is kept. */
export function tabRecordTtl(record: TabRecord, now: number, rules: Pick<TabRules, 'idle'>): number {
  return Math.max(1, Math.ceil((lastMoment(record, rules) - now) / 1000))
}

/** Those that are not over, in the order in which they opened. */
export function leasesOf(
  record: TabRecord | null,
  own: string | null,
  now: number,
  rules: Pick<TabRules, 'idle'>
): readonly TabLease[] {
  return Object.entries(record?.tabs ?? {}).flatMap(([tab, { mark, state, hidden, until }]) => {
    const life = lifeOfTab({ state, until }, now, rules)
    if (life === 'over') return []
    return {
      mark: mark === '' ? shortName(tab) : mark,
      self: tab === own,
      state: life === 'asleep' ? 'asleep' : state,
      hidden,
      until: until / 1000
    }
  })
}

function shortName(tab: string): string {
  return createHash('sha256').update(tab).digest('hex').slice(0, 4)
}

function isRecord(found: unknown): found is TabRecord {
  if (typeof found !== 'object' || found === null) return false
  const { unclaimed, tabs } = found as Partial<TabRecord>
  return (
    typeof unclaimed === 'number' && typeof tabs === 'object' && tabs !== null && Object.values(tabs).every(isEntry)
  )
}

function isEntry(found: unknown): found is TabEntry {
  if (typeof found !== 'object' || found === null) return false
  const { doc, n, mark, state, hidden, until } = found as Partial<TabEntry>
  const isState = state === 'open' || state === 'leaving' || state === 'parked'
  return (
    typeof doc === 'string' &&
    typeof n === 'number' &&
    typeof mark === 'string' &&
    isState &&
    typeof hidden === 'boolean' &&
    typeof until === 'number'
  )
}
