import type { Browser, BrowserContext, Page } from '@playwright/test'

import { violations } from './axe.ts'
import { LivePage } from './live-page.ts'
import type { ServerProcess } from './server.ts'
import { expect, test, themes } from './test.ts'

// Tabs are let go soon.
test.use({ apiSettings: { TAB_GRACE: '1s', TAB_LEASE: '3s' } })

/** The mark of a tab, as its sessionStorage holds it. */
function markOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => Object.values<string>({ ...sessionStorage }).find((value) => /^[0-9a-f]{8}$/.test(value)))
}

test('a tab that closes is seen from another, and takes its sessionStorage with it', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  const other = await context.newPage()
  await new LivePage(other).open()
  await expect(live.tabs).toContainText('Tab 2')
  const mark = await markOf(other)
  expect(mark).toBeDefined()
  expect(await markOf(live.page)).not.toBe(mark)

  await other.close()
  await expect(live.narrator).toContainText('Tab 2 closed, and its sessionStorage with it.')
  await expect(live.page).toHaveSession({ string: 'hello' })

  const next = await context.newPage()
  await new LivePage(next).open()
  expect(await markOf(next)).toBeDefined()
  expect(await markOf(next)).not.toBe(mark)
})

test('a reload keeps the mark of the tab and closes nothing', async ({ context, live }) => {
  await live.open()
  const other = new LivePage(await context.newPage())
  await other.open()
  await expect(live.tabs).toContainText('Tab 2')
  const mark = await markOf(other.page)
  await other.page.reload()
  await other.settled()
  await expect(other.tabs).toContainText('Tab 2')
  expect(await markOf(other.page)).toBe(mark)
  await expect(live.tabs.getByRole('listitem')).toHaveCount(2)
  await expect(live.tabs).not.toContainText('closed')
})

test('a cookie deleted in one tab is gone in the others', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  const other = new LivePage(await context.newPage())
  await other.open()
  await other.isIn('live')
  await live.button('Delete with JavaScript').click()
  await other.isIn('gone')
  await expect(other.narrator).toContainText('Something outside this page removed it')
})

/** What the server says to a copy of the cookies in another browser, which has no tab of the session. */
async function copyOf(context: BrowserContext, browser: Browser, api: ServerProcess) {
  const thief = await browser.newContext({ baseURL: api.url, storageState: await context.storageState() })
  return {
    async reason(): Promise<string | null> {
      const report = (await (await thief.request.get('/api/session')).json()) as { reason: string | null }
      return report.reason
    },
    [Symbol.asyncDispose]: () => thief.close()
  }
}

async function openTab(context: BrowserContext): Promise<LivePage> {
  const live = new LivePage(await context.newPage())
  await live.open()
  return live
}

test('a session is bound to its tabs where a person chooses so, and the server shows what it grants them', async ({
  context,
  live
}) => {
  await live.open()
  await live.save('string', 'hello')
  await expect(live.leases).toHaveCount(0)
  await live.endWith('The last tab')
  await expect(live.narrator).toContainText('This session ends with its last tab now.')
  const mark = (await markOf(live.page))!.slice(0, 4)
  await expect(live.leases.getByRole('row').nth(1)).toContainText(`${mark} this tabopen`)
  await expect(live.page.getByText('Grace 1 second after a close, lease 3 seconds.')).toBeVisible()

  const other = await openTab(context)
  await expect(other.savedStrings).toContainText('hello')
  await expect(live.leases.getByRole('row')).toHaveCount(3)
  await live.endWith('Its cookie')
  await expect(live.narrator).toContainText('This session ends with its cookie again.')
  await expect(live.leases).toHaveCount(0)
  await expect(other.endsWith.getByRole('radio', { name: 'Its cookie' })).toBeChecked()
})

test('a tab that closes is let go by the server, and the page says how long that took', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('The last tab')
  const other = await openTab(context)
  await expect(live.leases.getByRole('row')).toHaveCount(3)
  const since = performance.now()
  await other.page.close()
  const sentence = /Tab 2 closed; the server let it go after (\d+\.\d)\ss\. This is the last one open/
  await expect(live.narrator).toContainText(sentence)
  const [, seconds] = sentence.exec((await live.narrator.textContent())!)!
  // The page counts from when it hears of the close, which a busy browser tells it late.
  expect(Number(seconds)).toBeGreaterThan(0)
  expect(Number(seconds)).toBeLessThan((performance.now() - since) / 1000 + 0.1)
  await expect(live.tabs).toContainText(/let go after \d+\.\d\ss/)
  await expect(live.leases.getByRole('row')).toHaveCount(2)
  await expect(live.page).toHaveSession({ string: 'hello' })
})

