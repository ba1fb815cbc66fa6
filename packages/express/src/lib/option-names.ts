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

/** What people who come from express-session, cookie-session or Flask type first; keys in lower case. */
const HINTS: Readonly<Record<string, string>> = {
  secret: 'Give a list, the newest first: secrets: [secret].',
  keys: 'Give secrets: a list, the newest first.',
  maxage: 'Give lifetime: seconds, or text such as "31d".',
  expires: 'Give lifetime: seconds, or text such as "31d".',
  ttl: 'Give lifetime: seconds, or text such as "31d".',
  httponly: 'Give visibility: "hidden" (HttpOnly), "readable" or "split".',
  rolling: 'Give sliding.',
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
  refuseUnknown(options, OPTIONS, '')
  const { cookie } = options as { cookie?: unknown }
  if (typeof cookie === 'object' && cookie !== null) refuseUnknown(cookie, COOKIE_OPTIONS, 'cookie.')
}

function refuseUnknown(given: object, known: Readonly<Record<string, true>>, prefix: string): void {
  for (const option of Object.keys(given)) {
    if (Object.hasOwn(known, option)) continue
    const meant = Object.keys(known).find((name) => name.toLowerCase() === option.toLowerCase())
    const hint = meant === undefined ? HINTS[option.toLowerCase()] : `Did you mean ${prefix}${meant}?`
    const names = Object.keys(known).map((name) => prefix + name)
    throw new SessionMiddlewareError(
      'invalid-option',
      `session() has no option ${prefix}${option}. ${hint ?? `It has ${names.join(', ')}.`}`
    )
  }
}
