import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Digest } from '@clearjar/session'

import { attachSession, touchSession } from './lib/attach.ts'
import { resolveOptions, type SessionOptions, type SessionVisibility } from './lib/options.ts'
import type { ReceivedCookie } from './lib/received-cookie.ts'
import { findState, type RequestSession } from './lib/request-session.ts'
import { commitSession, type SessionCommit } from './lib/session-commit.ts'
import { SessionMiddlewareError } from './lib/session-middleware-error.ts'
import type { Session } from './lib/session-object.ts'

export type { SessionCookieOptions } from './lib/cookie-writer.ts'
export type { SessionOptions, SessionVisibility } from './lib/options.ts'
export type { ReceivedCookie } from './lib/received-cookie.ts'
export type { SessionCommit } from './lib/session-commit.ts'
export {
  SessionMiddlewareError,
  type SessionKeySize,
  type SessionMiddlewareErrorCode,
  type SessionSizes
} from './lib/session-middleware-error.ts'
export type { Session } from './lib/session-object.ts'

/**
 * What the application keeps in a session. Add to it by declaration merging:
 *
 * ```ts
 * declare module '@clearjar/express' {
 *   interface SessionData { user: string }
 * }
 * ```
 */
export interface SessionData {}

declare global {
  namespace Express {
    interface Request {
      /** The data of this browser, never null. Set it to an object to replace it, to `null` to end it. */
      get session(): Session & Partial<SessionData>
      set session(data: (object & Partial<SessionData>) | null)
    }
  }
}

/** Middleware for Express, connect and plain `node:http`. */
export type SessionMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void
) => void

/** What the middleware knows about a request's cookie; never its value or a key. */
export interface SessionInspection {
  readonly name: string
  readonly visibility: SessionVisibility
  /** Seconds. */
  readonly lifetime: number
  readonly digest: Digest
  readonly received: ReceivedCookie
}

/**
 * `req.session`, kept in a signed cookie in Flask's format: anyone can read it, nobody without a secret can change it.
 *
 * A request that does not touch its session costs nothing and sends nothing. One that does is verified once, gets
 * `Vary: Cookie`, and sends a cookie when the data changed, nested data included (Flask: `SecureCookieSessionInterface`
 * in `flask/sessions.py`). A session that cannot be kept goes to the error handler instead of being dropped.
 *
 * @throws SessionMiddlewareError `invalid-option`; SessionError `invalid-option`
 */
export function session(options: SessionOptions): SessionMiddleware {
  const policy = resolveOptions(options)
  return function sessionMiddleware(request, response, next) {
    const present = findState(request)
    if (present === undefined) {
      attachSession({ policy, request, response, next, opened: undefined, ending: false })
      next()
    } else {
      next(present.policy === policy ? undefined : secondPolicy(present.policy.name))
    }
  }
}

/**
 * What came with this request, and why it was refused if it was. Counts as touching the session.
 *
 * @throws SessionMiddlewareError `missing-middleware`
 */
export function inspectSession(request: IncomingMessage): SessionInspection {
  const state = stateOf(request)
  const { name, visibility, lifetime, digest } = state.policy
  return { name, visibility, lifetime, digest, received: touchSession(state).received }
}

/**
 * Writes the session into the headers now, instead of when they leave, and tells what was written: for a route that
 * wants to know, to catch a failure, or to stream. A later change is written again.
 *
 * @throws SessionMiddlewareError `cookie-too-large`, `insecure-connection`, `headers-sent`, `missing-middleware`;
 *   SessionError `unserializable-value`, `payload-too-large`
 */
export function saveSession(request: IncomingMessage): SessionCommit {
  return commitSession(stateOf(request))
}

function stateOf(request: IncomingMessage): RequestSession {
  const state = findState(request)
  if (state !== undefined) return state
  throw new SessionMiddlewareError(
    'missing-middleware',
    'No session() has seen this request. Put app.use(session({ secrets })) before its route.'
  )
}

function secondPolicy(name: string): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'invalid-option',
    `req.session of this request is kept in the cookie ${name} already, by another session(). Mount each on paths of its own.`
  )
}
