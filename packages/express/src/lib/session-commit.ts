import type { IncomingMessage } from 'node:http'

import vary from 'vary'

import { keepOnServer } from './keep-on-server.ts'
import { linesOf, type MadeCookies, makeCookies, placeLines } from './make-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { headersLeft, type OpenedSession, type RequestSession } from './request-session.ts'
import { type SessionEvent, type SigningReason, tell } from './session-event.ts'
import { changedNames, differs, isPermanent, textOf } from './session-text.ts'

/**
 * What a response does to the cookie. `attributes` is what follows its value in `Set-Cookie`, `bytes` counts
 * `name=value`; `signedAt` and `expires` are in UNIX seconds, `expires` is null for a cookie that goes with the browser.
 */
export type SessionCommit =
  | { readonly action: 'none' }
  | { readonly action: 'delete'; readonly attributes: string }
  | {
      readonly action: 'set'
      readonly why: SigningReason
      readonly signedAt: number
      readonly expires: number | null
      readonly bytes: number
      readonly attributes: string
    }

/** What is to be done about a text. */
export interface CommitPlan {
  readonly text: string
  /** Whether it differs from what is kept. */
  readonly changed: boolean
  readonly cookie: 'leave' | 'delete' | SigningReason
  /** UNIX seconds of the signature that the browser has after this. */
  readonly signedAt: number
}

const NONE: SessionCommit = { action: 'none' }

/** Of a session that was ended meanwhile: nothing is said, so that nothing newer is undone. */
const nothing: MadeCookies = { commit: NONE, lines: [] }

/**
 * Keeps the session as it is now: in the headers of the response (Flask: `save_session`), and in the store where
 * there is one, which makes it a promise. Another call does nothing unless the session changed in between; then it
 * replaces the lines of the first.
 *
 * @throws SessionMiddlewareError `cookie-too-large`, `insecure-connection`, `headers-sent`, `store-unavailable`;
 *   SessionError; a promise rejects with them
 */
export function commitSession(state: RequestSession): SessionCommit | Promise<SessionCommit> {
  const { opened, policy } = state
  if (opened === undefined) return NONE
  if (!headersLeft(state)) vary(state.response, 'Cookie')
  if (opened.committing !== undefined) return opened.committing.then(again, again)
  const joining = policy.revocation === null ? undefined : joinSubject(state, opened)
  if (joining === undefined) return proceed(state, opened)
  return wait(
    opened,
    joining.then(() => proceed(state, opened))
  )

  function again() {
    return commitSession(state)
  }
}

/** The text of a session; a word that is none for one that has no text. */
export function attemptText({ policy, opened }: RequestSession): string {
  try {
    return textOf(policy, opened!.session, opened!.isNew, opened!.meta)
  } catch {
    return 'unserializable'
  }
}

function proceed(state: RequestSession, opened: OpenedSession): SessionCommit | Promise<SessionCommit> {
  const { policy } = state
  try {
    const text = textOf(policy, opened.session, opened.isNew, opened.meta)
    const before = opened.committed
    if (before?.text === text && before.ended === opened.ended && before.touched === opened.touched) {
      if (!headersLeft(state)) placeLines(state.response, before.lines, before.lines)
      return before.commit
    }
    const plan = makePlan(state, opened, text)
    const made = makeCookies(state, opened, plan)
    const keeping = policy.store === null ? undefined : keepOnServer(state, plan)
    if (keeping === undefined) return finish(state, opened, plan, made)
    return wait(
      opened,
      keeping.then((outcome) => finish(state, opened, plan, outcome === 'gone' ? nothing : made), failed)
    )
  } catch (error) {
    return failed(error)
  }

  function failed(error: unknown): never {
    opened.failedText = attemptText(state)
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code === 'string') {
      tell(policy, state.request, { type: 'failed', code } as SessionEvent)
      if (code === 'store-unavailable') tell(policy, state.request, { type: 'store-failed', doing: 'save' })
    }
    throw error
  }
}

/** Others that commit meanwhile come after. */
async function wait(opened: OpenedSession, pending: Promise<SessionCommit>): Promise<SessionCommit> {
  opened.committing = pending
  try {
    return await pending
  } finally {
    if (opened.committing === pending) opened.committing = undefined
  }
}

