import type { IncomingMessage, ServerResponse } from 'node:http'

import vary from 'vary'

import { differs, isPermanent, textOf } from './held-text.ts'
import type { SessionPolicy } from './options.ts'
import { type Committed, headersSent, type OpenedSession, type RequestSession } from './request-session.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/**
 * What a response does to the cookie. `attributes` is what follows its value in `Set-Cookie`, `bytes` counts
 * `name=value`; `signedAt` and `expires` are in UNIX seconds, `expires` is null for a cookie that goes with the browser.
 */
export type SessionCommit =
  | { readonly action: 'none' }
  | { readonly action: 'delete'; readonly attributes: string }
  | {
      readonly action: 'set'
      readonly signedAt: number
      readonly expires: number | null
      readonly bytes: number
      readonly attributes: string
    }

/** Bytes of `name=value` that every browser keeps (RFC 6265bis, section 5.7, leaves out the equals sign). */
const LIMIT = 4096

const NONE: SessionCommit = { action: 'none' }

/**
 * Writes the session, as it is now, into the headers of the response (Flask: `save_session`). Another call does
 * nothing unless the session changed in between; then it replaces the line of the first.
 *
 * @throws SessionMiddlewareError `cookie-too-large`, `insecure-connection`, `headers-sent`; SessionError
 */
export function commitSession(state: RequestSession): SessionCommit {
  const { opened, response } = state
  if (opened === undefined) return NONE
  if (!response.headersSent) vary(response, 'Cookie')
  let text = 'unserializable'
  try {
    text = textOf(opened.held, opened.session, opened.isNew)
    const before = opened.committed
    const isDone = before?.text === text && before.ended === opened.ended
    const now = isDone ? before : makeCommit(state, opened, text)
    if (!response.headersSent) placeLine(response, before?.line ?? null, now.line)
    opened.committed = now
    return now.commit
  } catch (error) {
    opened.failedText = text
    throw error
  }
}

/**
 * `commitSession` for headers that are about to leave. A failure stops a response once; the response to that error
 * goes out without the session, and the browser keeps the cookie it has.
 */
export function commitBeforeHeaders(state: RequestSession): void {
  const { opened } = state
  const told = opened?.failedText
  try {
    commitSession(state)
  } catch (error) {
    if (opened === undefined || opened.stopped || (told !== undefined && told === opened.failedText)) return
    opened.stopped = true
    throw error
  }
}

function makeCommit(state: RequestSession, opened: OpenedSession, text: string): Committed {
  const { policy, response } = state
  const { ended } = opened
  const changed = differs(opened.held, text)
  if (response.headersSent && (changed || opened.committed !== undefined)) throw headersSent()
  const cookieCame = opened.received.status !== 'absent'
  if (text === '' && (changed || (ended && cookieCame))) {
    const attributes = policy.cookie.deletion(isSecure(state))
    return { text, ended, commit: { action: 'delete', attributes }, line: `${policy.name}=; ${attributes}` }
  }
  const isSent = text !== '' && (changed || slides(state, opened))
  return isSent ? sign(state, opened, text) : { text, ended, commit: NONE, line: null }
}

/** Whether unchanged data is signed again: not when the application deletes the cookie itself (`res.clearCookie`). */
function slides({ policy, response }: RequestSession, { held, session, isNew }: OpenedSession): boolean {
  if (!policy.sliding || response.headersSent || !isPermanent(held, session, isNew)) return false
  return !linesOf(response).some((line) => line.startsWith(`${policy.name}=;`))
}

function sign(state: RequestSession, opened: OpenedSession, text: string): Committed {
  const { policy } = state
  const signedAt = policy.now()
  const value = policy.codec.signSerialized(text, { now: signedAt })
  const bytes = policy.name.length + 1 + value.length
  if (bytes > LIMIT) throw tooLarge(policy, opened, bytes)
  if (policy.cookie.secure === true && !isEncrypted(state.request)) throw insecure()
  const expires = isPermanent(opened.held, opened.session, opened.isNew) ? signedAt + policy.lifetime : null
  const attributes = policy.cookie.attributes(expires, isSecure(state))
  const commit: SessionCommit = { action: 'set', signedAt, expires, bytes, attributes }
  return { text, ended: opened.ended, commit, line: `${policy.name}=${value}; ${attributes}` }
}

function isSecure({ policy, request }: RequestSession): boolean {
  return policy.cookie.secure === 'auto' ? isEncrypted(request) : policy.cookie.secure
}

/** Express answers `req.secure` with `trust proxy` in mind; plain Node has the socket. */
function isEncrypted(request: IncomingMessage & { readonly secure?: boolean }): boolean {
  return request.secure ?? 'encrypted' in request.socket
}

/** Puts `line` in the place of `old`; lines of the application stay, and what is there already keeps its place. */
function placeLine(response: ServerResponse, old: string | null, line: string | null): void {
  if (old === null && line === null) return
  const lines = linesOf(response)
  if (line !== null && line === old && lines.includes(line)) return
  const others = lines.filter((other) => other !== old)
  if (line !== null) others.push(line)
  if (others.length > 0) response.setHeader('Set-Cookie', others)
  else response.removeHeader('Set-Cookie')
}

function linesOf(response: ServerResponse): readonly string[] {
  const header = response.getHeader('Set-Cookie')
  return Array.isArray(header) ? header : header === undefined ? [] : [String(header)]
}

function tooLarge({ codec, name }: SessionPolicy, opened: OpenedSession, bytes: number): SessionMiddlewareError {
  const keys = Object.entries(opened.session)
    .map(([key, value]) => ({ name: key, bytes: Buffer.byteLength(codec.serialize({ [key]: value })) - 2 }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
  const largest = keys.map((key) => `${JSON.stringify(key.name)} (${key.bytes} bytes)`).join(', ')
  return new SessionMiddlewareError(
    'cookie-too-large',
    `The cookie ${name} would take ${bytes} bytes, and browsers drop a cookie above ${LIMIT}. ` +
      `Largest in the session: ${largest}. Keep that data on the server, and its id in the session.`,
    { bytes, limit: LIMIT, keys }
  )
}

function insecure(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'insecure-connection',
    'cookie.secure is true, and this connection is not https: the browser would drop the cookie. Behind a proxy that ' +
      "ends TLS, call app.set('trust proxy', 1); for development over http, give cookie: { secure: 'auto' }."
  )
}
