import type { IncomingMessage } from 'node:http'

import vary from 'vary'

import { type CommitPlan, hasWritten, makePlan } from './commit-plan.ts'
import { keepOnServer } from './keep-on-server.ts'
import { type MadeCookies, makeCookies, placeLines } from './make-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { type Committed, headersLeft, type OpenedSession, type RequestSession } from './request-session.ts'
import { unlessAccepted } from './revocation.ts'
import { type SessionEvent, type SigningReason, tell } from './session-event.ts'
import type { Session } from './session-object.ts'
import { changedNames, textOf } from './session-text.ts'

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
    const keeping = policy.store === null && opened.forget === null ? undefined : keepOnServer(state, plan)
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

/** @param session what the plan is about; `opened` may have another by now */
function finish(
  state: RequestSession,
  opened: OpenedSession,
  session: Session,
  plan: CommitPlan,
  made: MadeCookies
): SessionCommit {
  const { policy, request, response } = state
  const { reading, cookie, expires, forget, ended, touched, committed } = opened
  if (!headersLeft(state)) placeLines(response, committed?.lines ?? [], made.lines)
  const isWrite = plan.changed && made.commit.action !== 'none' && !hasWritten(opened)
  if (policy.mode === 'cookie' && isWrite && reading.signature !== '') reportLoss(policy, request, opened, plan.text)
  if (forget !== null && committed === undefined && made.commit.action !== 'none') {
    const failed = () => tell(policy, request, { type: 'store-failed', doing: 'save' })
    policy.forgetting.add(forget, failed)
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
