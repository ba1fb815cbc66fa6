import { createSessionCodec, type Digest, type SessionCodec, type SessionCodecOptions } from '@clearjar/session'

import { type CookieWriter, createCookieWriter, type SessionCookieOptions } from './cookie-writer.ts'
import { parseLifetime } from './lifetime.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** `hidden`: the cookie is `HttpOnly`. `readable`: scripts of the page can read and delete it, so XSS can steal it. */
export type SessionVisibility = 'hidden' | 'readable'

/** Everything but `secrets` has a default. What is not named here goes to the codec of `@clearjar/session`. */
export interface SessionOptions extends SessionCodecOptions {
  /** The cookie's name. Default `session`. */
  readonly name?: string
  /**
   * How long a signature is accepted, and for how long browsers keep the cookie of a permanent session.
   * Seconds, or text such as `'31d'`, `'12h'`, `'30m'`. Default `'31d'` (Flask: `PERMANENT_SESSION_LIFETIME`).
   */
  readonly lifetime?: string | number
  /** Whether new sessions outlive the browser, that is, get `Expires`. Default false, as in Flask. */
  readonly permanent?: boolean
  /** Whether a permanent session is signed again by every request that touches it. Default true (Flask: `SESSION_REFRESH_EACH_REQUEST`). */
  readonly sliding?: boolean
  readonly visibility?: SessionVisibility
  readonly cookie?: SessionCookieOptions
  /** Whole UNIX seconds; the clock when left out. Asked once when the application starts, to be sure of the unit. */
  readonly now?: () => number
}

/** Options, checked and computed once. */
export interface SessionPolicy {
  readonly codec: SessionCodec
  readonly cookie: CookieWriter
  readonly name: string
  readonly lifetime: number
  readonly permanent: boolean
  readonly sliding: boolean
  readonly visibility: SessionVisibility
  readonly digest: Digest
  readonly now: () => number
}

/** The last second of the year 9999, the last that `Expires` can say (RFC 6265bis, section 5.1.1). */
const LATEST = 253_402_300_799

const OPTIONS: Record<keyof SessionOptions, true> = {
  secrets: true,
  digest: true,
  salt: true,
  derivation: true,
  types: true,
  skew: true,
  compressAbove: true,
  name: true,
  lifetime: true,
  permanent: true,
  sliding: true,
  visibility: true,
  cookie: true,
  now: true
}

const COOKIE_OPTIONS: Record<keyof SessionCookieOptions, true> = {
  path: true,
  domain: true,
  secure: true,
  sameSite: true,
  partitioned: true
}

/** What people who come from express-session, cookie-session or Flask type first; keys in lower case. */
const HINTS: Readonly<Record<string, string>> = {
  secret: 'Give a list, the newest first: secrets: [secret].',
  keys: 'Give secrets: a list, the newest first.',
  maxage: 'Give lifetime: seconds, or text such as "31d".',
  expires: 'Give lifetime: seconds, or text such as "31d".',
  httponly: 'Give visibility: "hidden" (HttpOnly) or "readable".',
  rolling: 'Give sliding.',
  samesite: 'It belongs in cookie: { sameSite }.',
  secure: 'It belongs in cookie: { secure }.',
  path: 'It belongs in cookie: { path }.',
  domain: 'It belongs in cookie: { domain }.',
  partitioned: 'It belongs in cookie: { partitioned }.',
  resave: 'Leave it out: a session is written when its data changed.',
  saveuninitialized: 'Leave it out: an empty session is never written.',
  store: 'Leave it out: the data travels in the cookie.'
}

/** Misuse shows when the application starts. @throws SessionMiddlewareError `invalid-option`; SessionError `invalid-option` */
export function resolveOptions(options: SessionOptions): SessionPolicy {
  if (typeof options !== 'object' || options === null)
    fail('session() takes an object: session({ secrets: [secret] }).')
  refuseUnknown(options, OPTIONS, '')
  const {
    name = 'session',
    lifetime = '31d',
    permanent = false,
    sliding = true,
    visibility = 'hidden',
    cookie = {}
  } = options
  const { now = unixNow, ...codecOptions } = options
  if (!Array.isArray(options.secrets))
    fail('secrets is a list with at least one secret, the newest first: secrets: [secret].')
  if (typeof permanent !== 'boolean' || typeof sliding !== 'boolean') fail('permanent and sliding are booleans.')
  if (visibility !== 'hidden' && visibility !== 'readable') fail('visibility is "hidden" (HttpOnly) or "readable".')
  if (typeof now !== 'function') fail('now is a function that returns UNIX seconds.')
  const start = now()
  if (!Number.isSafeInteger(start) || start < 0 || start > LATEST)
    fail('now returns UNIX time in whole seconds, not milliseconds: () => Math.floor(Date.now() / 1000).')
  refuseUnknown(cookie, COOKIE_OPTIONS, 'cookie.')
  return {
    codec: createSessionCodec(codecOptions),
    cookie: createCookieWriter(name, cookie, visibility === 'hidden'),
    name,
    lifetime: parseLifetime(lifetime),
    permanent,
    sliding,
    visibility,
    digest: options.digest ?? 'sha256',
    now
  }
}

function refuseUnknown(given: object, known: Readonly<Record<string, true>>, prefix: string): void {
  for (const option of Object.keys(given)) {
    if (Object.hasOwn(known, option)) continue
    const meant = Object.keys(known).find((name) => name.toLowerCase() === option.toLowerCase())
    const hint = meant === undefined ? HINTS[option.toLowerCase()] : `Did you mean ${prefix}${meant}?`
    fail(
      `session() has no option ${prefix}${option}. ${
        hint ??
        `It has ${Object.keys(known)
          .map((name) => prefix + name)
          .join(', ')}.`
      }`
    )
  }
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}

function fail(message: string): never {
  throw new SessionMiddlewareError('invalid-option', message)
}
