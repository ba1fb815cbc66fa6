import type { Recognised } from './recognised.ts'

/** Flask's and Clearjar's own lifetime: 31 days, in seconds. */
export const DEFAULT_LIFETIME = 2_678_400

/**
 * The third of the three answers: how old the cookie says it is. All moments in UNIX seconds. `until` is the last second in which a
 * server with this lifetime takes it; by the timestamp in the cookie, which nobody can change without breaking the signature.
 */
export type AgeAnswer =
  | { readonly status: 'fresh'; readonly signedAt: number | null; readonly until: number }
  | { readonly status: 'too-old'; readonly signedAt: number | null; readonly until: number }
  /** Signed, or valid, only from `from` on. */
  | {
      readonly status: 'from-the-future'
      readonly from: number
      readonly signedAt: number | null
      readonly until: number | null
    }
  | {
      readonly status: 'unknown'
      /** `none-in-format`: this format carries no time; `missing`, `unreadable`: it was cut off or is no time. */
      readonly why: 'none-in-format' | 'missing' | 'unreadable'
    }

/** What `until` comes from: the cookie's own end (`exp`), or its timestamp and the lifetime that was chosen. */
export function hasOwnEnd(recognised: Recognised): boolean {
  return recognised.times.expiresAt !== null
}

/**
 * @param options.lifetime seconds; not looked at when the cookie names its own end
 * @param options.now UNIX seconds
 */
export function checkAge(
  _recognised: Recognised,
  _options: { readonly lifetime: number; readonly now: number }
): AgeAnswer {
  throw new Error('not yet')
}
