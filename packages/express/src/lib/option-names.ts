import type { SessionCookieOptions } from './cookie-writer.ts'
import type { SessionOptions } from './options.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

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
  idle: true,
  absolute: true,
  permanent: true,
  sliding: true,
  slideAfter: true,
  visibility: true,
  cookie: true,
  budget: true,
  resignBefore: true,
  accept: true,
  mode: true,
  store: true,
  storeTimeout: true,
  revocation: true,
  tabs: true,
  crossSite: true,
  onEvent: true,
  now: true
}

const COOKIE_OPTIONS: Record<keyof SessionCookieOptions, true> = {
  path: true,
  domain: true,
  secure: true,
  sameSite: true,
  partitioned: true
}

const LIFETIME =
  'Give lifetime: seconds, or text such as "31d"; and permanent: true, if the cookie is to outlive the browser.'

/** What people who come from express-session, cookie-session or Flask type first; keys in lower case. */
const HINTS: Readonly<Record<string, string>> = {
  secret: 'Give a list, the newest first: secrets: [secret].',
  keys: 'Give secrets: a list, the newest first.',
  maxage: LIFETIME,
  expires: LIFETIME,
  ttl: LIFETIME,
  httponly: 'Give visibility: "hidden" (HttpOnly), "readable" or "split".',
  rolling: 'Leave it out: use prolongs a permanent session. slideAfter: 0 does so with every response.',
  samesite: 'It belongs in cookie: { sameSite }.',
  secure: 'It belongs in cookie: { secure }.',
  path: 'It belongs in cookie: { path }.',
  domain: 'It belongs in cookie: { domain }.',
  partitioned: 'It belongs in cookie: { partitioned }.',
  resave: 'Leave it out: a session is written when its data changed.',
  saveuninitialized: 'Leave it out: an empty session is never written.',
  genid: 'Leave it out: an id is 128 random bits.',
  unset: 'Leave it out: req.session = null ends a session.',
  proxy: "Leave it out: app.set('trust proxy', 1) says that a proxy ends TLS."
}

/** @throws SessionMiddlewareError `invalid-option` for a name that `session()` does not know */
export function refuseUnknownOptions(options: object): void {
  refuseUnknown('session()', options, Object.keys(OPTIONS), '')
  const { cookie } = options as { cookie?: unknown }
  if (typeof cookie === 'object' && cookie !== null)
    refuseUnknown('session()', cookie, Object.keys(COOKIE_OPTIONS), 'cookie.')
}

/** @throws SessionMiddlewareError `invalid-option` for a name that `setSessionCookie()` does not know */
export function refuseUnknownAttributes(attributes: object): void {
  refuseUnknown('setSessionCookie()', attributes, [...Object.keys(COOKIE_OPTIONS), 'expires'], '')
}

/** @throws SessionMiddlewareError `invalid-option` for what is no object, and for a name that a store does not know */
export function refuseUnknownStoreOptions(maker: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new SessionMiddlewareError('invalid-option', `${maker} takes an object with ${known.join(', ')}.`)
  }
  refuseUnknown(maker, options, known, '')
}

function refuseUnknown(owner: string, given: object, known: readonly string[], prefix: string): void {
  for (const option of Object.keys(given)) {
    if (known.includes(option)) continue
    const meant = known.find((name) => name.toLowerCase() === option.toLowerCase())
    const hint = owner === 'session()' ? HINTS[option.toLowerCase()] : undefined
    const names = known.map((name) => prefix + name).join(', ')
    throw new SessionMiddlewareError(
      'invalid-option',
      `${owner} has no option ${prefix}${option}. ${meant === undefined ? (hint ?? `It has ${names}.`) : `Did you mean ${prefix}${meant}?`}`
    )
  }
}
