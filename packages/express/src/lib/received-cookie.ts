import type { RejectReason, SessionCodec, Verification } from '@clearjar/session'
import { parseCookie } from 'cookie'

import { companionOf } from './cookie-writer.ts'
import type { CookieJar } from './foreign-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import type { TabRecord } from './tab-leases.ts'
import { NO_META, type SessionMeta, takeMeta } from './session-meta.ts'

/**
 * Why a cookie does not count. What `@clearjar/session` says of its value, and:
 *
 * - `signature-missing`: the readable half of a `split` cookie came without the other.
 * - `absolute-lifetime-over`: the session began longer ago than `absolute` allows, however young the signature is.
 * - `ended`: the session was ended or revoked on the server, or the store has forgotten it.
 * - `tabs-closed`: the tabs that the session is bound to are closed. Its cookie is deleted.
 * - `tab-asleep`: they were not heard for longer than their lease, and may wake up.
 * - `other-tab`: the session is bound to a tab, and the request does not say that it comes from there (`Session-Tab`).
 */
export type RefusalReason =
  | RejectReason
  | 'signature-missing'
  | 'absolute-lifetime-over'
  | 'ended'
  | 'tabs-closed'
  | 'tab-asleep'
  | 'other-tab'

/** What came with a request. `bytes` counts `name=value`, `signedAt` is in UNIX seconds, `keyIndex` is the place in `secrets`. */
export type ReceivedCookie =
  | { readonly status: 'absent' }
  | { readonly status: 'present'; readonly signedAt: number; readonly keyIndex: number; readonly bytes: number }
  | { readonly status: 'refused'; readonly reason: RefusalReason; readonly signedAt?: number; readonly bytes: number }
  /** The cookie of another library, or of the other `mode`, that is accepted and comes out as ours. */
  | { readonly status: 'imported' }

/** What came, and what was kept in it: text, data and the rest are empty unless it counts. */
export interface SessionReading {
  readonly received: ReceivedCookie
  /** The JSON text as it was kept, `meta` included; empty for none, and for what is written out anew. */
  readonly json: string
  readonly data: object
  readonly meta: SessionMeta
  /** The id in the cookie: that of `meta`, until the session moves to another. */
  readonly cameAs: string | null
  /** Why it is written again though nothing changed. */
  readonly renewal: 'rotated' | 'upgraded' | 'imported' | null
  /** Which old signature fitted: the secret, and the place in `accept` of what is not our own. */
  readonly rotation: { readonly keyIndex: number; readonly accepted: number | null } | null
  /** Names one cookie among all that were ever signed. */
  readonly signature: string
  /**
   * Whether what came has to go, though nothing of it counts: the `HttpOnly` half of a `split` cookie came alone, because
   * a script deleted the other; or the tabs of the session are closed.
   */
  readonly goes: boolean
  /** Names of cookies that have to go once the session was written. */
  readonly leftovers: readonly { readonly name: string; readonly path: string; readonly domain: string | undefined }[]
  /** Ends the session where it was kept before. */
  readonly forget: (() => Promise<void>) | null
  /** Whose session it is, where revocation asks. */
  readonly subject: string | null
  /** The tabs of a session that ends with them, and the id under which they are noted. */
  readonly tabs: { readonly id: string; readonly record: TabRecord } | null
}

const NOTHING = {
  json: '',
  data: {},
  meta: NO_META,
  cameAs: null,
  renewal: null,
  rotation: null,
  signature: '',
  goes: false,
  leftovers: [],
  forget: null,
  subject: null,
  tabs: null
} as const

/** The cookies of a request; of two with one name the first, as in Flask: that of the most specific path. */
export function parseJar(header: string | undefined): CookieJar {
  return header === undefined ? {} : parseCookie(header, { decode: asItIs })
}

function asItIs(text: string): string {
  return text
}

