import type { IncomingMessage } from 'node:http'

import vary from 'vary'

import { keepOnServer } from './keep-on-server.ts'
import { linesOf, type MadeCookies, makeCookies, placeLines } from './make-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { type Committed, headersLeft, type OpenedSession, type RequestSession } from './request-session.ts'
import { unlessAccepted } from './revocation.ts'
import { type SessionEvent, type SigningReason, tell } from './session-event.ts'
import type { Session } from './session-object.ts'
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

/** Of a session that another request ended or filled meanwhile, so that nothing newer is undone. */
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
  let joining: Promise<void> | undefined
  try {
    joining = policy.revocation === null ? undefined : joinSubject(state, opened)
  } catch (error) {
    return fail(state, opened, error)
  }
  if (joining === undefined) return proceed(state, opened)
  return wait(
    opened,
    joining.then(
      () => proceed(state, opened),
      (error: unknown) => fail(state, opened, error)
    )
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
    if (before?.text === text && isSame(before, opened)) {
      if (!headersLeft(state)) placeLines(state.response, before.lines, before.lines)
      return before.commit
    }
    const { session } = opened
    const plan = makePlan(state, opened, text)
    const made = makeCookies(state, opened, plan)
    const keeping = policy.store === null ? undefined : keepOnServer(state, plan)
    if (keeping === undefined) return finish(state, opened, session, plan, made)
    return wait(
      opened,
      keeping.then(
        (outcome) => finish(state, opened, session, plan, outcome === 'kept' ? made : nothing),
        (error: unknown) => fail(state, opened, error)
      )
    )
  } catch (error) {
    return fail(state, opened, error)
  }
}

/** The text apart. */
function isSame(before: Committed, opened: OpenedSession): boolean {
  const { session, cookie, expires, ended, touched } = opened
  const isSameCookie = before.cookie === cookie && before.expires === expires
  return before.session === session && isSameCookie && before.ended === ended && before.touched === touched
}

function fail(state: RequestSession, opened: OpenedSession, error: unknown): never {
  const { policy, request } = state
  opened.failedText = attemptText(state)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code === 'string') {
    tell(policy, request, { type: 'failed', code } as SessionEvent)
    if (code === 'store-unavailable') tell(policy, request, { type: 'store-failed', doing: 'save' })
  }
  throw error
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
function joinSubject(state: RequestSession, opened: OpenedSession): Promise<void> | undefined {
  const revocation = state.policy.revocation!
  const subject = revocation.subjectOf(opened.session)
  return subject === null || subject === opened.subject ? undefined : join(subject)

  async function join(whose: string): Promise<void> {
    const generation = await revocation.generationOf(whose).catch(unlessDown)
    opened.meta = { ...opened.meta, generation }
    opened.subject = whose
  }

  function unlessDown(error: unknown): number {
    unlessAccepted(state, error, 'check')
    return 0
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
    const isDeleted = opened.committed?.commit.action === 'delete'
    const isDeletion = changed || isDeleted || (ended && received.status !== 'absent') || reading.orphaned
    return { text, changed, cookie: isDeletion ? 'delete' : 'leave', signedAt: now }
  }
  const why = reasonToSign(state, opened, changed ? text : null, now - signedAt)
  if (why === null) return { text, changed, cookie: 'leave', signedAt }
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
  if (reading.renewal === 'imported' && opened.retired === null) return 'imported'
  if (opened.isNew && !isSent(state, opened)) return 'changed'
  // Somebody else has written since, and is undone only by what the application itself changed.
  const isSuperseded = !hasWritten(opened) && policy.superseded.has(reading.signature)
  if (isSuperseded && (changed === null || changedNames(policy, held.text, changed).length === 0)) return null
  if (changed !== null && (policy.mode === 'cookie' || age >= policy.slideAfter)) return 'changed'
  if (opened.touched) return 'touched'
  // The record is as it should be by now; the cookie has not left yet.
  if (policy.mode === 'server' && committed?.commit.action === 'set' && !headersLeft(state)) return committed.commit.why
  if (headersLeft(state) || isCleared(state)) return null
  return slides(policy, opened) && age >= policy.slideAfter ? 'slid' : reading.renewal
}

/** Whether this response writes the cookie as it is. */
function hasWritten({ committed }: OpenedSession): boolean {
  return committed !== undefined && committed.commit.action !== 'none'
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

/** @param session what the plan is about; `opened` may have another by now */
function finish(
  state: RequestSession,
  opened: OpenedSession,
  session: Session,
  plan: CommitPlan,
  made: MadeCookies
): SessionCommit {
  const { policy, request, response } = state
  const { reading, cookie, expires, ended, touched, committed } = opened
  if (!headersLeft(state)) placeLines(response, committed?.lines ?? [], made.lines)
  const isWrite = plan.changed && made.commit.action !== 'none' && !hasWritten(opened)
  if (policy.mode === 'cookie' && isWrite && reading.signature !== '') reportLoss(policy, request, opened, plan.text)
  if (reading.forget !== null && committed === undefined && made.commit.action !== 'none') {
    const failed = () => tell(policy, request, { type: 'store-failed', doing: 'save' })
    policy.forgetting.add(reading.forget, failed)
  }
  opened.committed = { session, cookie, expires, text: plan.text, ended, touched, ...made }
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
