import { randomUUID } from 'node:crypto'

import type { Page } from '@playwright/test'

import { SessionTestError } from '../session-test-error.ts'
import type { TestBrowser } from '../test-browser.ts'
import { needOwn } from './need-own.ts'

/** A document that was kept still has what was put into its memory. */
export async function goAwayAndBack(browser: TestBrowser, elsewhere: string, cache: boolean): Promise<void> {
  const { page } = browser
  if (cache) needOwn(browser, 'goAwayAndBack({ cache: true })')
  const address = page.url()
  const mark = `away ${randomUUID()}`
  await page.evaluate(
    ({ name, keep }) => {
      Object.defineProperty(globalThis, name, { value: true })
      // No browser keeps a page with an open connection of this kind.
      if (!keep) Object.defineProperty(globalThis, `${name} open`, { value: new RTCPeerConnection() })
    },
    { name: mark, keep: cache }
  )
  await page.goto(elsewhere)
  if (browser.own === null) await page.goBack()
  else await browser.own.goBack(page)
  await page.waitForURL(address)
  const wasKept = await page.evaluate((name) => name in globalThis, mark)
  if (wasKept === cache) return
  throw new SessionTestError(
    'not-done',
    cache
      ? `The browser did not keep the page: ${await reasonsOf(page)}.`
      : 'The browser kept the page in its back/forward cache although that was not wanted.'
  )
}

/** HTML, `PerformanceNavigationTiming.notRestoredReasons`. */
async function reasonsOf(page: Page): Promise<string> {
  const reasons = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as readonly (PerformanceEntry & {
      readonly notRestoredReasons?: { readonly reasons?: readonly { readonly reason: string }[] } | null
    })[]
    return (entry?.notRestoredReasons?.reasons ?? []).map(({ reason }) => reason)
  })
  return reasons.join(', ') || 'it gave no reason'
}
