import { mergeSessions } from './merge-sessions.ts'
import type { OpenedSession, RequestSession } from './request-session.ts'
import { sessionEnd, type SessionPolicy } from './policy.ts'
import { inTime, MOST_TRIES, neverSwaps } from './patient-store.ts'
import { askRevoked, recordKey, unlessAccepted } from './revocation.ts'
import { endSession } from './server-acts.ts'
import { forgetTabs, leaseTabs, moveTabs, needsTabs, tellEnded } from './tab-binding.ts'
import type { CommitPlan } from './commit-plan.ts'
import { tell } from './session-event.ts'
import { createId, isBound } from './session-meta.ts'
import { changedNames } from './session-text.ts'

/**
 * `gone`: the session was ended while this request was under way, and stays so. `filled`: this request emptied it, and
 * another one meanwhile put something in. Of both, the response says nothing to the browser.
 */
export type Keeping = 'kept' | 'gone' | 'filled'

/**
 * What the store has to do before the response may leave: write the record, end the session that this one replaces,
 * remember whose it is. Undefined when that is nothing.
 */
export function keepOnServer(state: RequestSession, plan: CommitPlan): Promise<Keeping> | undefined {
  const { policy } = state
  const { revocation, mode } = policy
  const opened = state.opened!
  const { session, isNew, reading, forget } = opened
  const isMoved = reading.renewal === 'imported' && !opened.replaced && opened.committed === undefined
  const isWrite =
    mode === 'server' && (plan.text === '' ? opened.stored !== null : plan.changed || plan.cookie !== 'leave')
  const isCheck = revocation !== null && (!isNew || isMoved) && plan.cookie !== 'leave'
  const isEnd = opened.retired !== null
  const isForgotten = forget !== null && (plan.cookie === 'delete' || opened.replaced)
  const subject = revocation?.tracks === true ? revocation.subjectOf(opened.session) : null
  const isTrack = subject !== opened.tracked || (subject !== null && isSigned(plan))
  const isLease = (isSigned(plan) || (isWrite && plan.text !== '')) && needsTabs(policy, opened)
  const isRelease = opened.leased !== null && (plan.cookie === 'delete' || !isBound(opened.meta))
  return isWrite || isCheck || isEnd || isForgotten || isTrack || isLease || isRelease ? keep() : undefined

  async function keep(): Promise<Keeping> {
    if (isCheck && (await isRevoked(state, opened, isMoved))) return tellGone(state, opened, plan)
    // What was replaced while the store was asked must not be written under the new id.
    const keeping = isWrite && opened.session === session ? await writeRecord(state, opened, plan) : 'kept'
    if (keeping === 'gone') return 'gone'
    if (isLease && opened.session === session) await leaseTabs(state, opened)
    if (plan.cookie === 'delete' && keeping === 'kept' && reading.tabs !== null) tellEnded(state)
    if (isRelease && keeping === 'kept') await releaseTabs(policy, opened, plan)
    // An emptied session is over, so a copy of its cookie is, too.
    if (isCheck && (mode === 'cookie' || isMoved) && plan.text === '') retire(opened)
    if (opened.retired !== null) await endRetired(state, opened, opened.retired, plan)
    if (isForgotten) await forgetNow(policy, opened, forget)
    if (isTrack)
      await track(state, opened, plan, subject).catch((error: unknown) => unlessAccepted(state, error, 'save'))
    return keeping
  }
}

/** Asked once more before a cookie leaves: it would outlive what was noted about the session when it was revoked. */
function isRevoked(state: RequestSession, { meta, subject }: OpenedSession, isMoved: boolean): Promise<boolean> {
  const endsWithRecord = state.policy.mode === 'server' && !isMoved
  return askRevoked(state, endsWithRecord ? { ...meta, id: null } : meta, subject)
}

function tellGone({ policy, request }: RequestSession, { held }: OpenedSession, { text, changed }: CommitPlan): 'gone' {
  if (changed) tell(policy, request, { type: 'conflict', where: 'ended', names: changedNames(policy, held.text, text) })
  return 'gone'
}

function retire(opened: OpenedSession): void {
  opened.retired ??= opened.meta.id
  opened.meta = { ...opened.meta, id: createId() }
}

async function releaseTabs(policy: SessionPolicy, opened: OpenedSession, { cookie }: CommitPlan): Promise<void> {
  await (cookie === 'delete' ? forgetTabs : moveTabs)(policy, opened.leased!)
  opened.leased = null
}

function isSigned({ cookie }: CommitPlan): boolean {
  return cookie !== 'leave' && cookie !== 'delete'
}

async function endRetired(
  { policy }: RequestSession,
  opened: OpenedSession,
  id: string,
  { text }: CommitPlan
): Promise<void> {
  const { revocation } = policy
  await endSession(policy, id, text !== '' && opened.reading.tabs?.id === id)
  if (opened.tracked !== null && revocation?.tracks === true) await revocation.forget(opened.tracked, id)
  opened.retired = null
  opened.tracked = null
}

/** Nobody who still carries the cookie from there may find what was ended. */
async function forgetNow(policy: SessionPolicy, opened: OpenedSession, forget: () => Promise<void>): Promise<void> {
  await inTime(policy.storeTimeout, forget)
  opened.forget = null
}

/** Compare and set: whoever is overtaken joins its changes with those of the other, and tries again. */
async function writeRecord(state: RequestSession, opened: OpenedSession, plan: CommitPlan): Promise<Keeping> {
  const { policy, request } = state
  const { held, session } = opened
  const store = policy.store!
  const key = recordKey(opened.meta.id!)
  const ttl = recordTtl(state, opened, plan)
  let { stored, diverged } = opened
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const base = stored !== null && diverged ? stored : null
    const { text, conflicts } =
      base === null ? { text: plan.text, conflicts: [] } : mergeSessions(policy.codec, held.text, plan.text, base)
    const after = text === '' ? null : text
    if (await store.swap(key, stored, after, ttl)) {
      if (conflicts.length > 0) tell(policy, request, { type: 'conflict', where: 'store', names: conflicts })
      // Of a session that took its place meanwhile, nothing is kept yet.
      if (opened.session === session) Object.assign(opened, { stored: after, diverged: after !== null && diverged })
      Object.assign(held, { text: plan.text, canonical: true })
      return plan.text === '' && after !== null ? 'filled' : 'kept'
    }
    const theirs = await store.read(key)
    if (theirs === null) return tellGone(state, opened, plan)
    stored = theirs
    diverged = true
  }
  throw neverSwaps()
}

/** As long as the cookie that names it can be valid. */
function recordTtl({ policy }: RequestSession, { meta }: OpenedSession, { signedAt }: CommitPlan): number {
  return Math.max(1, sessionEnd(policy, meta, signedAt) + policy.skew - policy.now())
}

async function track(
  state: RequestSession,
  opened: OpenedSession,
  plan: CommitPlan,
  subject: string | null
): Promise<void> {
  const { policy, request } = state
  const revocation = policy.revocation!
  const { meta } = opened
  const id = meta.id!
  if (opened.tracked !== null && opened.tracked !== subject) await revocation.forget(opened.tracked, id)
  if (subject !== null && plan.text !== '') {
    const { signedAt } = plan
    const { born, generation, scope } = meta
    const expires = sessionEnd(policy, meta, signedAt)
    const startedAt = born ?? signedAt
    await revocation.remember(
      subject,
      { id, generation, startedAt, seenAt: signedAt, expires, scope: scope ?? 'browser' },
      request
    )
  }
  opened.tracked = plan.text === '' ? null : subject
}
