import type { Recognised } from './recognised.ts'

/** Flask's and Clearjar's own lifetime: 31 days, in seconds. */
export const DEFAULT_LIFETIME = 2_678_400

/**
 * The third of the three answers: how old the cookie says it is. All moments in UNIX seconds. `until` is when
 * it ends on a server with this lifetime, by the timestamp in the cookie, which nobody can change without breaking the signature.
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
  { times, damage, payload }: Recognised,
  { lifetime, now }: { readonly lifetime: number; readonly now: number }
): AgeAnswer {
  const { signedAt, expiresAt, notBefore } = times
  const until = expiresAt ?? (signedAt === null ? null : signedAt + lifetime)
  const from = Math.max(notBefore ?? 0, expiresAt === null ? (signedAt ?? 0) : 0)
  if (from > now) return { status: 'from-the-future', from, signedAt, until }
  if (until !== null) return { status: isOver(until, now, expiresAt !== null) ? 'too-old' : 'fresh', signedAt, until }
  if (damage.includes('timestamp-missing')) return { status: 'unknown', why: 'missing' }
  const isUnreadable = damage.includes('timestamp-unreadable') || payload.status === 'unreadable'
  return { status: 'unknown', why: isUnreadable ? 'unreadable' : 'none-in-format' }
}

/** An end of its own is the first moment that is too late (RFC 7519, section 4.1.4); a lifetime includes its last second, as Flask has it. */
function isOver(until: number, now: number, isOwnEnd: boolean): boolean {
  return isOwnEnd ? now >= until : now > until
}
