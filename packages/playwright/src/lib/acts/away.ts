import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import type { Page } from '@playwright/test'

import { poll } from '../own-browser/poll.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { TestBrowser } from '../test-browser.ts'
import { needOwn } from './need-own.ts'

/** A document that was kept still has what was put into its memory. */
export async function goAwayAndBack(browser: TestBrowser, elsewhere: string, cache: boolean): Promise<void> {
  const { page } = browser
  if (cache) needOwn(browser, 'goAwayAndBack({ cache: true })')
  const mark = `away ${randomUUID()}`
  await page.evaluate((name) => void Object.defineProperty(globalThis, name, { value: true }), mark)
  await page.goto(elsewhere)
  if (browser.own === null) await page.goBack()
  else {
    if (!cache) await forgetPages(page)
    await browser.own.goBack(page)
  }
  const wasKept = await poll(() => lookBack(page, elsewhere, mark), 'The page is back')
  if (wasKept === cache) return
  throw new SessionTestError(
    'not-done',
    cache
      ? `The browser did not keep the page: ${await reasonsOf(page)}.`
      : 'The browser kept the page in its back/forward cache although that was not wanted.'
  )
}

/** With its cache a browser drops the pages that it kept. */
async function forgetPages(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.clearBrowserCache')
  await devtools.detach()
}

/** Whether the document is the one from before; null while it is on its way, when it may never answer. */
async function lookBack(page: Page, elsewhere: string, mark: string): Promise<boolean | null> {
  const looked = page.evaluate((name) => [document.URL, name in globalThis] as const, mark).catch(() => null)
  const [url, wasKept] = (await Promise.race([looked, setTimeout(500, null)])) ?? []
  // An application may send somebody on who comes back.
  return url === undefined || url === elsewhere || wasKept === undefined ? null : wasKept
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
