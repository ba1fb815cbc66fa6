import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Digest } from '@clearjar/session'

import { attachSession, touchSession } from './lib/attach.ts'
import type { SessionCookieOptions } from './lib/cookie-writer.ts'
import { loadSession } from './lib/load-session.ts'
import type { SessionOptions, SessionVisibility } from './lib/options.ts'
import type { ReceivedCookie } from './lib/received-cookie.ts'
import { findState, mayGoUnheard, type RequestSession } from './lib/request-session.ts'
import { resolveOptions } from './lib/resolve-options.ts'
import { createServerActs, type ServerActs } from './lib/server-acts.ts'
import { setCookieAttributes, setScope } from './lib/session-acts.ts'
import { commitSession, type SessionCommit } from './lib/session-commit.ts'
import { SessionMiddlewareError } from './lib/session-middleware-error.ts'
import { createSession, type Session } from './lib/session-object.ts'
import { tabOf } from './lib/tab-binding.ts'
import { answerTab, isTabRequest } from './lib/tab-endpoint.ts'
import { isTabScope, type TabScope } from './lib/tab-leases.ts'
import { leasesOf, type TabLease } from './lib/tab-record.ts'

export type { SessionCookieOptions } from './lib/cookie-writer.ts'
export { type CookieSessionOptions, fromCookieSession } from './lib/cookie-session-cookies.ts'
export { createEmbeddedStore, type EmbeddedStoreOptions } from './lib/embedded-store.ts'
export { type ExpressSessionOptions, fromExpressSession } from './lib/express-session-cookies.ts'
export { type ExpressSessionStore, fromExpressSessionStore } from './lib/express-session-store.ts'
export type { CookieJar, ForeignCookies, ForeignSession } from './lib/foreign-cookies.ts'
export type { ExpiryOptions } from './lib/expiry.ts'
export { createMemoryStore } from './lib/memory-store.ts'
export type { AcceptedCookies, Duration, SessionOptions, SessionVisibility } from './lib/options.ts'
export type { ReceivedCookie, RefusalReason } from './lib/received-cookie.ts'
export {
  createRedisStore,
  type RedisScriptInput,
  type RedisStoreClient,
  type RedisStoreOptions
} from './lib/redis-store.ts'
export type { TrackedSession } from './lib/revocation.ts'
export type { RevocationOptions, SubjectData } from './lib/revocation-options.ts'
export type { SessionCommit } from './lib/session-commit.ts'
export type { ServerActs } from './lib/server-acts.ts'
export type { SessionEvent, SigningReason } from './lib/session-event.ts'
export {
  type SessionErrorDetails,
  type SessionKeySize,
  SessionMiddlewareError,
  type SessionMiddlewareErrorCode,
  type SessionSizes
} from './lib/session-middleware-error.ts'
export type { Session, SessionCallback } from './lib/session-object.ts'
export type { SessionStore } from './lib/store.ts'
export type { TabScope } from './lib/tab-leases.ts'
export type { TabsOptions } from './lib/tab-options.ts'
export type { TabLease } from './lib/tab-record.ts'

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

