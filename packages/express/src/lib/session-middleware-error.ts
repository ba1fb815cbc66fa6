/**
 * What can go wrong in an application. Codes are API: switch on them, never on `message`.
 *
 * - `invalid-option`: `session()` was given something it cannot work with, or two of them share a request.
 * - `cookie-too-large`: browsers drop a cookie of this size, so it is not sent. See `bytes`, `limit` and `keys`.
 * - `insecure-connection`: `secure: true`, but the connection is not https, so the browser would drop the cookie.
 * - `headers-sent`: the session changed when the response was on its way already.
 * - `invalid-session`: `req.session` was set to something that is neither an object nor `null`.
 * - `reserved-name`: `isNew`, `isChanged` or `isPopulated` was assigned; they are asked, not stored.
 * - `missing-middleware`: `inspectSession` or `saveSession` was given a request that no `session()` has seen.
 */
export type SessionMiddlewareErrorCode =
  | 'invalid-option'
  | 'cookie-too-large'
  | 'insecure-connection'
  | 'headers-sent'
  | 'invalid-session'
  | 'reserved-name'
  | 'missing-middleware'

/** How much of a session one of its names takes. */
export interface SessionKeySize {
  readonly name: string
  /** Bytes of JSON, before signing or compressing. */
  readonly bytes: number
}

/** Which sizes did not fit; set with `cookie-too-large` only. */
export interface SessionSizes {
  /** Bytes of `name=value`, as it would have been sent. */
  readonly bytes: number
  /** Bytes of `name=value` that every browser keeps. */
  readonly limit: number
  /** The largest names of the session, largest first. */
  readonly keys: readonly SessionKeySize[]
}

/** A fault of the application. What a browser sends never throws: see `inspectSession`. */
export class SessionMiddlewareError extends Error {
  override readonly name = 'SessionMiddlewareError'
  readonly code: SessionMiddlewareErrorCode
  readonly bytes: number | undefined
  readonly limit: number | undefined
  readonly keys: readonly SessionKeySize[] | undefined

  constructor(code: SessionMiddlewareErrorCode, message: string, sizes?: SessionSizes) {
    super(message)
    this.code = code
    this.bytes = sizes?.bytes
    this.limit = sizes?.limit
    this.keys = sizes?.keys
  }
}
