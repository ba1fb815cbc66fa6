// HTML, timers: a delay is a signed 32-bit number of milliseconds; a longer one fires at once.
const longestDelay = 2 ** 31 - 1

export interface Alarm {
  /** Rings once at this time (ms since the epoch), however far away; replaces the earlier time. `null` turns it off. */
  set(at: number | null): void
}

export function createAlarm(ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined

  function set(at: number | null): void {
    clearTimeout(timer)
    if (at === null) return
    const delay = Math.ceil(at - Date.now())
    timer = delay > longestDelay ? setTimeout(set, longestDelay, at) : setTimeout(ring, delay)
  }

  return { set }
}
