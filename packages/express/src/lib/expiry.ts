import { SessionMiddlewareError } from './session-middleware-error.ts'

/** What stores that keep time themselves take. */
export interface ExpiryOptions {
  /** Whole UNIX seconds; the clock when left out. */
  readonly now?: () => number
  /** Seconds from one removal of what is over to the next. What is over is never read, removed or not. */
  readonly sweepEvery?: number
}

/** Timers of Node count milliseconds in 31 bits, and fire at once when given more. */
const LONGEST = Math.floor((2 ** 31 - 1) / 1000)

/** Whole seconds. */
export function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}

/**
 * Whether a text that was to be kept until `expires` is gone. A clock of whole seconds may be a second ahead of what
 * was meant, so the last second counts: a text is there for its whole time, and at most one second more.
 */
export function isOver(expires: number, now: number): boolean {
  return now > expires
}

/**
 * Calls `sweep` every so many seconds, one at a time, without keeping the process alive. The result ends that; a sweep
 * that is under way then ends when it asks.
 *
 * @throws SessionMiddlewareError `invalid-option`
 */
export function startSweeping(seconds: number, sweep: (isEnded: () => boolean) => Promise<void>): () => void {
  if (!(seconds > 0 && seconds <= LONGEST)) {
    throw new SessionMiddlewareError('invalid-option', `sweepEvery is in seconds, above 0, and ${LONGEST} at most.`)
  }
  let isEnded = false
  let isSweeping = false
  const timer = setInterval(async () => {
    if (isSweeping) return
    isSweeping = true
    try {
      await sweep(() => isEnded)
    } catch {
      // A store in trouble tells those who read and write; what is over stays for the next time.
    }
    isSweeping = false
  }, seconds * 1000)
  timer.unref()
  return () => {
    isEnded = true
    clearInterval(timer)
  }
}
