import { createSessionCodec, type SessionCodecOptions } from '@clearjar/session'

import { createCookieWriter } from './cookie-writer.ts'
import { createCrossSiteGuard } from './cross-site.ts'
import { createEmbeddedStore } from './embedded-store.ts'
import { unixNow } from './expiry.ts'
import type { ForeignCookies } from './foreign-cookies.ts'
import { createLateForgetting } from './late-forgetting.ts'
import { LATEST, parseDuration } from './lifetime.ts'
import { refuseUnknownOptions } from './option-names.ts'
import type { AcceptedCookies, SessionOptions } from './options.ts'
import { createPatientStore } from './patient-store.ts'
import type { SessionPolicy } from './policy.ts'
import { createRevocation } from './revocation.ts'
import { checkRevocation } from './revocation-options.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionStore } from './store.ts'
import { createSupersededCookies } from './superseded-cookies.ts'
import { hasTabs } from './tab-binding.ts'
import { resolveTabs } from './tab-options.ts'

/** Bytes of `name=value` that every browser keeps (RFC 6265bis, section 5.7, leaves out the equals sign). */
const LIMIT = 4096

/** Misuse shows when the application starts. @throws SessionMiddlewareError `invalid-option`; SessionError `invalid-option` */
export function resolveOptions(options: SessionOptions): SessionPolicy {
  expect(typeof options === 'object' && options !== null, 'session() takes an object: session({ secrets: [secret] }).')
  refuseUnknownOptions(options)
  expect(
    Array.isArray(options.secrets),
    'secrets is a list with at least one secret, the newest first: secrets: [secret].'
  )
  const { name = 'session', visibility = 'hidden', mode = 'cookie', cookie = {}, budget = LIMIT } = options
  const { permanent = false, sliding = true, resignBefore = 0, accept = [], onEvent, crossSite = false } = options
  const { skew = 0, digest = 'sha256' } = options
  expect(typeof permanent === 'boolean' && typeof sliding === 'boolean', 'permanent and sliding are booleans.')
  expect(
    visibility === 'hidden' || visibility === 'readable' || visibility === 'split',
    'visibility is "hidden" (HttpOnly), "readable" or "split".'
  )
  expect(isObject(cookie), 'cookie is an object, such as { sameSite: "strict" }.')
  expect(mode === 'cookie' || mode === 'server', 'mode is "cookie" or "server".')
  expect(isWhole(budget, 1, LIMIT), `budget is a whole number of bytes, ${LIMIT} at most.`)
  expect(isWhole(resignBefore, 0, LATEST), 'resignBefore is in whole UNIX seconds.')
  expect(Array.isArray(accept), 'accept is a list.')
  for (const each of accept) checkAccepted(each, mode)
  expect(onEvent === undefined || typeof onEvent === 'function', 'onEvent is a function.')
  expect(typeof crossSite === 'boolean' || isObject(crossSite), 'crossSite is a boolean, or { trustedOrigins }.')
  const now = checkClock(options.now)
  const times = resolveTimes(options, sliding)
  const kept = resolveStore(options, mode)
  const { storeTimeout = 2000 } = options
  const store = kept === null ? null : createPatientStore(kept, storeTimeout)
  const tabs = resolveTabs(options)
  const revocation =
    store === null || options.revocation === undefined
      ? null
      : createRevocation(
          store,
          checkRevocation(options.revocation),
          times.maxAge + skew,
          now,
          mode === 'server',
          (id) => hasTabs({ tabs, store }, id)
        )
  const foreign = accept.filter(isForeign)
  const otherMode = accept.some((each) => 'mode' in each && each.mode !== undefined && each.mode !== mode)
  return {
    name,
    mode,
    visibility,
    codec: createSessionCodec(codecOptions(options)),
    digest,
    acceptedCodecs: accept.filter(isSignature).map((each) => createSessionCodec({ ...codecOptions(options), ...each })),
    foreign,
    acceptsOtherMode: otherMode,
    cookie: createCookieWriter(name, cookie, visibility),
    cookieOptions: cookie,
    budget,
    ...times,
    skew,
    permanent,
    sliding,
    resignBefore,
    store,
    storeTimeout,
    forgetting: createLateForgetting(),
    ownStore: options.store === undefined ? kept : null,
    revocation,
    tabs,
    hasIds: mode === 'server' || revocation !== null,
    waits: store !== null || foreign.length > 0,
    superseded: createSupersededCookies(),
    rotations: new Map(),
    refuseCrossSite: crossSite === false ? null : createCrossSiteGuard(crossSite),
    onEvent,
    now
  }
}

