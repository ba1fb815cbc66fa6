import { readFile } from 'node:fs/promises'

import type { Locator, Page } from '@playwright/test'

import { violations } from './axe.ts'
import { LivePage } from './live-page.ts'
import { openBrowser } from './tab-sessions/open-browser.ts'
import { expect, startApi, test, themes } from './test.ts'

type Place = 'Cookie' | 'sessionStorage' | 'On the server'

/** "What happened" and "What survives what", as a person finds them. */
class HappenedPanes {
  readonly page: Page
  readonly list: Locator
  readonly events: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('list', { name: 'Events, the newest first' })
    this.events = this.list.locator(':scope > li')
  }

  async open(live: LivePage, url = '/'): Promise<void> {
    await live.open(url)
    await expect(this.page.getByRole('heading', { name: 'What happened' })).toBeVisible()
  }

  async newest(text: string | RegExp): Promise<void> {
    await expect(this.events.first()).toContainText(text)
  }

  cell(row: string, place: Place): Locator {
    const column = { Cookie: 0, sessionStorage: 1, 'On the server': 2 }[place]
    return this.page
      .getByRole('row', { name: new RegExp(`^${row}`) })
      .getByRole('cell')
      .nth(column)
  }

  async seen(row: string, cookie: string | null, storage: string | null, server: string | null = null): Promise<void> {
    await this.seenIn(row, 'Cookie', cookie)
    await this.seenIn(row, 'sessionStorage', storage)
    await this.seenIn(row, 'On the server', server)
  }

  private async seenIn(row: string, place: Place, fate: string | null): Promise<void> {
    if (fate === null) await expect(this.cell(row, place)).not.toContainText('here')
    else await expect(this.cell(row, place)).toContainText(`${fate}, seen here at`)
  }
}

test('the log tells the story with who did what, and keeps it over a reload without the values', async ({
  page,
  live
}) => {
  const panes = new HappenedPanes(page)
  await panes.open(live)
  await live.save('theme', 'dark')
  await panes.newest(/Session A began.*You.*theme: "dark"/s)
  await live.save('theme', 'light')
  await panes.newest(/theme: "dark".*"light"/s)
  await live.button('Change a byte').click()
  await live.isIn('tampered')
  await panes.newest(/refused.*Server/s)
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await live.save('theme', 'dark')
  await panes.newest(/Session B began/)
  await expect(
    page.getByRole('img', { name: /^Session B is alive.*Session A lived from .* signature broken/ })
  ).toBeVisible()
  await page.reload()
  await live.settled()
  await panes.newest('The page was reloaded')
  await expect(panes.list).toContainText('theme: •••')
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('dark')
  await page.keyboard.press('/')
  await page.keyboard.type('was RELOADED')
  await expect(panes.events).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: 'Search events' })).toHaveValue('')
})

test('rings what was seen to survive: a reload, a new tab, one that closed, a deletion', async ({
  page,
  live,
  context
}) => {
  const panes = new HappenedPanes(page)
  await panes.open(live)
  await live.save('string', 'hello')
  await panes.seen('Reload the page', null, null)
  await page.reload()
  await live.settled()
  await panes.seen('Reload the page', 'lives', 'lives')
  const other = await context.newPage()
  await new HappenedPanes(other).open(new LivePage(other))
  await new HappenedPanes(other).seen('Open a new tab', 'lives', 'starts empty')
  // The memory is one for all tabs.
  await panes.seen('Open a new tab', 'lives', 'starts empty')
  await panes.newest(/Tab 2 opened/)
  await panes.seen('Close this tab', null, null)
  await other.close()
  await panes.newest(/Tab 2 closed/)
  await panes.seen('Close this tab', 'lives', 'dies')
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await panes.seen('Delete with JavaScript', 'dies', 'lives')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.getByRole('button', { name: 'Forget what I saw' }).click()
  await panes.seen('Delete with JavaScript', null, null)
})

test('rings a duplicated tab, one that was opened again, and a browser that quit', async ({ baseURL }) => {
  test.slow()
  await using chromium = await openBrowser()
  const page = await chromium.newTab(baseURL)
  const live = new LivePage(page)
  const panes = new HappenedPanes(page)
  await live.save('string', 'hello')
  const copy = await chromium.duplicate(page)
  await panes.seen('Duplicate the tab', 'lives', 'copied')
  await expect(new HappenedPanes(copy).list).toContainText('This tab began as a copy of another')
  await chromium.close(copy)
  await chromium.reopenClosedTab()
  await panes.seen('Reopen the closed tab', 'lives', 'lives')
  await panes.seen('Quit the browser', null, null)
  await chromium.closeWindows()
  await chromium.quit('close')
  await chromium.start({ restore: false })
  const again = await chromium.newTab(baseURL)
  await new HappenedPanes(again).seen('Quit the browser', 'lives if dated', 'dies')
})