/** Middleware for Express, connect and plain `node:http`, with what only the server can do to sessions. */
export interface SessionMiddleware extends ServerActs {
  (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void
}

/** What the middleware knows about a request's cookie; never its value or a key. */
export interface SessionInspection {
  readonly name: string
  readonly mode: 'cookie' | 'server'
  readonly visibility: SessionVisibility
  /** Seconds. */
  readonly lifetime: number
  /** Seconds that a signature is accepted: the shorter of `lifetime` and `idle`. */
  readonly maxAge: number
  readonly digest: Digest
  readonly received: ReceivedCookie
  /** Names the session on the server; null where no option needs one. */
  readonly id: string | null
  /** What the session ends with, and those of its tabs that were open when the request came; null without the option `tabs`. */
  readonly tabs: { readonly scope: TabScope; readonly leases: readonly TabLease[] } | null
}

/**
 * `req.session`, kept in a signed cookie in Flask's format: anyone can read it, nobody without a secret can change it.
 * With `mode: 'server'` only a signed id is in the cookie, and the data in a store.
 *
 * Where nothing is kept on the server, a request that does not touch its session costs nothing and sends nothing. One
 * that does is verified once, gets `Vary: Cookie`, and sends a cookie when the data changed, nested data included
 * (Flask: `SecureCookieSessionInterface` in `flask/sessions.py`). A session that cannot be kept goes to the error
 * handler instead of being dropped.
 *
 * @throws SessionMiddlewareError `invalid-option`; SessionError `invalid-option`
 */
export function session(options: SessionOptions): SessionMiddleware {
  const policy = resolveOptions(options)
  return Object.assign(sessionMiddleware, createServerActs(policy))

  function sessionMiddleware(
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void
  ): void {
    const refusal = policy.refuseCrossSite === null ? null : policy.refuseCrossSite(request)
    if (refusal !== null) return next(refusal)
    const present = findState(request)
    if (present !== undefined) return next(present.policy === policy ? undefined : secondPolicy(present.policy.name))
    const state: RequestSession = {
      policy,
      request,
      response,
      next,
      createSession,
      reading: undefined,
      opened: undefined,
      ending: false,
      gate: undefined
    }
    if (policy.tabs !== null && isTabRequest(policy.tabs, request)) void answerTab(state)
    else start(state)
  }
}

function start(state: RequestSession): void {
  const loading = state.policy.waits ? loadSession(state) : undefined
  if (loading === undefined) goOn(state)
  // What is thrown by what comes next is not ours to catch.
  else void loading.then(() => goOn(state), state.next)
}

function goOn(state: RequestSession): void {
  if (Object.hasOwn(state.request, 'session')) return state.next(otherLibrary())
  attachSession(state)
  state.next()
}

/**
 * `req.session` as data of a type of your own, where declaration merging does not fit.
 *
 * @throws SessionMiddlewareError `missing-middleware`
 */
export function sessionOf<Data extends object>(request: IncomingMessage): Session & Partial<Data> {
  return touchSession(stateOf(request)).session as Session & Partial<Data>
}

/**
 * What came with this request, and why it was refused if it was. Counts as touching the session.
 *
 * @throws SessionMiddlewareError `missing-middleware`
 */
export function inspectSession(request: IncomingMessage): SessionInspection {
  const state = stateOf(request)
  const { name, mode, visibility, lifetime, maxAge, digest } = state.policy
  const { reading, meta } = touchSession(state)
  const { received, tabs: found } = reading
  return { name, mode, visibility, lifetime, maxAge, digest, received, id: meta.id, tabs: tabsNow() }

  function tabsNow(): SessionInspection['tabs'] {
    const { tabs } = state.policy
    if (tabs === null) return null
    const leases = found === null ? [] : leasesOf(found.record, tabOf(request), tabs.clock(), tabs)
    return { scope: meta.scope ?? 'browser', leases }
  }
}

/**
 * Has the session of this request end with something else than the option `tabs` says for new ones: `browser` for
 * somebody who asked to stay signed in, `last-tab` or `tab` for a computer that others use too. Copies of the cookie
 * that were signed before stay as they were, until `regenerate`.
 *
 * @throws SessionMiddlewareError `invalid-option`, `headers-sent`, `missing-middleware`
 */
export function bindSession(request: IncomingMessage, scope: TabScope): void {
  const state = stateOf(request)
  if (state.policy.tabs === null) {
    throw new SessionMiddlewareError(
      'invalid-option',
      'bindSession needs the option tabs: session({ tabs: "last-tab" }), or { scope: "browser" } for what is not bound.'
    )
  }
  if (!isTabScope(scope))
    throw new SessionMiddlewareError('invalid-option', 'A session is bound to "browser", "last-tab" or "tab".')
  touchSession(state)
  setScope(state, scope)
}

/**
 * Keeps the session now, instead of when the headers leave, and tells what was written: for a route that wants to
 * know, to catch a failure, or to stream. A later change is written again. Where nothing is kept on the server, the
 * headers have the cookie when this returns.
 *
 * @throws SessionMiddlewareError `cookie-too-large`, `insecure-connection`, `headers-sent`, `store-unavailable`,
 *   `missing-middleware`; SessionError `unserializable-value`, `payload-too-large`; all by rejecting
 */
export function saveSession(request: IncomingMessage): Promise<SessionCommit> {
  const state = findState(request)
  const saving = saveNow(request)
  return state === undefined ? saving : mayGoUnheard(state, saving)
}

async function saveNow(request: IncomingMessage): Promise<SessionCommit> {
  return commitSession(stateOf(request))
}

/** Attributes of the cookie of one response. */
export interface SessionCookieAttributes extends SessionCookieOptions {
  /** UNIX second in which the browser drops the cookie; null when it closes. What the server accepts stays the same. */
  readonly expires?: number | null
}

/**
 * Gives the session cookie of this response other attributes than the options say, if one is sent at all. A browser
 * takes a cookie of another `path` or `domain` for another cookie.
 *
 * @throws SessionMiddlewareError `invalid-option`, `missing-middleware`
 */
export function setSessionCookie(request: IncomingMessage, attributes: SessionCookieAttributes): void {
  const state = stateOf(request)
  touchSession(state)
  setCookieAttributes(state, attributes)
}

function stateOf(request: IncomingMessage): RequestSession {
  const state = findState(request)
  if (state !== undefined) return state
  throw new SessionMiddlewareError(
    'missing-middleware',
    'No session() has seen this request. Put app.use(session({ secrets })) before its route.'
  )
}

function otherLibrary(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'invalid-option',
    'req.session of this request is kept by another middleware already, such as express-session. Take that out, or ' +
      'mount each on paths of its own.'
  )
}

function secondPolicy(name: string): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'invalid-option',
    `req.session of this request is kept in the cookie ${name} already, by another session(). Mount each on paths of its own.`
  )
}
