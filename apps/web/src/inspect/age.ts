import type { AgeAnswer } from './logic/check-age.ts'
import { checkAge, DEFAULT_LIFETIME } from './logic/check-age.ts'
import type { FormatId, Recognised } from './logic/recognised.ts'

/** `endless`: a JWT that names no end. Nothing but its key ends it; a lifetime is not its own. */
export type Age = AgeAnswer | { readonly status: 'endless'; readonly signedAt: number | null }

/** The third answer. Moments and `now` in UNIX seconds, `lifetime` in seconds. */
export function ageOf(read: Recognised, lifetime: number, now: number): Age {
  if (isEndless(read)) return { status: 'endless', signedAt: read.times.signedAt }
  return checkAge(read, { lifetime, now })
}

/** Whether how long a server accepts it is the server's own choice, and not said in the cookie. */
export function hasLifetime(read: Recognised): boolean {
  return read.times.signedAt !== null && read.times.expiresAt === null && !isEndless(read)
}

function isEndless({ format, times }: Recognised): boolean {
  return format === 'jwt' && times.expiresAt === null && times.notBefore === null
}

/** Django's `SESSION_COOKIE_AGE`, in seconds. */
const DJANGO_LIFETIME = 14 * 86_400

/** What the framework itself takes, in seconds. */
export function usualLifetime(format: FormatId): number {
  return format.startsWith('django') ? DJANGO_LIFETIME : DEFAULT_LIFETIME
}
