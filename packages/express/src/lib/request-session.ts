import type { IncomingMessage, ServerResponse } from 'node:http'

import { type HeldText, holdText } from './held-text.ts'
import type { SessionPolicy } from './options.ts'
import { openCookie, type ReceivedCookie } from './received-cookie.ts'
import type { SessionCommit } from './session-commit.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { Session, sessionFrom } from './session-object.ts'

/** What is kept for one request. Until the session is touched, nothing but the references. */
export interface RequestSession {
  readonly policy: SessionPolicy
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly next: (error?: unknown) => void
  /** Set by the first touch. */
  opened: OpenedSession | undefined
  /** `end` has written the session and is writing the headers. */
  ending: boolean
}

export interface OpenedSession {
  readonly received: ReceivedCookie
  readonly held: HeldText
  session: Session
  /** Whether `session` starts with this request; `session.isNew` may be hidden by data of that name. */
  isNew: boolean
  /** `null` was assigned. */
  ended: boolean
  committed: Committed | undefined
  /** The text that could not be kept, and that somebody was told so. */
  failedText: string | undefined
  /** A response was stopped because of that. */
  stopped: boolean
}

/** What was made of which text, and the line of `Set-Cookie` that says so. */
export interface Committed {
  readonly text: string
  readonly ended: boolean
  readonly commit: SessionCommit
  readonly line: string | null
}

const STATE: unique symbol = Symbol('clearjar.session')

type Carrier = IncomingMessage & { [STATE]?: RequestSession }

/** The state of a request; undefined when no `session()` has seen it. A response finds it by its `req`. */
export function findState(request: Carrier): RequestSession | undefined {
  return request[STATE]
}

export function keepState(request: Carrier, state: RequestSession): void {
  request[STATE] = state
}

/** The session of a request, read from its cookie by the first call. */
export function openSession(state: RequestSession): OpenedSession {
  if (state.opened !== undefined) return state.opened
  const { received, json, data } = openCookie(state.policy, state.request.headers.cookie)
  const held = holdText(state.policy, json)
  const isNew = received.status !== 'present'
  const session = new Session(held, data, isNew)
  state.opened = {
    received,
    held,
    session,
    isNew,
    ended: false,
    committed: undefined,
    failedText: undefined,
    stopped: false
  }
  return state.opened
}

/** @throws SessionMiddlewareError `headers-sent`, `invalid-session`, `reserved-name` */
export function replaceSession({ response }: RequestSession, opened: OpenedSession, value: unknown): void {
  if (response.headersSent) throw headersSent()
  if (value !== null && Object.prototype.toString.call(value) !== '[object Object]') {
    throw new SessionMiddlewareError('invalid-session', 'req.session is set to an object, or to null, which ends it.')
  }
  if (value === opened.session) return
  opened.session = sessionFrom(opened.held, value ?? {})
  opened.isNew = true
  opened.ended = value === null
}

export function headersSent(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'headers-sent',
    'The session changed after the headers of the response had left, so the cookie cannot be sent. Change it earlier.'
  )
}