test('sees a session on the server survive a restart and a deletion here, and locked out by another key', async ({
  browser
}) => {
  test.slow()
  await using api = await startApi()
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  const panes = new HappenedPanes(page)
  await panes.open(live)
  await page.getByRole('radio', { name: 'On the server' }).check()
  await live.settled()
  await live.save('string', 'hello')
  await api.stop()
  await live.button('Ask again').click()
  await live.isIn('offline')
  await panes.newest('The server does not answer')
  await api.start()
  await live.isIn('live')
  await panes.newest('The server was restarted')
  await panes.seen('Server restarts', 'lives', 'lives', 'lives if stored')
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await panes.seen('Delete with JavaScript', 'dies', 'lives', null)
  await page.getByRole('list', { name: 'Copies you kept' }).getByRole('button', { name: /^Send/ }).click()
  await live.isIn('live')
  await panes.newest('A copy was sent: session A lives again')
  await panes.seen('Delete with JavaScript', 'dies', 'lives', 'lives')
  await page.getByRole('combobox', { name: 'Signing key' }).selectOption('replaced')
  await live.isIn('tampered')
  await panes.seen('Signing key changes', 'refused', 'lives', 'locked out')
  await page.getByRole('combobox', { name: 'Signing key' }).selectOption('first')
  await live.isIn('live')
  await panes.newest('The key fits again: session A lives')
  await page.close()
})

test('sees a lifetime pass, which the browser and not the person ended', async ({ browser }) => {
  await using api = await startApi({ SESSION_LIFETIME: '3s' })
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  const panes = new HappenedPanes(page)
  await panes.open(live)
  await live.save('string', 'hello')
  await live.isIn('expired')
  await panes.newest(/Session A ended: its time ran out.*Browser/s)
  await panes.seen('Lifetime passes', 'dies', 'lives')
  await page.close()
})

test('looks back, pauses, takes the log away masked, and shows a file', async ({ page, live }) => {
  const panes = new HappenedPanes(page)
  await panes.open(live)
  await live.save('string', 'hello')
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await panes.list.getByRole('button', { name: /Session A began/ }).click()
  const bar = page.getByRole('region', { name: 'Looking back' })
  await expect(bar).toContainText('You are looking at')
  await expect(live.narrator).toContainText('Saved.')
  await expect(live.main).toHaveAttribute('data-state', 'gone')
  await page.getByRole('button', { name: 'Earlier' }).click()
  await expect(live.narrator).toContainText('There is no session yet.')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(live.narrator).toContainText('The cookie is gone')

  await page.getByRole('button', { name: 'Pause' }).click()
  await live.save('string', 'hello')
  await expect(page.getByText('Paused. 1 event came since.')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Export or import' }).click()
  const cookie = await page.evaluate(() => document.cookie.slice('session='.length))
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as JSON' }).click()
  ])
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toContain('"name": "string"')
  expect(text).not.toContain('hello')
  expect(text).not.toContain(cookie)
  await page
    .getByLabel('Import a file')
    .setInputFiles({ name: 'a.json', mimeType: 'text/json', buffer: Buffer.from('{') })
  await expect(page.getByText('This file is not JSON.')).toBeVisible()
  await page.getByLabel('Import a file').setInputFiles(await file.path())
  await expect(page.getByText(/Imported: \d+ events of a file/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to mine' }).click()
  await expect(panes.list).toContainText('"hello"')
})

for (const colorScheme of themes('light')) {
  test(`the panes fit 320 pixels, and axe finds nothing in the ${colorScheme} theme`, async ({ page, live }) => {
    const panes = new HappenedPanes(page)
    await page.setViewportSize({ width: 320, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await panes.open(live)
    await live.save('string', 'a value that is long enough to need more than one line on a small screen')
    await page.reload()
    await live.button('Change a byte').click()
    await live.isIn('tampered')
    await page.getByRole('button', { name: 'Export or import' }).click()
    await panes.list.getByRole('button', { name: /refused/ }).click()
    await expect(page.getByRole('region', { name: 'Looking back' })).toBeVisible()
    const titles = [
      '[aria-labelledby="log-title"]',
      '[aria-labelledby="survival-title"]',
      '[aria-label="Looking back"]'
    ]
    const found = await violations(page, { include: titles.map((title) => `section${title}`) })
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
}
