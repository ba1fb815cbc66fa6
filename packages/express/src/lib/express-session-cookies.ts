import { createHmac } from 'node:crypto'

import type { Secret } from '@clearjar/session'

import { unixNow } from './expiry.ts'
import {
  checkForeignOptions,
  type ForeignCookies,
  foreignKeys,
  foreignPlace,
  type ForeignSession,
  isSameText,
  refuseOption,
  visibleData
} from './foreign-cookies.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** What is needed of an express-session store; any of them has it. */
export interface ExpressSessionRecords {
  get(id: string, done: (error: unknown, record?: unknown) => void): unknown
  destroy(id: string, done: (error?: unknown) => void): unknown
}

/** What express-session was set up with. */
export interface ExpressSessionOptions {
  /** Its `store`. */
  readonly store: ExpressSessionRecords
  /** Its `secret`, as a list. Any of them verifies. */
  readonly secrets: readonly Secret[]
  /** Its `name`. Default `connect.sid`, as there. */
  readonly name?: string
  /** Its `cookie.path`. Default `/`, as there. */
  readonly path?: string
  /** Its `cookie.domain`, if it had one. */
  readonly domain?: string
  /** UNIX seconds; the clock when left out. */
  readonly now?: () => number
}

const OPTIONS = ['store', 'secrets', 'name', 'path', 'domain', 'now']

/** Fields and methods of express-session's own `Session` (session/session.js), and what session-file-store adds. */
const HIDDEN = new Set([
  'cookie',
  'req',
  'id',
  'touch',
  'resetMaxAge',
  'save',
  'reload',
  'destroy',
  'regenerate',
  '__lastAccess'
])

/**
 * Accepts the cookies of express-session 1.x: `s:`, the id, a dot and the unpadded base64 of its HMAC-SHA-256
 * (cookie-signature 1.0, index.js), percent-encoded as express-session writes it. The data stays in the store that
 * express-session used; `forget` destroys it there.
 *
 * @throws SessionMiddlewareError `invalid-option`; `read` and `forget` reject with `store-unavailable`
 */
export function fromExpressSession(options: ExpressSessionOptions): ForeignCookies {
  checkForeignOptions('fromExpressSession', options, OPTIONS)
  const { store, name = 'connect.sid', now = unixNow } = options
  const place = foreignPlace('fromExpressSession', name, options)
  const keys = foreignKeys('fromExpressSession', 'secrets', options.secrets)
  if (typeof store?.get !== 'function' || typeof store.destroy !== 'function')
    refuseOption('fromExpressSession() needs the store that express-session used: store: new RedisStore({ client }).')
  if (typeof now !== 'function') refuseOption('now is a function that returns UNIX seconds.')

  const isSigned = (id: string, signature: string) =>
    keys.some((key) => isSameText(signature, createHmac('sha256', key).update(id).digest('base64').replace(/=+$/, '')))

  const load = async (id: string): Promise<ForeignSession | null> => {
    const session = openRecord(await ask((done) => store.get(id, done)), now())
    return session && { ...session, forget: async () => void (await ask((done) => store.destroy(id, done))) }
  }

  return {
    names: [name],
    ...place,
    read(jar) {
      const parts = splitCookie(jar[name])
      return parts !== null && isSigned(parts.id, parts.signature) ? load(parts.id) : null
    }
  }
}

function splitCookie(value: unknown): { readonly id: string; readonly signature: string } | null {
  if (typeof value !== 'string' || !value.startsWith('s%3A')) return null
  const text = decode(value)
  const dot = text.lastIndexOf('.')
  return dot > 2 ? { id: text.slice(2, dot), signature: text.slice(dot + 1) } : null
}

/** Empty for any but the spelling that express-session writes, of the many that percent-encoding allows. */
function decode(value: string): string {
  try {
    const text = decodeURIComponent(value)
    return encodeURIComponent(text) === value ? text : ''
  } catch {
    return ''
  }
}

/** null for what express-session would not open: nothing, no `cookie`, or one whose time is over. */
function openRecord(record: unknown, now: number): ForeignSession | null {
  if (typeof record !== 'object' || record === null) return null
  const { cookie } = record as { readonly cookie?: unknown }
  if (typeof cookie !== 'object' || cookie === null) return null
  const { expires, originalMaxAge } = cookie as { readonly expires?: unknown; readonly originalMaxAge?: unknown }
  // Falsy means until the browser exits; stores hand out dates as objects or as text.
  const end = expires ? new Date(expires as string | number | Date).getTime() : Infinity
  if (!(end > now * 1000)) return null
  return {
    // Through JSON: some stores keep live objects.
    data: JSON.parse(JSON.stringify(visibleData(record, HIDDEN))) as Record<string, unknown>,
    permanent: end !== Infinity || typeof originalMaxAge === 'number'
  }
}

/** Some stores report a missing record as an error with code ENOENT, and express-session takes that for an answer. */
function ask(call: (done: (error?: unknown, answer?: unknown) => void) => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (error?: unknown, answer?: unknown) => {
      if (!error) resolve(answer)
      else if ((error as { readonly code?: unknown }).code === 'ENOENT') resolve(null)
      else reject(unavailable(error))
    }
    try {
      call(done)
    } catch (error) {
      reject(unavailable(error))
    }
  })
}

function unavailable(cause: unknown): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'store-unavailable',
    'The store of express-session did not answer, so a session of it could not be taken over. See cause.',
    { cause }
  )
}