function codecOptions(options: SessionOptions): SessionCodecOptions {
  const { secrets, digest, salt, derivation, types, skew, compressAbove } = options
  const all = { secrets, digest, salt, derivation, types, skew, compressAbove }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined)
  ) as unknown as SessionCodecOptions
}

type Times = Pick<SessionPolicy, 'lifetime' | 'idle' | 'absolute' | 'maxAge' | 'slideAfter'>

function resolveTimes(options: SessionOptions, sliding: boolean): Times {
  const lifetime = parseDuration('lifetime', options.lifetime ?? '31d')
  const idle = options.idle === undefined ? null : parseDuration('idle', options.idle)
  const absolute = options.absolute === undefined ? null : parseDuration('absolute', options.absolute)
  expect(idle === null || sliding, 'idle needs sliding: without it, use does not prolong a session.')
  const maxAge = Math.min(lifetime, idle ?? lifetime)
  const slideAfter = parseDuration('slideAfter', options.slideAfter ?? Math.floor(maxAge / 10), 0)
  expect(slideAfter < maxAge, 'slideAfter is shorter than idle and lifetime, or a session ends before it is prolonged.')
  return { lifetime, idle, absolute, maxAge, slideAfter }
}

function resolveStore(options: SessionOptions, mode: 'cookie' | 'server'): SessionStore | null {
  const { store, storeTimeout = 2000, revocation, tabs, accept = [] } = options
  expect(isWhole(storeTimeout, 1, 3_600_000), 'storeTimeout is a whole number of milliseconds above 0.')
  const isNeeded =
    mode === 'server' ||
    revocation !== undefined ||
    tabs !== undefined ||
    accept.some((each) => 'mode' in each && each.mode === 'server')
  expect(
    store === undefined || isNeeded,
    'store is of no use without mode: "server", which keeps the data there, revocation, which keeps what was ended, or tabs.'
  )
  expect(
    store === undefined || isStore(store),
    'store is a SessionStore: an object with read and swap. fromExpressSessionStore(store) makes one of a store for express-session.'
  )
  return isNeeded ? (store ?? createEmbeddedStore()) : null
}

const SIGNATURE_OPTIONS: ReadonlySet<string> = new Set(['secrets', 'digest', 'salt', 'derivation'])

function checkAccepted(accepted: unknown, mode: 'cookie' | 'server'): void {
  const kinds = 'a signature such as { digest: "sha1" }, { mode }, or what fromCookieSession() and the like make'
  expect(isObject(accepted) && Object.keys(accepted).length > 0, `accept is a list of: ${kinds}.`)
  if ('read' in accepted) return
  const names = Object.keys(accepted)
  const isMode = names.length === 1 && 'mode' in accepted
  if (isMode)
    expect(accepted.mode === (mode === 'server' ? 'cookie' : 'server'), 'accept takes the mode that is not in use.')
  expect(isMode || names.every((name) => SIGNATURE_OPTIONS.has(name)), `accept is a list of: ${kinds}.`)
}

function isForeign(accepted: AcceptedCookies): accepted is ForeignCookies {
  return 'read' in accepted
}

function isSignature(accepted: AcceptedCookies): accepted is Partial<SessionCodecOptions> {
  return !('read' in accepted) && !('mode' in accepted)
}

function isStore(store: Partial<SessionStore>): boolean {
  return isObject(store) && typeof store.read === 'function' && typeof store.swap === 'function'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
}

function checkClock(now: () => number = unixNow): () => number {
  expect(typeof now === 'function', 'now is a function that returns UNIX seconds.')
  expect(
    isWhole(now(), 0, LATEST),
    'now returns UNIX time in whole seconds, not milliseconds: () => Math.floor(Date.now() / 1000).'
  )
  return now
}

function expect(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SessionMiddlewareError('invalid-option', message)
}