/** Verifies the session cookie. A refused one is a session that starts over, never an error. */
export function readSessionCookie(policy: SessionPolicy, jar: CookieJar): SessionReading {
  const value = unquote(jar[policy.name] ?? '')
  const signature = jar[companionOf(policy.name)]
  const isSplit = policy.visibility === 'split'
  if (value === '') return { ...NOTHING, received: { status: 'absent' }, goes: isSplit && signature !== undefined }
  const found = verifyAny(policy, value, signature)
  const bytes = policy.name.length + 1 + value.length
  if (!found.verification.ok) return refuse(refusalOf(policy, found.verification, signature), bytes)
  const { verification, isJoined, accepted } = found
  const { signedAt, keyIndex, json } = verification
  const { data, meta } = takeMeta(verification.data)
  const isUpgraded = isJoined !== isSplit
  const rotation = accepted !== null || keyIndex > 0 ? { keyIndex, accepted } : null
  const isRotated = rotation !== null || signedAt < policy.resignBefore
  const reading: SessionReading = {
    received: { status: 'present', signedAt, keyIndex, bytes },
    json,
    data,
    meta,
    cameAs: meta.id,
    renewal: isRotated ? 'rotated' : isUpgraded ? 'upgraded' : null,
    rotation,
    // Of the whole: where the halves are parted, whoever sends them decides.
    signature: lastPartOf(isJoined ? signature! : value),
    goes: false,
    leftovers: isJoined && !isSplit ? [companionIn(policy)] : [],
    forget: null,
    subject: null,
    tabs: null
  }
  if (isOver(policy, reading)) return refuse({ reason: 'absolute-lifetime-over', signedAt }, bytes)
  const isOfThisMode = namesRecord(reading) === (policy.mode === 'server')
  return isOfThisMode || policy.acceptsOtherMode ? reading : refuse({ reason: 'ended', signedAt }, bytes)
}

/** Whether all that the cookie holds is the id of a record: that of `mode: 'server'`. */
export function namesRecord({ data, meta }: Pick<SessionReading, 'data' | 'meta'>): boolean {
  return meta.id !== null && Object.keys(data).length === 0
}

/** A reading that counts for nothing. */
export function refuse(refusal: { reason: RefusalReason; signedAt?: number }, bytes: number): SessionReading {
  return { ...NOTHING, received: { status: 'refused', ...refusal, bytes } }
}

/** Whether a session is older than `absolute` allows. One that does not tell is as old as its signature. */
export function isOver({ absolute, skew, now }: SessionPolicy, { received, meta }: SessionReading): boolean {
  if (absolute === null || received.status !== 'present') return false
  return now() - (meta.born ?? received.signedAt) > absolute + skew
}

interface Found {
  readonly verification: Verification<object>
  readonly isJoined: boolean
  /** Place among `acceptedCodecs`; null for our own. */
  readonly accepted: number | null
}

/** In one piece or two, signed as we sign or as we accept: the first that fits, or is ours but too old. */
function verifyAny(policy: SessionPolicy, value: string, signature: string | undefined): Found {
  const isSplit = policy.visibility === 'split'
  const options = { maxAge: policy.maxAge, now: policy.now() }
  if (signature === undefined && policy.acceptedCodecs.length === 0)
    return { verification: policy.codec.verify(value, options), isJoined: false, accepted: null }
  let first: Found | undefined
  const attempt = (codec: SessionCodec, isJoined: boolean, accepted: number | null): Found | undefined => {
    const verification = codec.verify(isJoined ? `${value}.${signature}` : value, options)
    const found = { verification, isJoined, accepted }
    first ??= found
    return verification.ok || 'signedAt' in verification ? found : undefined
  }
  const shapes = signature === undefined ? [false] : [isSplit, !isSplit]
  for (const isJoined of shapes) {
    const found = attempt(policy.codec, isJoined, null)
    if (found !== undefined) return found
  }
  for (const [index, codec] of policy.acceptedCodecs.entries()) {
    for (const isJoined of shapes) {
      const found = attempt(codec, isJoined, index)
      if (found !== undefined) return found
    }
  }
  return first!
}

function refusalOf(
  { visibility }: SessionPolicy,
  verification: Verification<object> & { ok: false },
  signature: string | undefined
): { reason: RefusalReason; signedAt?: number } {
  if ('signedAt' in verification) return { reason: verification.reason, signedAt: verification.signedAt }
  const isHalf = visibility === 'split' && signature === undefined
  return { reason: isHalf ? 'signature-missing' : verification.reason }
}

function lastPartOf(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1)
}

function companionIn({ name, cookieOptions }: SessionPolicy): SessionReading['leftovers'][number] {
  return { name: companionOf(name), path: cookieOptions.path ?? '/', domain: cookieOptions.domain }
}

/** Flask strips the quotes that some servers put around a value. */
function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}