/** A session that has become somebody's belongs to the generation of their sessions that is live. */
function joinSubject({ policy }: RequestSession, opened: OpenedSession): Promise<void> | undefined {
  const revocation = policy.revocation!
  const subject = revocation.subjectOf(opened.session)
  return subject === null || subject === opened.subject ? undefined : join(subject)

  async function join(whose: string): Promise<void> {
    const generation = await revocation.generationOf(whose)
    opened.meta = { ...opened.meta, generation }
    opened.subject = whose
  }
}

function makePlan(state: RequestSession, opened: OpenedSession, text: string): CommitPlan {
  const { policy } = state
  const { reading, ended } = opened
  const { received } = reading
  const changed = differs(opened.held, text)
  const now = policy.now()
  const signedAt = received.status === 'present' ? received.signedAt : now
  if (text === '') {
    const isDeletion = changed || (ended && received.status !== 'absent') || reading.orphaned
    return { text, changed, cookie: isDeletion ? 'delete' : 'leave', signedAt: now }
  }
  const why = reasonToSign(state, opened, changed, now - signedAt)
  if (why === null) return { text, changed, cookie: 'leave', signedAt }
  // What is only written otherwise must not live longer for it, unless it is its age that asks for it.
  const keepsAge = (why === 'rotated' || why === 'upgraded') && signedAt >= policy.resignBefore
  return { text, changed, cookie: why, signedAt: keepsAge ? signedAt : now }
}

function reasonToSign(
  state: RequestSession,
  opened: OpenedSession,
  changed: boolean,
  age: number
): SigningReason | null {
  const { policy } = state
  const { reading } = opened
  if (reading.renewal === 'imported' && opened.retired === null) return 'imported'
  if (opened.isNew && !isSent(state, opened)) return 'changed'
  if (changed && (policy.mode === 'cookie' || age >= policy.slideAfter)) return 'changed'
  if (opened.touched) return 'touched'
  // Somebody else has written since, and must not be undone; nor the application, which deletes the cookie itself.
  if (headersLeft(state) || policy.superseded.has(reading.signature) || isCleared(state)) return null
  return slides(policy, opened) && age >= policy.slideAfter ? 'slid' : reading.renewal
}

/** Whether the browser has the id of a new session already, and only the record changes. */
function isSent(state: RequestSession, { committed }: OpenedSession): boolean {
  return state.policy.mode === 'server' && headersLeft(state) && committed?.commit.action === 'set'
}

function slides(policy: SessionPolicy, { session, isNew }: OpenedSession): boolean {
  return policy.sliding && (policy.idle !== null || isPermanent(policy, session, isNew))
}

/** `res.clearCookie`. */
function isCleared({ policy, response }: RequestSession): boolean {
  return linesOf(response).some((line) => line.startsWith(`${policy.name}=;`))
}

function finish(state: RequestSession, opened: OpenedSession, plan: CommitPlan, made: MadeCookies): SessionCommit {
  const { policy, request, response } = state
  const { reading, ended, touched, committed } = opened
  if (!headersLeft(state)) placeLines(response, committed?.lines ?? [], made.lines)
  if (policy.mode === 'cookie' && plan.changed && reading.signature !== '' && committed === undefined) {
    reportLoss(policy, request, opened, plan.text)
  }
  if (reading.forget !== null && committed === undefined && made.commit.action !== 'none') {
    const failed = () => tell(policy, request, { type: 'store-failed', doing: 'save' })
    policy.forgetting.add(reading.forget, failed)
  }
  opened.committed = { text: plan.text, ended, touched, commit: made.commit, lines: made.lines }
  if (made.commit.action === 'set')
    tell(policy, request, { type: 'signed', why: made.commit.why, bytes: made.commit.bytes })
  if (made.commit.action === 'delete') tell(policy, request, { type: 'deleted' })
  return made.commit
}

/** Two responses to one cookie, where the cookie is all there is: the later one stays, whole. */
function reportLoss(
  policy: SessionPolicy,
  request: IncomingMessage,
  { held, reading }: OpenedSession,
  text: string
): void {
  if (policy.superseded.has(reading.signature) && policy.onEvent !== undefined) {
    const names = changedNames(policy, held.text, text)
    if (names.length > 0) tell(policy, request, { type: 'conflict', where: 'cookie', names })
  }
  policy.superseded.add(reading.signature)
}
