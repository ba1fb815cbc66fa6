import type { Duration } from './options.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** The last UNIX second of the year 9999, the last that `Expires` can say (RFC 6265bis, section 5.1.1). */
export const LATEST = 253_402_300_799

/** Browsers keep no cookie longer (RFC 6265bis, section 5.5). */
const LONGEST = 400 * SECONDS.d

/**
 * Seconds of `'31d'`, `'12h'`, `'30m'`, `'45s'`, or of a number of seconds.
 *
 * @param least 0 where nothing is a duration, too
 * @throws SessionMiddlewareError `invalid-option`
 */
export function parseDuration(option: string, duration: Duration, least: 0 | 1 = 1): number {
  const seconds = typeof duration === 'string' ? parseText(duration) : duration
  if (Number.isSafeInteger(seconds) && seconds >= least && seconds <= LONGEST) return seconds
  throw new SessionMiddlewareError(
    'invalid-option',
    `${option} is a whole number of seconds, or text such as "31d", "12h", "30m" or "45s"; ` +
      `${least === 0 ? '0 or more' : 'above 0'}, and 400 days at most.`
  )
}

function parseText(text: string): number {
  const [, amount, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  return amount === undefined ? Number.NaN : Number(amount) * SECONDS[unit as keyof typeof SECONDS]
}
