import type { IncomingMessage } from 'node:http'

import { refuse, type RefusalReason, type SessionReading } from './received-cookie.ts'
import { headersLeft, type OpenedSession, type RequestSession } from './request-session.ts'
import { recordKey } from './revocation.ts'
import { isBound } from './session-meta.ts'
import type { SessionPolicy } from './policy.ts'
import { carriedOver, isMoved, lifeOf, lifeOfTab, MOVED, type TabRecord, unclaimed } from './tab-leases.ts'
import { isTabKey } from './tab-message.ts'
import { parseTabRecord, tabRecordTtl, tabsKey } from './tab-record.ts'

/** Carries the key of the tab that sends a request; of a response, says that a session began to have tabs, or ended. */
const TAB_HEADER = 'Session-Tab'

/** The key of the tab that sent a request, as it says itself. */
export function tabOf({ headers }: IncomingMessage): string | null {
  const tab = headers['session-tab']
  return isTabKey(tab) ? tab : null
}

/**
 * The reading of a session whose tabs are open, and that of none otherwise. A session that ends with its cookie is not
 * looked at.
 *
 * @throws SessionMiddlewareError `store-unavailable`, by rejecting
 */
export async function checkTabs({ policy, request }: RequestSession, reading: SessionReading): Promise<SessionReading> {
  const { received, meta, cameAs } = reading
  const { tabs, store, mode } = policy
  const counts = received.status === 'present' || received.status === 'imported'
  if (tabs === null || !counts || !isBound(meta) || cameAs === null) return reading
  const record = parseTabRecord(await store!.read(tabsKey(cameAs)))
  if (record !== null && isMoved(record)) return refuseAs(reading, 'ended')
  const refusal = refusalOf(record, meta.scope, tabOf(request), tabs)
  if (refusal === null) return { ...reading, tabs: { id: cameAs, record: record! } }
  if (refusal !== 'tabs-closed') return refuseAs(reading, refusal)
  // Nobody can come back for what is kept of it.
  if (mode === 'server') await store!.update(recordKey(cameAs), 1, () => null)
  return { ...refuseAs(reading, refusal), goes: true }
}

function refuseAs({ received }: SessionReading, reason: RefusalReason): SessionReading {
  const signedAt = received.status === 'present' ? { signedAt: received.signedAt } : {}
  return refuse({ reason, ...signedAt }, received.status === 'present' ? received.bytes : 0)
}

function refusalOf(
  record: TabRecord | null,
  scope: 'last-tab' | 'tab',
  tab: string | null,
  { clock, idle }: NonNullable<SessionPolicy['tabs']>
): RefusalReason | null {
  const now = clock()
  const life = lifeOf(record, now, { idle })
  if (record === null || life === 'over') return 'tabs-closed'
  // Until a tab has claimed it, its first requests come without a key.
  if (scope === 'last-tab' || record.unclaimed > now) return life === 'asleep' ? 'tab-asleep' : null
  const entry = tab === null ? undefined : record.tabs[tab]
  if (entry === undefined) return 'other-tab'
  const own = lifeOfTab(entry, now, { idle })
  return own === 'open' ? null : own === 'asleep' ? 'tab-asleep' : 'other-tab'
}

/** Whether a session that ends with its tabs has any that is open, or may wake up. */
export async function hasTabs({ tabs, store }: Pick<SessionPolicy, 'tabs' | 'store'>, id: string): Promise<boolean> {
  return tabs === null || lifeOf(parseTabRecord(await store!.read(tabsKey(id))), tabs.clock(), tabs) !== 'over'
}

/** Whether a session that is kept now needs a record of its tabs that it has not yet. */
export function needsTabs({ tabs }: SessionPolicy, { meta, leased }: OpenedSession): boolean {
  return tabs !== null && isBound(meta) && leased !== meta.id
}

/** Notes that a session has tabs: those that it had under another id, or else whichever claims it first. */
export async function leaseTabs(state: RequestSession, opened: OpenedSession): Promise<void> {
  const { policy, response } = state
  const { meta, leased } = opened
  const tabs = policy.tabs!
  const store = policy.store!
  const now = tabs.clock()
  const known = leased === null ? null : parseTabRecord(await store.read(tabsKey(leased)))
  const record = known === null ? unclaimed(now, tabs) : carriedOver(known, now, tabs)
  const ttl = tabRecordTtl(record, now, tabs)
  await store.update(tabsKey(meta.id!), ttl, () => JSON.stringify(record))
  opened.leased = meta.id
  if (!headersLeft(state)) response.setHeader(TAB_HEADER, 'started')
}

/** So that the page which signs out hears of it before its next report. */
export function tellEnded(state: RequestSession): void {
  if (!headersLeft(state)) state.response.setHeader(TAB_HEADER, 'ended')
}

/** The session has no tabs any more, so whoever has its cookie has no session. */
export async function forgetTabs({ tabs, store }: SessionPolicy, id: string): Promise<void> {
  if (tabs !== null) await store!.update(tabsKey(id), 1, () => null)
}

/** Seconds for answers that are under way. */
const MOVING = 60

/** The session goes on under another id, or without tabs. */
export async function moveTabs({ tabs, store }: SessionPolicy, id: string): Promise<void> {
  if (tabs !== null) await store!.update(tabsKey(id), MOVING, () => JSON.stringify(MOVED))
}
