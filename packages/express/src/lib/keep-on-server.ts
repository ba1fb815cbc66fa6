import { mergeSessions } from './merge-sessions.ts'
import type { OpenedSession, RequestSession } from './request-session.ts'
import { recordKey } from './revocation.ts'
import type { CommitPlan } from './session-commit.ts'
import { tell } from './session-event.ts'
import { changedNames } from './session-text.ts'

/** `gone`: the session was ended while this request was under way, and stays so. */
export type Keeping = 'kept' | 'gone'

/**
 * What the store has to do before the response may leave: write the record, end the session that this one replaces,
 * remember whose it is. Undefined when that is nothing.
 */
export function keepOnServer(state: RequestSession, plan: CommitPlan): Promise<Keeping> | undefined {
  const { policy, opened } = state
  const { retired, isNew } = opened!
  const isWrite = policy.mode === 'server' && (plan.text === '' ? !isNew : plan.changed || plan.cookie !== 'leave')
  const isEnd = retired !== null
  const subject = policy.revocation?.tracks === true ? policy.revocation.subjectOf(opened!.session) : null
  const isTrack = subject !== opened!.tracked || (subject !== null && isSigned(plan))
  return isWrite || isEnd || isTrack ? keep() : undefined

  async function keep(): Promise<Keeping> {
    if (isWrite && (await writeRecord(state, opened!, plan)) === 'gone') return 'gone'
    if (isEnd) await endRetired(state, opened!, retired)
    if (isTrack) await track(state, opened!, plan, subject)
    return 'kept'
  }
}

function isSigned({ cookie }: CommitPlan): boolean {
  return cookie !== 'leave' && cookie !== 'delete'
}

async function endRetired({ policy }: RequestSession, opened: OpenedSession, id: string): Promise<void> {
  const { revocation, store, mode } = policy
  if (mode === 'server') await store!.update(recordKey(id), 1, () => null)
  else await revocation!.revoke(id)
  if (opened.tracked !== null && revocation?.tracks === true) await revocation.forget(opened.tracked, id)
  opened.retired = null
  opened.tracked = null
}

/** Compare and set: whoever is overtaken joins its changes with those of the other, and tries again. */
async function writeRecord(state: RequestSession, opened: OpenedSession, plan: CommitPlan): Promise<Keeping> {
  const { policy, request } = state
  const { held } = opened
  const store = policy.store!
  const key = recordKey(opened.meta.id!)
  const ttl = recordTtl(state, opened, plan)
  let { stored, diverged } = opened
  for (;;) {
    const base = stored !== null && diverged ? stored : null
    const { text, conflicts } =
      base === null ? { text: plan.text, conflicts: [] } : mergeSessions(policy.codec, held.text, plan.text, base)
    const after = plan.text === '' || text === '' ? null : text
    if (await store.swap(key, stored, after, ttl)) {
      if (conflicts.length > 0) tell(policy, request, { type: 'conflict', where: 'store', names: conflicts })
      Object.assign(opened, { stored: after, diverged: after !== null && diverged })
      Object.assign(held, { text: plan.text, canonical: true })
      return 'kept'
    }
    const theirs = await store.read(key)
    if (theirs === null) {
      if (plan.changed)
        tell(policy, request, { type: 'conflict', where: 'ended', names: changedNames(policy, held.text, plan.text) })
      return plan.text === '' ? 'kept' : 'gone'
    }
    stored = theirs
    diverged = true
  }
}

/** As long as the cookie that names it can be valid. */
function recordTtl({ policy }: RequestSession, { meta }: OpenedSession, { signedAt }: CommitPlan): number {
  const end = signedAt + policy.maxAge
  const last = policy.absolute === null || meta.born === null ? end : Math.min(end, meta.born + policy.absolute)
  return Math.max(1, last + policy.skew - policy.now())
}

async function track(
  state: RequestSession,
  opened: OpenedSession,
  plan: CommitPlan,
  subject: string | null
): Promise<void> {
  const { policy, request } = state
  const revocation = policy.revocation!
  const id = opened.meta.id!
  if (opened.tracked !== null && opened.tracked !== subject) await revocation.forget(opened.tracked, id)
  if (subject !== null && plan.text !== '') {
    const { signedAt } = plan
    const startedAt = opened.meta.born ?? signedAt
    await revocation.remember(subject, { id, startedAt, seenAt: signedAt, expires: signedAt + policy.maxAge }, request)
  }
  opened.tracked = plan.text === '' ? null : subject
}
