import type { CDPSession, Page } from '@playwright/test'

import type { SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { ActContext } from './act-context.ts'
import { goAwayAndBack } from './away.ts'
import { needOwn, ownNeeded } from './need-own.ts'

type TabActs = Pick<
  SessionFixture,
  | 'closeTab'
  | 'reopenClosedTab'
  | 'duplicateTab'
  | 'newTab'
  | 'reload'
  | 'goAwayAndBack'
  | 'crashTab'
  | 'freeze'
  | 'goOffline'
  | 'restartBrowser'
>

export function createTabActs({ browser }: ActContext, elsewhere: () => Promise<string>): TabActs {
  browser.page.once('crash', (page) => crashed.add(page))

  return {
    async closeTab() {
      const { page, own } = browser
      if (own === null) await closeAsAPerson(page)
      else await own.close(page)
    },
    async reopenClosedTab() {
      browser.page = await needOwn(browser, 'reopenClosedTab').reopenClosedTab()
      return browser.page
    },
    duplicateTab: () => needOwn(browser, 'duplicateTab').duplicate(browser.page),
    async newTab() {
      const address = browser.page.url()
      const page = await browser.context.newPage()
      await page.goto(address)
      return page
    },
    async reload() {
      await browser.page.reload()
    },
    goAwayAndBack: async ({ cache = false } = {}) => goAwayAndBack(browser, await elsewhere(), cache),
    async crashTab() {
      const { page, own } = browser
      if (own === null) {
        await crash(page)
        return {
          async reload() {
            throw ownNeeded('crashTab().reload')
          }
        }
      }
      const { reload } = await own.crash(page)
      return {
        async reload() {
          browser.page = await reload()
          return browser.page
        }
      }
    },
    async freeze() {
      const own = needOwn(browser, 'freeze')
      const { page } = browser
      // Only what is behind another tab is frozen.
      const front = await own.newTab()
      const { resume } = await own.freeze(page)
      return {
        async resume() {
          await resume()
          await own.close(front)
          await own.activate(page)
        }
      }
    },
    async goOffline() {
      const context = browser.page.context()
      await context.setOffline(true)
      return { goOnline: () => context.setOffline(false) }
    },
    async restartBrowser({ restore = false, how = 'close', meanwhile } = {}) {
      const own = needOwn(browser, 'restartBrowser')
      const address = browser.page.url()
      const place = await own.placeOf(browser.page)
      if (how === 'close') await own.quit('close')
      else {
        await own.writtenDown(browser.page)
        await own.quit('SIGKILL')
      }
      await meanwhile?.()
      await own.start({ restore })
      browser.page = restore ? await own.tabInPlace(place) : await own.newTab(address)
      if (restore) await own.activate(browser.page)
      return browser.page
    }
  }
}

/** Milliseconds. */
const PATIENCE = 5_000

const crashed = new WeakSet<Page>()

/** With `beforeunload`, which Playwright leaves out unless asked, and waits for in vain where nothing runs any more. */
async function closeAsAPerson(page: Page): Promise<void> {
  if (page.isClosed()) return
  const closed = page.waitForEvent('close', { timeout: PATIENCE }).catch(() => undefined)
  await page.close({ runBeforeUnload: !crashed.has(page) })
  await closed
  if (!page.isClosed())
    throw new SessionTestError(
      'not-done',
      'The tab is still open: a listener for dialogs did not accept that it closes.'
    )
}

async function crash(page: Page): Promise<void> {
  const session = await devtoolsOf(page, 'crashTab')
  // It is never answered.
  void session.send('Page.crash').catch(() => undefined)
  await page.waitForEvent('crash')
}

async function devtoolsOf(page: Page, act: string): Promise<CDPSession> {
  const name = page.context().browser()?.browserType().name()
  if (name !== undefined && name !== 'chromium')
    throw new SessionTestError('not-possible', `\`${act}\` can be had in Chromium alone: skip the test in ${name}.`)
  return page.context().newCDPSession(page)
}
