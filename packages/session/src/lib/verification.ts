import { SessionError } from './session-error.ts'
import { LAST_SECOND } from './token.ts'

/** Why a cookie was refused. Codes are API: switch on them, never on `message`. */
export type RejectReason = 'malformed' | 'signature-mismatch' | 'too-old' | 'from-the-future' | 'payload-unreadable'

/**
 * What `verify` found.
 *
 * - `malformed`: no three parts, or a signed timestamp that is none.
 * - `signature-mismatch`: no key made this signature: a wrong key, salt or digest, or a changed cookie.
 * - `too-old`, `from-the-future`: the signature holds, the time does not. `signedAt` tells by how much.
 * - `payload-unreadable`: the signature and the time hold, the data does not (a type that is not registered here).
 *
 * `signedAt` is in UNIX seconds; `keyIndex` is the place in `secrets` of the key that fits: above 0, an old key.
 */
export type Verification<T> =
  | { readonly ok: true; readonly data: T; readonly signedAt: number; readonly keyIndex: number; readonly json: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'signature-mismatch' }
  | {
      readonly ok: false
      readonly reason: 'too-old' | 'from-the-future' | 'payload-unreadable'
      readonly signedAt: number
      readonly keyIndex: number
    }

export interface VerifyOptions {
  /** Seconds. Without it the timestamp is not looked at (itsdangerous: `max_age=None`). */
  readonly maxAge?: number
  /** UNIX seconds; the clock when left out. */
  readonly now?: number
}

export interface SignOptions {
  /** UNIX seconds; the clock when left out. */
  readonly now?: number
}

export function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}

/** The whole second that is written. @throws SessionError `invalid-option` */
export function checkSecond(now: number): number {
  const second = Math.floor(now)
  if (second >= 0 && second <= LAST_SECOND) return second
  throw new SessionError('invalid-option', 'now is in UNIX seconds, not milliseconds, from 0 to the year 9999.')
}

/** itsdangerous: exactly `maxAge` old is young enough, and neither check is made without a `maxAge`. */
export function checkAge(
  signedAt: number,
  { maxAge, now = unixNow() }: VerifyOptions,
  skew: number
): 'too-old' | 'from-the-future' | null {
  if (maxAge === undefined) return null
  // Asked so that a limit or a clock that is no number lets nothing pass.
  if (!(now - signedAt <= maxAge + skew)) return 'too-old'
  return signedAt - now <= skew ? null : 'from-the-future'
}
