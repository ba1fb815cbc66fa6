/**
 * What can go wrong in an application. Codes are API: switch on them, never on `message`.
 *
 * - `invalid-option`: `session()` was given something it cannot work with, or two of them share a request.
 * - `cookie-too-large`: browsers drop a cookie of this size, so it is not sent. See `bytes`, `limit` and `keys`.
 * - `insecure-connection`: `secure: true`, but the connection is not https, so the browser would drop the cookie.
 * - `headers-sent`: the session changed when the response was on its way already.
 * - `invalid-session`: `req.session` was set to something that is neither an object nor `null`.
 * - `reserved-name`: a name that the session answers to itself, such as `isNew` or `save`, was assigned.
 * - `session-gone`: `reload` found nothing: the session was ended meanwhile.
 * - `missing-middleware`: a function of this package was given a request that no `session()` has seen.
 * - `missing-package`: a store needs a package that is not installed.
 * - `store-unavailable`: the store did not answer, or not in time. Status 503.
 * - `invalid-tab-message`: what came to the path of `tabs` is no message of a tab. Status 400.
 * - `too-many-tab-messages`: a session sent more of them, or has more tabs, than any page needs. Status 429.
 * - `cross-site-request`: another site had the browser send a request that changes something. Status 403.
 */
export type SessionMiddlewareErrorCode =
  | 'invalid-option'
  | 'cookie-too-large'
  | 'insecure-connection'
  | 'headers-sent'
  | 'invalid-session'
  | 'reserved-name'
  | 'session-gone'
  | 'missing-middleware'
  | 'missing-package'
  | 'store-unavailable'
  | 'cross-site-request'
  | 'invalid-tab-message'
  | 'too-many-tab-messages'

const STATUS: Partial<Record<SessionMiddlewareErrorCode, number>> = {
  'store-unavailable': 503,
  'cross-site-request': 403,
  'invalid-tab-message': 400,
  'too-many-tab-messages': 429
}

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
  /** Bytes of `name=value` that fit: what every browser keeps, or `budget`. */
  readonly limit: number
  /** The largest names of the session, largest first. */
  readonly keys: readonly SessionKeySize[]
}

/** What `SessionMiddlewareError` may carry beside its code. `cause` is what a store said. */
export interface SessionErrorDetails extends Partial<SessionSizes> {
  readonly cause?: unknown
}

/** A fault of the application or of its store. What a browser's cookie holds never throws: see `inspectSession`. */
export class SessionMiddlewareError extends Error {
  override readonly name = 'SessionMiddlewareError'
  readonly code: SessionMiddlewareErrorCode
  /** The status that fits, as Express's own error handler reads it. */
  readonly status: number
  declare readonly bytes?: number
  declare readonly limit?: number
  declare readonly keys?: readonly SessionKeySize[]

  constructor(code: SessionMiddlewareErrorCode, message: string, details: SessionErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.status = STATUS[code] ?? 500
    const { cause: _cause, ...sizes } = details
    Object.assign(this, sizes)
  }
}
