import type { SessionReading } from '../formats/format.ts'
import type { Cookie, HeldSession, SessionView } from '../session-view.ts'
import { maskValues, showValues } from './describe-value.ts'

/** A session as a report shows it: JSON, and never the text of a cookie. */
export interface SessionReport {
  /** Name of the cookie. */
  readonly name: string
  readonly format: string
  /** Null without a session cookie. */
  readonly cookie: CookieReport | null
  /** The signature, where it has a cookie of its own. */
  readonly signatureCookie?: CookieReport
  /** What the cookie is to somebody without a key. */
  readonly holds?: SessionReading['status']
  /** ISO 8601; null where the format has no time in it. */
  readonly signedAt?: string | null
  /** ISO 8601; null where only the server knows. */
  readonly acceptedUntil?: string | null
  /** What each value is, `string of 5 characters`; or the values, with `showValues`. */
  readonly data?: unknown
}

interface CookieReport extends Pick<Cookie, 'httpOnly' | 'secure' | 'sameSite' | 'path' | 'domain'> {
  /** ISO 8601. */
  readonly expires: string
  /** Name and value, which browsers limit to 4096 (RFC 6265bis, section 5.7). */
  readonly bytes: number
}

/** What the browser, or a copy, holds now. The server is not asked. */
export async function describeSession({ name, format, showValues: shown, held }: SessionView): Promise<SessionReport> {
  const session = await held()
  if (session === null) return { name, format: format.name, cookie: null }
  const reading = await format.read(session.text)
  return {
    name,
    format: format.name,
    cookie: describeCookie(session.cookie),
    ...(session.companion !== null && { signatureCookie: describeCookie(session.companion) }),
    holds: reading.status,
    ...(reading.status !== 'unreadable' && { signedAt: timeOf(reading.signedAt) }),
    ...(reading.status === 'data' && {
      acceptedUntil: timeOf(reading.expiresAt),
      data: shown ? showValues(reading.data) : maskValues(reading.data)
    })
  }
}

function describeCookie({ httpOnly, secure, sameSite, path, domain, expires, ...cookie }: Cookie): CookieReport {
  const end = expires === -1 ? 'when the browser closes' : (timeOf(expires) ?? 'never')
  return { httpOnly, secure, sameSite, path, domain, expires: end, bytes: bytesOf(cookie) }
}

/** Bytes that count for a browser's limit. */
export function bytesOf({ name, value }: Pick<HeldSession['cookie'], 'name' | 'value'>): number {
  return Buffer.byteLength(name) + Buffer.byteLength(value)
}

/** Null too for a time that no date has: a cookie says what its writer liked. */
function timeOf(seconds: number | null): string | null {
  const date = new Date((seconds ?? Number.NaN) * 1000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
