import { decodeUnverified } from '@clearjar/session/decode'
import type { DecodedCookie } from '@clearjar/session/decode'

type Unreadable = Extract<DecodedCookie['payload'], { status: 'unreadable' }>

/**
 * What a page can say about its session. All times are unix seconds.
 *
 * Nothing in it is verified: only the server holds the key. `data` is what the cookie claims, and `T` is what the
 * caller expects it to be.
 */
export type SessionSnapshot<T> =
  /** No cookie. `since`: when this page saw it go; `null` when it never saw one. */
  | { readonly status: 'absent'; readonly since: number | null; readonly cause: 'never' | 'deleted-here' | 'gone' }
  /** A compressed cookie on its way to `present` or `unreadable`. */
  | { readonly status: 'reading'; readonly cookie: string }
  | {
      readonly status: 'present'
      /** The text of the cookie, as the browser sends it. */
      readonly cookie: string
      /** UTF-8 bytes of `name=value`; browsers take 4,096 (RFC 6265bis section 5.6). */
      readonly bytes: number
      readonly parts: DecodedCookie['parts']
      readonly json: string
      readonly data: T
      readonly signedAt: number | null
      /** When the browser drops the cookie; `null`: when it closes, or not known. */
      readonly expires: number | null
      /** The last second in which the server accepts the signature. */
      readonly serverExpires: number | null
    }
  | {
      readonly status: 'unreadable'
      readonly cookie: string
      readonly bytes: number
      readonly parts: DecodedCookie['parts']
      readonly why: Unreadable['why']
      readonly signedAt: number | null
      readonly serverExpires: number | null
    }
  /** The server receives a cookie that JavaScript cannot see: HttpOnly, or set for another path or domain. */
  | { readonly status: 'hidden' }
  /** Run out, in the browser or for the server. `at`: the second in which it did. */
  | { readonly status: 'expired'; readonly at: number }

/** A readable cookie, decoded once. */
export interface HeldCookie {
  readonly cookie: string
  readonly bytes: number
  readonly decoded: DecodedCookie
  /** The `Expires` that the server reported for this very cookie; `undefined`: it did not say. */
  readonly toldExpires: number | null | undefined
}

export function holdCookie(name: string, cookie: string): HeldCookie {
  const bytes = new TextEncoder().encode(`${name}=${cookie}`).length
  return { cookie, bytes, decoded: decodeUnverified(cookie), toldExpires: undefined }
}

export function describeCookie<T>(held: HeldCookie, lifetime: number): SessionSnapshot<T> {
  const { cookie, bytes, decoded, toldExpires } = held
  const { parts, payload, signedAt } = decoded
  const serverExpires = signedAt === null ? null : signedAt + lifetime
  switch (payload.status) {
    case 'compressed':
      return { status: 'reading', cookie }
    case 'unreadable':
      return { status: 'unreadable', cookie, bytes, parts, why: payload.why, signedAt, serverExpires }
    case 'json': {
      const { json, data } = payload
      // Flask, sessions.py, get_expiration_time: only a permanent session is sent with `Expires`.
      const expires = toldExpires === undefined ? (isPermanent(data) ? serverExpires : null) : toldExpires
      return { status: 'present', cookie, bytes, parts, json, data: data as T, signedAt, expires, serverExpires }
    }
  }
}

/** Equal field by field, which one status has in common; parts and data are equal when they are the same objects. */
export function isSameSnapshot<T>(a: SessionSnapshot<T>, b: SessionSnapshot<T>): boolean {
  const fields = new Map(Object.entries(b))
  return Object.entries(a).every(([key, value]) => Object.is(value, fields.get(key)))
}

function isPermanent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && '_permanent' in data && data['_permanent'] === true
}
