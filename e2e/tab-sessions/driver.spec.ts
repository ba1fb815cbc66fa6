import { expect, type Page } from '@playwright/test'

import { test } from './driver-test.ts'
import { openBrowser } from './open-browser.ts'
import { poll } from './poll.ts'

/** That the acts do what a person or an operating system does; the rest is built on that. */
test.describe('driver', { tag: '@long' }, () => {
  test('a reload, hard or not, and a link keep the storage of the tab', async ({ site, tab }) => {
    await site.tells('/one pagehide', () => tab.reload())
    expect(site.signals).toContain('/one began by reload, with storage')
    const session = await tab.context().newCDPSession(tab)
    await site.tells('/one began by reload, with storage', () => session.send('Page.reload', { ignoreCache: true }))
    await site.tells('/two began by navigate, with storage', () => followLink(tab, '/two'))
  })

  test('back and forward show the same document, or without the cache a new one', async ({ site, tab }) => {
    await site.tells('/one pagehide persisted', () => tab.goto(site.elsewhere))
    await site.tells('/one pageshow persisted', () => tab.goBack({ waitUntil: 'commit' }))
    await using other = await openBrowser('--disable-back-forward-cache')
    const uncached = await other.newTab(`${site.url}/three`)
    await site.tells('/three pagehide', () => uncached.goto(site.elsewhere))
    await site.tells('/three began by back_forward, with storage', () => uncached.goBack())
  })

  test('a duplicate and what knows its opener begin with a copy of the storage', async ({ site, chromium, tab }) => {
    await site.tells('/one began by back_forward, with storage', () => chromium.duplicate(tab))
    await chromium.activate(tab)
    await site.tells('/opener began by navigate, with storage', () => chromium.opened(() => tab.click('#opener')))
    await site.tells('/open began by navigate, with storage', () =>
      chromium.opened(() => tab.evaluate(() => void window.open('/open')))
    )
  })

  test('a typed address, and what knows no opener, begin empty', async ({ site, chromium, tab }) => {
    await site.tells('/typed began by navigate, empty', () => chromium.newTab(`${site.url}/typed`))
    await chromium.activate(tab)
    await site.tells('/blank began by navigate, empty', () => chromium.opened(() => tab.click('#blank')))
    await site.tells('/open began by navigate, empty', () =>
      chromium.opened(() => tab.evaluate(() => void window.open('/open', '_blank', 'noopener')))
    )
  })

  test('a tab that closes says so, in front and behind, and comes back with its storage', async ({
    site,
    chromium,
    tab
  }) => {
    const front = await chromium.newTab(`${site.url}/front`)
    // With each frame, as is the default, it would look no more.
    await tab.waitForFunction(() => document.visibilityState === 'hidden', undefined, { polling: 100 })
    await site.tells('/one pagehide', () => chromium.close(tab))
    await site.tells('/front pagehide', () => chromium.close(front))
    await site.tells('/front began by back_forward, with storage', () => chromium.reopenClosedTab())
  })

  test('all tabs of a window that closes say so', async ({ site, chromium, tab }) => {
    await chromium.newTab(`${site.url}/two`)
    await site.tells('/one pagehide', () => chromium.closeWindows())
    await poll(() => site.signals.includes('/two pagehide') || null, 'the other tab says so', 5_000)
    expect(tab.isClosed()).toBe(true)
  })

  test('a private window shares nothing', async ({ site, chromium, tab }) => {
    const hidden = await chromium.context.browser()!.newContext()
    const other = await hidden.newPage()
    await site.tells('/one began by navigate, empty', () => other.goto(tab.url()))
    await site.tells('/one pagehide', () => hidden.close())
  })

  test('a discarded tab says nothing, and begins again with its storage', async ({ site, chromium, tab }) => {
    await site.tells('/one hidden', () => chromium.newTab(`${site.url}/front`))
    const { activate } = await chromium.discard(tab)
    await site.tells('/one began by back_forward, with storage, discarded', activate)
    expect(site.signals).not.toContain('/one pagehide')
  })

  test('a page that crashes says nothing, and begins again with its storage', async ({ site, chromium, tab }) => {
    const { reload } = await chromium.crash(tab)
    await site.tells('/one began by reload, with storage', reload)
    expect(site.signals).not.toContain('/one pagehide')
  })

  test('a page that crashed can be used again once it is reloaded, and so can the others', async ({
    site,
    chromium,
    tab
  }) => {
    const other = await chromium.newTab(`${site.url}/other`)
    const { reload } = await chromium.crash(tab)
    const again = await reload()
    await expect(again).toHaveTitle('Trace')
    await chromium.activate(again)
    await site.tells('/one began by back_forward, with storage', () => chromium.duplicate(again))
    await site.tells('/one pagehide', () => chromium.close(again))
    await site.tells('/other pagehide', () => chromium.close(other))
  })

  test('a frozen page says so, and goes on', async ({ site, chromium, tab }) => {
    await chromium.newTab(`${site.url}/front`)
    const frozen = await chromium.freeze(tab)
    await poll(() => site.signals.includes('/one freeze') || null, 'it is frozen', 5_000)
    await site.tells('/one resume', () => frozen.resume())
  })

  test('a suspended browser does nothing until it wakes', async ({ site, chromium, tab }) => {
    const asleep = chromium.suspend()
    const reloaded = tab.reload()
    await expect(fetch(`${site.url}/asked`)).resolves.toBeDefined()
    expect(site.signals).not.toContain('/one pagehide')
    await site.tells('/one pagehide', async () => asleep.wake())
    await reloaded
  })

  for (const how of ['close', 'SIGTERM', 'SIGKILL'] as const) {
    test(`pages say nothing of ${how}, and begin again with their storage`, async ({ site, chromium }) => {
      const tab = await chromium.newTab(`${site.url}/one`)
      // It writes down the rest itself.
      if (how !== 'close') await chromium.writtenDown(tab)
      await chromium.quit(how)
      expect(site.signals).not.toContain('/one pagehide')
      await site.tells('/one began by back_forward, with storage', () => chromium.start({ restore: true }))
    })
  }

  for (const [how, kept] of [
    ['close', ['dated']],
    ['SIGTERM', ['dated']],
    ['SIGKILL', ['dated', 'until the browser ends']]
  ] as const) {
    test(`a plain start after ${how} opens no tabs and keeps cookies: ${kept.join(', ')}`, async ({
      site,
      chromium,
      tab
    }) => {
      const url = `${site.url}/`
      await chromium.context.addCookies([
        { name: 'dated', value: '1', url, expires: Date.now() / 1000 + 600 },
        { name: 'until the browser ends', value: '1', url }
      ])
      if (how !== 'close') await chromium.writtenDown(tab)
      await chromium.quit(how)
      await chromium.start({ restore: false })
      expect((await chromium.context.cookies(url)).map(({ name }) => name).sort()).toEqual(kept)
      expect(chromium.context.pages().map((page) => page.url())).toEqual(['about:blank'])
    })
  }

  async function followLink(page: Page, href: string): Promise<void> {
    await page.waitForSelector('body')
    await page.evaluate((to) => {
      document.body.insertAdjacentHTML('beforeend', `<a id="link" href="${to}">link</a>`)
    }, href)
    await page.click('#link')
  }
})
