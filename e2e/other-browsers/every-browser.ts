import { expect } from 'vitest'

import { test } from './browser-test.ts'
import { type End, expectEnds, signIn } from './session.ts'
import type { Tab, TestBrowser } from './test-browser.ts'

/** What holds in each browser. @param launch starts one that remembers nothing, on this `DISPLAY` */
export function testEveryBrowser(launch: (display: string) => Promise<TestBrowser>): void {
  test('a reload keeps the session', async ({ patient, display }) => {
    await using browser = await launch(display.name)
    const { tab, session } = await signIn(browser, patient)
    await tab.reload()
    await session.stays()
    await session.hasTabs(1)
  })

  test('a link keeps the session', async ({ patient, display }) => {
    await using browser = await launch(display.name)
    const { tab, session } = await signIn(browser, patient)
    await followLink(tab, '/?next')
    await session.stays()
    await session.hasTabs(1)
  })

  test('away to another site and back keeps the session', async ({ patient, display }) => {
    await using browser = await launch(display.name)
    const { tab, session } = await signIn(browser, patient)
    await tab.go(patient.elsewhere)
    await tab.back()
    await session.hasTabs(1)
    await session.stays()
  })

  test('away to another site and back by address keeps the session', async ({ patient, display }) => {
    await using browser = await launch(display.name)
    const { tab, session } = await signIn(browser, patient)
    await tab.go(patient.elsewhere)
    await tab.go(patient.url)
    await session.hasTabs(1)
    await session.stays()
  })

  test('each of ten tabs that are closed ends its session within the grace', async ({ hasty, display, annotate }) => {
    await using browser = await launch(display.name)
    const ends: End[] = []
    for (let count = 0; count < 10; count++) {
      const { tab, session } = await signIn(browser, hasty)
      ends.push(await session.end(() => tab.close()))
    }
    await annotate(expectEnds(ends, 'tabs-closed', hasty.times.grace))
  })

  test('of two tabs the last one ends the session', async ({ hasty, display, annotate }) => {
    await using browser = await launch(display.name)
    const { tab, session } = await signIn(browser, hasty)
    const other = await browser.open(hasty.url)
    await session.hasTabs(2)
    await tab.close()
    await session.stays()
    const end = await session.end(() => other.close())
    await annotate(expectEnds([end], 'tabs-closed', hasty.times.grace))
  })
}

async function followLink(tab: Tab, href: string): Promise<void> {
  await tab.run((to) => document.body.insertAdjacentHTML('afterbegin', `<a id="link" href="${to}">link</a>`), href)
  await tab.click('#link')
  expect(await tab.run(() => location.href)).toContain(href)
}
