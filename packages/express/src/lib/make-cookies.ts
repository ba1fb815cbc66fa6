import type { ServerResponse } from 'node:http'

import { deletionOf } from './cookie-writer.ts'
import { isHttps } from './is-https.ts'
import { sessionEnd, type SessionPolicy } from './policy.ts'
import { headersLeft, headersSent, type OpenedSession, type RequestSession } from './request-session.ts'
import type { CommitPlan } from './commit-plan.ts'
import type { SessionCommit } from './session-commit.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { addMeta, NO_META } from './session-meta.ts'
import { isPermanent } from './session-text.ts'

const NONE: SessionCommit = { action: 'none' }

/** What a response says of the session. */
export interface MadeCookies {
  readonly commit: SessionCommit
  readonly lines: readonly string[]
}

/** Everything that can fail before the store is asked. */
export function makeCookies(state: RequestSession, opened: OpenedSession, plan: CommitPlan): MadeCookies {
  const { policy } = state
  const { committed } = opened
  if (headersLeft(state)) {
    // A record can still be written; what the browser holds can not.
    if (policy.mode === 'server' && plan.cookie === 'leave') return { commit: NONE, lines: committed?.lines ?? [] }
    if (plan.changed || plan.cookie !== 'leave' || committed !== undefined) throw headersSent()
  }
  if (plan.cookie === 'leave') return { commit: NONE, lines: [] }
  const secure = isSecure(state, opened)
  const leftovers = opened.reading.leftovers.map(({ name, path, domain }) => deletionOf(name, path, domain))
  if (plan.cookie === 'delete') {
    const attributes = opened.cookie.deletedAttributes(secure)
    return { commit: { action: 'delete', attributes }, lines: [...opened.cookie.delete(secure), ...leftovers] }
  }
  if (opened.cookie.secure === true && !isHttps(state.request)) throw insecure()
  const { text, signedAt, cookie: why } = plan
  const value = policy.codec.signSerialized(policy.mode === 'server' ? idText(policy, opened) : text, { now: signedAt })
  const bytes = bytesOf(policy, value)
  if (bytes > policy.budget) throw tooLarge(policy, opened, bytes)
  const expires = opened.expires === undefined ? browserExpires(policy, opened, signedAt) : opened.expires
  const attributes = opened.cookie.attributes(expires, secure)
  const lines = opened.cookie.set(value, expires, secure)
  return {
    commit: { action: 'set', why, signedAt, expires, bytes, attributes },
    lines: leftovers.length === 0 ? lines : [...lines, ...leftovers]
  }
}

function idText({ codec }: SessionPolicy, { meta }: OpenedSession): string {
  return codec.serialize(addMeta({}, { ...NO_META, id: meta.id }))
}

/** Of the cookie with the data: the signature of `split` has one of its own. */
function bytesOf({ name, visibility }: SessionPolicy, value: string): number {
  return name.length + 1 + (visibility === 'split' ? value.lastIndexOf('.') : value.length)
}

/** When the server would refuse it; null for a cookie that goes with the browser. */
function browserExpires(
  policy: SessionPolicy,
  { session, isNew, meta }: OpenedSession,
  signedAt: number
): number | null {
  if (!isPermanent(policy, session, isNew)) return null
  return sessionEnd(policy, meta, signedAt)
}

function isSecure({ request }: RequestSession, { cookie }: OpenedSession): boolean {
  return cookie.secure === 'auto' ? isHttps(request) : cookie.secure
}

/** Puts `lines` in the place of `old`; lines of the application stay, and what is there already keeps its place. */
export function placeLines(response: ServerResponse, old: readonly string[], lines: readonly string[]): void {
  if (old.length === 0 && lines.length === 0) return
  const present = linesOf(response)
  if (lines === old && lines.every((line) => present.includes(line))) return
  const all = [...present.filter((line) => !old.includes(line)), ...lines]
  if (all.length > 0) response.setHeader('Set-Cookie', all)
  else response.removeHeader('Set-Cookie')
}

export function linesOf(response: ServerResponse): readonly string[] {
  const header = response.getHeader('Set-Cookie')
  return Array.isArray(header) ? header : header === undefined ? [] : [String(header)]
}

function tooLarge(
  { codec, name, budget }: SessionPolicy,
  opened: OpenedSession,
  bytes: number
): SessionMiddlewareError {
  const keys = Object.entries(opened.session)
    .map(([key, value]) => ({ name: key, bytes: Buffer.byteLength(codec.serialize({ [key]: value })) - 2 }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
  const largest = keys.map((key) => `${JSON.stringify(key.name)} (${key.bytes} bytes)`).join(', ')
  return new SessionMiddlewareError(
    'cookie-too-large',
    `The cookie ${name} would take ${bytes} bytes, and ${budget} fit. Largest in the session: ${largest}. ` +
      'Keep that data on the server: mode: "server" does so for the whole session.',
    { bytes, limit: budget, keys }
  )
}

function insecure(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'insecure-connection',
    'cookie.secure is true, and this connection is not https: the browser would drop the cookie. Behind a proxy that ' +
      "ends TLS, call app.set('trust proxy', 1); for development over http, give cookie: { secure: 'auto' }."
  )
}
