import type { Page } from '@playwright/test'

import { createGate } from './gate.ts'
import { poll } from './poll.ts'
import {
  BOTH_SLOWLY,
  expect,
  GRACE,
  hasSession,
  IN_MATRIX,
  isOpen,
  LEASE,
  LIKE_ANOTHER,
  openTab,
  row
} from './tab-test.ts'

row('duplicate tab', IN_MATRIX, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const copy = await openTab(line, () => chromium.duplicate(page))
  expect(copy.birth).toBe('copy')
  expect(await session.leases()).toHaveLength(2)
  await chromium.close(page)
  await copy.session.stays(LEASE + 1)
})

row('close of all duplicates', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const copy = await openTab(line, () => chromium.duplicate(page))
  await chromium.close(copy.page)
  await session.stays(GRACE + 1)
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
  expect(await copy.session.life()).toBe('tabs-closed')
})

row('window.open with opener', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page } = await begin(scope)
  const copy = await openTab(line, () => chromium.opened(() => page.evaluate(() => void window.open('/?opened'))))
  expect(copy.birth).toBe('copy')
  await chromium.close(page)
  await copy.session.stays(LEASE + 1)
})

row('target=_blank with rel=opener', LIKE_ANOTHER, async ({ begin, line, scope }) => {
  const { chromium, page } = await begin(scope)
  const copy = await openTab(line, () => chromium.opened(() => clickLink(page, 'opener')))
  expect(copy.birth).toBe('copy')
  await chromium.close(page)
  await copy.session.stays(LEASE + 1)
})

row('window.open without opener', ['last-tab'], async ({ begin, line, scope }) => {
  const { chromium, page } = await begin(scope)
  const other = await openTab(line, () =>
    chromium.opened(() => page.evaluate(() => void window.open('/?opened', '_blank', 'noopener')))
  )
  expect(other.birth).toBe('fresh')
  await chromium.close(page)
  await other.session.stays(LEASE + 1)
})

row('window.open without opener', ['tab'], async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await line.report(
    () => page.evaluate(() => void window.open('/?opened', '_blank', 'noopener')),
    ({ birth, answer }) => birth === 'fresh' && answer === 'closed'
  )
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
})

row('target=_blank without rel=opener', ['last-tab'], async ({ begin, line, scope }) => {
  const { chromium, page } = await begin(scope)
  const other = await openTab(line, () => chromium.opened(() => clickLink(page, '')))
  expect(other.birth).toBe('fresh')
  await chromium.close(page)
  await other.session.stays(LEASE + 1)
})

row('target=_blank without rel=opener', ['tab'], async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await line.report(
    () => clickLink(page, ''),
    ({ birth, answer }) => birth === 'fresh' && answer === 'closed'
  )
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
})

row('a copy taken in the middle of a reload', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const held = createGate()
  const asked = createGate()
  line.wait = async (path) => {
    if (!path.endsWith('.js')) return
    asked.open()
    await held.passed
  }
  // The old document has left, and the new one has not begun: both tabs will take the key for their own.
  const left = line.report(
    () => page.reload({ waitUntil: 'commit' }),
    ({ act }) => act === 'leave'
  )
  await Promise.all([left, asked.passed])
  const begun = chromium.context.waitForEvent('page')
  const copied = chromium.duplicate(page)
  await (await begun).waitForURL(page.url(), { waitUntil: 'commit' })
  held.open()
  await copied
  const keys = await poll(() => {
    const found = new Set(line.reports.filter(isOpen).map(({ key }) => key!))
    return found.size === 2 ? found : null
  }, 'Both tabs have a key')
  for (const key of keys) await session.inTab(key).stays(LEASE)
  expect(await session.leases()).toHaveLength(2)
})

row('private window', LIKE_ANOTHER, async ({ begin, line, scope }) => {
  const { chromium, session } = await begin(scope)
  const hidden = await chromium.context.browser()!.newContext()
  const other = await hidden.newPage()
  await line.report(
    () => other.goto(line.url),
    ({ act, answer }) => act === 'open' && answer === 'absent'
  )
  await hidden.close()
  await session.stays(GRACE + 1)
})

row('close of a private window', BOTH_SLOWLY, async ({ begin, open, scope }) => {
  const chromium = await open()
  const hidden = await chromium.context.browser()!.newContext()
  const { session } = await begin(scope, {
    ...chromium,
    context: hidden,
    newTab: async (url) => goTo(await hidden.newPage(), url)
  })
  await session.ends('tabs-closed', GRACE, () => hidden.close())
})

row('two profiles', LIKE_ANOTHER, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const other = await begin(scope, await open())
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
  await other.session.stays(LEASE + 1)
  expect(await hasSession(other.chromium, line)).toBe(true)
})

async function clickLink(page: Page, rel: string): Promise<void> {
  await page.evaluate((relation) => {
    const link = `<a id="link" href="/?opened" target="_blank" rel="${relation}">link</a>`
    document.body.insertAdjacentHTML('afterbegin', link)
  }, rel)
  await page.click('#link')
}

async function goTo(page: Page, url = 'about:blank'): Promise<Page> {
  await page.goto(url)
  return page
}
