import type { DyingCookie } from '@clearjar/browser/dying-cookie'
import { expect } from 'vitest'

import { poll } from '../tab-sessions/poll.ts'
import { test as base } from './browser-test.ts'
import { type DyingSite, openDyingSite } from './dying-site.ts'
import type { Tab, TestBrowser } from './test-browser.ts'

declare global {
  var cookie: DyingCookie | undefined
}

const test = base.extend<{ dying: DyingSite }>({
  dying: [
    async ({}, use) => {
      await using site = await openDyingSite()
      await use(site)
    },
    { scope: 'file' }
  ]
})

/** What it is by default: 3 seconds. A machine under load may add one, and reads whole seconds. */
const DYING = 3 + 2

/** What holds in each browser where the server keeps nothing. */
export function testDyingCookie(launch: (display: string) => Promise<TestBrowser>): void {
  test('a dying cookie outlives twelve reloads, and none of twelve tabs that are closed', async ({
    dying,
    display,
    annotate
  }) => {
    await using browser = await launch(display.name)
    const times: number[] = []
    for (let count = 0; count < 12; count++) {
      const tab = await browser.open(dying.url)
      expect(await tab.run(signIn)).toBe('ann')
      await tab.reload()
      expect(await tab.run(who)).toBe('ann')
      const started = performance.now()
      await tab.close()
      await isGone(browser, dying)
      times.push((performance.now() - started) / 1000)
    }
    await annotate(`gone after ${times.map((time) => `${time.toFixed(1)} s`).join(', ')}`)
    expect(Math.max(...times)).toBeLessThan(DYING)
  })

  test('a dying cookie lives on in a tab that stays open', async ({ dying, display }) => {
    await using browser = await launch(display.name)
    const tab = await browser.open(dying.url)
    await tab.run(signIn)
    const other = await browser.open(dying.url)
    expect(await other.run(who)).toBe('ann')
    await tab.close()
    const closed = performance.now()
    await poll(async () => {
      expect(await other.run(who)).toBe('ann')
      return performance.now() - closed > DYING * 1000 || null
    }, 'the time of the cookie passes')
    await other.close()
    await isGone(browser, dying)
  })
}

/** Asks from a page that was not there while the tab closed: one of the same site may share its process. */
async function isGone(browser: TestBrowser, { bystander }: DyingSite): Promise<void> {
  const tab: Tab = await browser.open(bystander)
  const ask = (): Promise<string> => tab.run(async () => (await fetch('/who')).text())
  await poll(async () => (await ask()) === 'nobody' || null, 'the cookie is gone')
  await tab.close()
}

/** Runs in a page. */
async function signIn(): Promise<string> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))
  await globalThis.cookie!.ready
  await fetch('/sign-in')
  globalThis.cookie!.adopt()
  return (await fetch('/who')).text()
}

/** Runs in a page. */
async function who(): Promise<string> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))
  await globalThis.cookie!.ready
  return (await fetch('/who')).text()
}