test('the last tab ends the session, for copies of its cookie too, and a new tab is not signed in', async ({
  context,
  browser,
  live,
  api
}) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('The last tab')
  await using copy = await copyOf(context, browser, api)
  expect(await copy.reason()).toBeNull()
  const other = await openTab(context)
  await expect(other.leases.getByRole('row')).toHaveCount(3)
  await live.page.close()
  await expect(other.narrator).toContainText('the server let it go after')
  await other.page.close()
  await expect.poll(() => copy.reason()).toBe('tabs-closed')

  const next = await openTab(context)
  await next.isIn('tabs-closed')
  await expect(next.narrator).toContainText('The session that was here ended with its tabs.')
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session')
  await next.save('string', 'again')
  await next.isIn('live')
})

test('a tab that comes back in time is signed in, and one that comes back too late is not', async ({
  context,
  browser,
  live,
  api
}) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('The last tab')
  await live.page.reload()
  await live.isIn('live')
  await expect(live.savedStrings).toContainText('hello')

  await using copy = await copyOf(context, browser, api)
  await live.page.goto('/healthz')
  await expect.poll(() => copy.reason()).toBe('tabs-closed')
  await live.open()
  await live.isIn('tabs-closed')
  await expect(live.narrator).toContainText('This tab was closed and opened again: its session had ended.')
  await expect(live.page.getByText('There is no session now.')).toBeVisible()
})

test('a session that ends with its tab is none in another, which sees it end', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('This tab')
  const other = await openTab(context)
  await other.isIn('other-tab')
  await expect(other.narrator).toContainText('This session belongs to another tab.')
  await expect(other.page.getByText('The server sees none of your strings.')).toBeVisible()
  await live.page.reload()
  await live.isIn('live')

  await expect(other.tabs).toContainText('Tab 2')
  await live.page.close()
  await expect(other.narrator).toContainText(
    /Tab 2 closed; the server let it go after \d+\.\d\ss, and the session with it\./
  )
  await other.isIn('tabs-closed')
  await expect(other.tabs).toContainText('ended the session after')
})

test('a session that another tab starts takes the place of the first', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('This tab')
  const other = await openTab(context)
  await other.isIn('other-tab')
  await other.save('mine', 'now')
  await other.isIn('live')
  await live.isIn('other-tab')
  await expect(live.leases).toHaveCount(0)
})

test('clearing a session in one tab ends it in the others', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endWith('The last tab')
  const other = await openTab(context)
  // It hears of the end only as one of the session's tabs, and that it is once the server has told it so.
  for (const each of [other, live]) await expect(each.leases.getByRole('row')).toHaveCount(3)
  await live.button('Clear session').click()
  await live.isIn('gone')
  await expect(live.narrator).toContainText('The server cleared your session.')
  await other.isIn('gone')
  await expect(other.narrator).toContainText('This session has ended, for all of its tabs.')
})

for (const colorScheme of themes('dark')) {
  test(`axe finds nothing in a session with tabs in the ${colorScheme} theme, at any width`, async ({
    context,
    live
  }) => {
    test.slow()
    async function check({ page }: LivePage, state: string): Promise<void> {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations(page), state).toEqual([])
      await page.setViewportSize({ width: 320, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(320)
    }
    await live.open()
    await live.save('string', 'hello')
    await live.endWith('The last tab')
    const second = await openTab(context)
    await expect(live.leases.getByRole('row')).toHaveCount(3)
    await second.page.close()
    await expect(live.tabs).toContainText('let go after')
    await check(live, 'a closed tab')
    await live.endWith('This tab')
    const outside = await openTab(context)
    await outside.isIn('other-tab')
    await check(outside, 'other-tab')
    await live.page.close()
    await outside.isIn('tabs-closed')
    await check(outside, 'tabs-closed')
  })
}

test('what a session ends with is chosen with the keyboard', async ({ live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.endsWith.getByRole('radio', { name: 'Its cookie' }).focus()
  await live.page.keyboard.press('ArrowRight')
  await expect(live.narrator).toContainText('This session ends with its last tab now.')
  await expect(live.endsWith.getByRole('radio', { name: 'The last tab' })).toBeFocused()
  await expect(live.endsWith.getByRole('radio', { name: 'The last tab' })).toBeChecked()
})
