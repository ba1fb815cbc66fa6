import type { SessionSnapshot } from './session-snapshot.ts'

// `Expires` and a signature's time are whole seconds and two machines' clocks are compared: one second either way is noise.
const second = 1

/**
 * The second in which a clock ended this session; `null`: none has.
 *
 * @param now unix seconds by the server's clock
 * @param readable whether the browser still shows the cookie: then it has not run out there, whatever was computed
 */
export function ranOutAt(snapshot: SessionSnapshot<unknown>, now: number, readable: boolean): number | null {
  if (snapshot.status !== 'present') return null
  const { expires, serverExpires } = snapshot
  if (!readable && expires !== null && now + second >= expires) return expires
  // itsdangerous, timed.py, unsign: refused when `age > max_age`.
  if (serverExpires !== null && now >= serverExpires + second) return serverExpires
  return null
}

/**
 * When to look at the cookie next, because browsers drop one that ran out without a word; `null`: no need.
 * The same clock as `now`. A browser may drop it up to a second late: it corrects `Expires` by the answer's `Date`.
 */
export function nextDeadline(snapshot: SessionSnapshot<unknown>, now: number): number | null {
  if (snapshot.status !== 'present') return null
  const { expires, serverExpires } = snapshot
  const deadlines: number[] = []
  if (expires !== null) deadlines.push(expires, expires + second)
  if (serverExpires !== null) deadlines.push(serverExpires + second)
  const ahead = deadlines.filter((deadline) => deadline > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
