import type { Browser, BrowserContext, CDPSession, Page, Worker } from '@playwright/test'

import type { BrowserProcess } from './browser-process.ts'
import { SessionTestError } from '../session-test-error.ts'
import { poll } from './poll.ts'
import type { Tabs } from './tabs.ts'

/** What waits in a page looks with each frame otherwise, and a tab that is not in front draws none. */
const UNDRAWN = { polling: 50 } as const

/** What is called of an extension's API. The functions that call it run in the extension. */
declare const chrome: {
  readonly debugger: { getTargets(): Promise<readonly { readonly id: string; readonly tabId?: number }[]> }
  readonly sessions: { restore(): Promise<unknown> }
  readonly tabs: {
    query(all: object): Promise<readonly { readonly id: number; readonly status?: string }[]>
    update(id: number, change: { readonly active: boolean }): Promise<unknown>
    goBack(id: number): Promise<void>
    goForward(id: number): Promise<void>
    remove(id: number): Promise<void>
    reload(id: number): Promise<void>
    duplicate(id: number): Promise<unknown>
    discard(id: number): Promise<{ readonly id: number }>
  }
  readonly windows: {
    getAll(): Promise<readonly { readonly id: number }[]>
    remove(id: number): Promise<void>
  }
}

/** A browser that runs. */
export interface RunningBrowser {
  readonly process: BrowserProcess
  readonly browser: Browser
  readonly context: BrowserContext
  readonly extension: Worker
  /** Its context, as a further connection sees it. */
  connectAgain(): Promise<BrowserContext>
}

/** @param running asked at each act, for the browser may have been started again */
export function createTabDriver(running: () => RunningBrowser): Tabs {
  const tabs = new WeakMap<Page, number>()

  /** Asked once: a page that comes out of the back/forward cache cannot be asked for a moment. */
  async function tabOf(page: Page): Promise<number> {
    const known = tabs.get(page) ?? (await findTab(page))
    tabs.set(page, known)
    return known
  }

  async function findTab(page: Page): Promise<number> {
    const session = await page.context().newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    await session.detach()
    return running().extension.evaluate(
      async (target) => (await chrome.debugger.getTargets()).find(({ id }) => id === target)!.tabId!,
      targetInfo.targetId
    )
  }

  async function opened(act: () => Promise<unknown>): Promise<Page> {
    const [page] = await Promise.all([running().context.waitForEvent('page'), act()])
    await page.waitForLoadState()
    return page
  }

  async function activate(tab: number): Promise<void> {
    await running().extension.evaluate((id) => chrome.tabs.update(id, { active: true }), tab)
  }

  async function remove(tab: number): Promise<void> {
    await running().extension.evaluate((id) => chrome.tabs.remove(id), tab)
  }

  /** What Playwright knows of a page that crashed stays dead; a new connection meets the page that came after it. */
  async function reloadCrashed(tab: number): Promise<Page> {
    await running().extension.evaluate((id) => chrome.tabs.reload(id), tab)
    const page = await pageIn(await running().connectAgain(), tab)
    if (page === undefined) throw new SessionTestError('not-done', 'The tab that crashed has gone.')
    await page.waitForLoadState()
    return page
  }

  async function pageIn(context: BrowserContext, tab: number): Promise<Page | undefined> {
    for (const page of context.pages()) if ((await tabOf(page)) === tab) return page
    return undefined
  }

  /** A tab that was restored behind others is only loaded in front, and then only a new connection sees it. */
  async function lookInPlace(place: number): Promise<Page | null> {
    const tab = await running().extension.evaluate(async (index) => {
      const found = (await chrome.tabs.query({}))[index]
      if (found?.status === 'unloaded') await chrome.tabs.update(found.id, { active: true })
      return found?.status === 'complete' ? found.id : null
    }, place)
    if (tab === null) return null
    return (await pageIn(running().context, tab)) ?? (await pageIn(await running().connectAgain(), tab)) ?? null
  }

  return {
    opened,
    async newTab(url) {
      const page = await running().context.newPage()
      await tabOf(page)
      if (url !== undefined) await page.goto(url)
      return page
    },
    tabAt: (url) =>
      poll(
        () =>
          running()
            .context.pages()
            .find((page) => page.url() === url) ?? null,
        'A tab shows the address'
      ),
    async placeOf(page) {
      const tab = await tabOf(page)
      return running().extension.evaluate(
        async (id) => (await chrome.tabs.query({})).findIndex((one) => one.id === id),
        tab
      )
    },
    tabInPlace: (place) => poll(() => lookInPlace(place), 'There is a tab in this place, and it has loaded'),
    async goBack(page) {
      await running().extension.evaluate((id) => chrome.tabs.goBack(id), await tabOf(page))
    },
    async goForward(page) {
      await running().extension.evaluate((id) => chrome.tabs.goForward(id), await tabOf(page))
    },
    async activate(page) {
      await activate(await tabOf(page))
      await page.waitForFunction(() => document.visibilityState === 'visible', undefined, UNDRAWN)
    },
    async lookThrough() {
      await running().extension.evaluate(async () => {
        for (const { id } of await chrome.tabs.query({})) await chrome.tabs.update(id, { active: true })
      })
    },
    async close(page) {
      const tab = await tabOf(page)
      await Promise.all([page.waitForEvent('close'), remove(tab)])
    },
    async closeWindows() {
      const { context, extension } = running()
      const closed = Promise.all(context.pages().map((page) => page.waitForEvent('close')))
      await extension.evaluate(async () => {
        for (const { id } of await chrome.windows.getAll()) void chrome.windows.remove(id)
      })
      await closed
    },
    async reloadStorm(page) {
      await running().extension.evaluate(
        async (id) => {
          for (let count = 0; count < 20; count++) {
            void chrome.tabs.reload(id)
            await new Promise((resolve) => setTimeout(resolve, 40))
          }
        },
        await tabOf(page)
      )
    },
    async duplicate(page) {
      const tab = await tabOf(page)
      return opened(() => running().extension.evaluate((id) => chrome.tabs.duplicate(id), tab))
    },
    reopenClosedTab: () => opened(() => running().extension.evaluate(() => chrome.sessions.restore())),
    async discard(page) {
      const tab = await tabOf(page)
      const gone = page.waitForEvent('close')
      // It has another number then.
      const discarded = await running().extension.evaluate(async (id) => (await chrome.tabs.discard(id)).id, tab)
      await gone
      return { activate: () => opened(() => activate(discarded)) }
    },
    async crash(page) {
      const tab = await tabOf(page)
      const session = await page.context().newCDPSession(page)
      const crashed = page.waitForEvent('crash')
      // It is never answered.
      void session.send('Page.crash').catch(() => undefined)
      await crashed
      return { reload: () => reloadCrashed(tab), close: () => remove(tab) }
    },
    async freeze(page) {
      const session = await page.context().newCDPSession(page)
      await setLife(session, 'frozen')
      return { resume: () => setLife(session, 'active') }
    },
    suspend() {
      const { process } = running()
      process.signalAll('SIGSTOP')
      return { wake: () => process.signalAll('SIGCONT') }
    }
  }
}

async function setLife(session: CDPSession, state: 'active' | 'frozen'): Promise<void> {
  await session.send('Page.setWebLifecycleState', { state })
}
