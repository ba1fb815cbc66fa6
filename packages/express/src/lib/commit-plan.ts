import { linesOf } from './make-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { headersLeft, type OpenedSession, type RequestSession } from './request-session.ts'
import type { SigningReason } from './session-event.ts'
import { changedNames, differs, isPermanent } from './session-text.ts'

/** What is to be done about a text. */
export interface CommitPlan {
  readonly text: string
  /** Whether it differs from what is kept. */
  readonly changed: boolean
  readonly cookie: 'leave' | 'delete' | SigningReason
  /** UNIX seconds of the signature that the browser has after this. */
  readonly signedAt: number
}

/** Decides by Flask's rules (`save_session` in `flask/sessions.py`), and by what this process knows of other responses. */
export function makePlan(state: RequestSession, opened: OpenedSession, text: string): CommitPlan {
  const { policy } = state
  const { reading, ended } = opened
  const { received } = reading
  const changed = differs(opened.held, text)
  const now = policy.now()
  const signedAt = received.status === 'present' ? received.signedAt : now
  if (text === '') {
    const isDeleted = opened.committed?.commit.action === 'delete'
    const isDeletion = changed || isDeleted || (ended && received.status !== 'absent') || reading.goes
    return { text, changed, cookie: isDeletion ? 'delete' : 'leave', signedAt: now }
  }
  const why = reasonToSign(state, opened, changed ? text : null, now - signedAt)
  if (why === null) {
    const sent = opened.committed?.commit
    return { text, changed, cookie: 'leave', signedAt: sent?.action === 'set' ? sent.signedAt : signedAt }
  }
  // What is only written otherwise must not live longer for it, unless it is its age that asks for it.
  const keepsAge = (why === 'rotated' || why === 'upgraded') && signedAt >= policy.resignBefore
  return { text, changed, cookie: why, signedAt: keepsAge ? signedAt : now }
}

/** @param changed the text, if it is another than what is kept */
function reasonToSign(
  state: RequestSession,
  opened: OpenedSession,
  changed: string | null,
  age: number
): SigningReason | null {
  const { policy } = state
  const { reading, held, committed } = opened
  const isLeft = headersLeft(state)
  if (opened.isNew && !isSent(state, opened))
    return reading.renewal === 'imported' && !opened.replaced ? 'imported' : 'changed'
  // Somebody else has written since, and is undone only by what the application itself changed.
  const isSuperseded = !hasWritten(opened) && policy.superseded.has(reading.signature)
  if (isSuperseded && (changed === null || changedNames(policy, held.text, changed).length === 0)) return null
  if (changed !== null && (policy.mode === 'cookie' || (age >= policy.slideAfter && !isLeft))) return 'changed'
  if (opened.touched && !(isLeft && committed?.touched === true)) return 'touched'
  // The record is as it should be by now; the cookie has not left yet.
  if (policy.mode === 'server' && committed?.commit.action === 'set' && !isLeft) return committed.commit.why
  if (isLeft || isCleared(state)) return null
  return slides(policy, opened) && age >= policy.slideAfter ? 'slid' : reading.renewal
}

/** Whether this response writes the cookie as it is. */
export function hasWritten({ committed }: OpenedSession): boolean {
  return committed !== undefined && committed.commit.action !== 'none'
}

/** Whether the browser has the id of a new session already, and only the record changes. */
function isSent(state: RequestSession, { session, committed }: OpenedSession): boolean {
  const isOfThis = committed?.session === session && committed.commit.action === 'set'
  return state.policy.mode === 'server' && headersLeft(state) && isOfThis
}

function slides(policy: SessionPolicy, { session, isNew }: OpenedSession): boolean {
  return policy.sliding && (policy.idle !== null || isPermanent(policy, session, isNew))
}

/** `res.clearCookie`. */
function isCleared({ policy, response }: RequestSession): boolean {
  return linesOf(response).some((line) => line.startsWith(`${policy.name}=;`))
}
