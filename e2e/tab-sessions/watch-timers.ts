import type { Page } from '@playwright/test'

/** Sets timers that follow each other in a page, which is what browsers throttle. */
export async function watchTimers(page: Page): Promise<{ longestPause(): Promise<number> }> {
  await page.evaluate(() => {
    const pauses = { longest: 0, since: performance.now() }
    function tick(): void {
      const now = performance.now()
      Object.assign(pauses, { longest: Math.max(pauses.longest, now - pauses.since), since: now })
      setTimeout(tick, 250)
    }
    setTimeout(tick)
    Object.assign(globalThis, { pauses })
  })
  return {
    /** Seconds between two of them, up to now. */
    longestPause: () =>
      page.evaluate(() => {
        const { longest, since } = (globalThis as unknown as { pauses: { longest: number; since: number } }).pauses
        return Math.max(longest, performance.now() - since) / 1000
      })
  }
}
