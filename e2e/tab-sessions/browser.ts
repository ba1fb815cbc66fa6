import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

import type { BrowserContext, CDPSession, Page, Worker } from '@playwright/test'

import { type BrowserProcess, startBrowserProcess } from './browser-process.ts'
import { poll } from './poll.ts'

/** What is called of an extension's API. The functions that call it run in the extension. */
declare const chrome: {
  readonly debugger: { getTargets(): Promise<readonly { readonly id: string; readonly tabId?: number }[]> }
  readonly sessions: { restore(): Promise<unknown> }
  readonly tabs: {
    query(all: object): Promise<readonly { readonly id: number }[]>
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

/**
 * The tabs of a browser, and what a person, the browser and fate do to them. Each act is over when it has happened;
 * what pages send of it may still be on its way.
 */
export interface TabBrowser extends AsyncDisposable {
  readonly context: BrowserContext
  /** A tab of its own, as for a typed address. It comes to the front. */
  newTab(url: string): Promise<Page>
  /** The tab that `act` opens. */
  opened(act: () => Promise<unknown>): Promise<Page>
  /** A tab that shows this address, when there is one. */
  tabAt(url: string): Promise<Page>
  goBack(page: Page): Promise<void>
  goForward(page: Page): Promise<void>
  activate(page: Page): Promise<void>
  /** Brings each tab to the front once: those that a start restored are only loaded then. */
  lookThrough(): Promise<void>
  close(page: Page): Promise<void>
  /** Closes each window with all its tabs. */
  closeWindows(): Promise<void>
  /** Reloads it 20 times, each 40 ms after the other, as somebody does who leans on the key. */
  reloadStorm(page: Page): Promise<void>
  duplicate(page: Page): Promise<Page>
  reopenClosedTab(): Promise<Page>
  /** Takes the page of a hidden tab out of memory; `activate` brings it back. */
  discard(page: Page): Promise<{ activate(): Promise<Page> }>
  /** The page's process dies. What Playwright knows of the page dies with it, so it is reloaded from outside. */
  crash(page: Page): Promise<{ reload(): Promise<void>; close(): Promise<void> }>
  /** Resolves when the browser has written down what brings this tab back, with its storage and its cookies. */
  noted(page: Page): Promise<void>
  freeze(page: Page): Promise<{ resume(): Promise<void> }>
  /** `Browser.close` is what an updater or a remote control does; the signals are a system's. */
  quit(how: 'Browser.close' | 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** As a machine that sleeps: nothing runs. */
  suspend(): { wake(): void }
}

/** @param args further switches, and addresses to open */
export async function launchBrowser(profile: string, args: readonly string[]): Promise<TabBrowser> {
  const process = await startBrowserProcess(profile, args)
  const context = process.browser.contexts()[0]!
  try {
    const extension = await poll(() => context.serviceWorkers()[0] ?? null, 'The extension runs')
    return createTabBrowser(process, context, extension, profile)
  } catch (error) {
    process.signalAll('SIGKILL')
    throw error
  }
}

function createTabBrowser(
  process: BrowserProcess,
  context: BrowserContext,
  extension: Worker,
  profile: string
): TabBrowser {
  const tabs = new WeakMap<Page, number>()

  /** Asked once: a page that comes out of the back/forward cache cannot be asked for a moment. */
  async function tabOf(page: Page): Promise<number> {
    const known = tabs.get(page) ?? (await findTab(page))
    tabs.set(page, known)
    return known
  }

  async function findTab(page: Page): Promise<number> {
    const session = await context.newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    await session.detach()
    return extension.evaluate(
      async (target) => (await chrome.debugger.getTargets()).find(({ id }) => id === target)!.tabId!,
      targetInfo.targetId
    )
  }

  async function opened(act: () => Promise<unknown>): Promise<Page> {
    const [page] = await Promise.all([context.waitForEvent('page'), act()])
    await page.waitForLoadState()
    return page
  }

  async function activate(tab: number): Promise<void> {
    await extension.evaluate((id) => chrome.tabs.update(id, { active: true }), tab)
  }

  async function remove(tab: number): Promise<void> {
    await extension.evaluate((id) => chrome.tabs.remove(id), tab)
  }

  return {
    context,
    opened,
    async newTab(url) {
      const page = await context.newPage()
      await page.goto(url)
      await tabOf(page)
      return page
    },
    tabAt: (url) => poll(() => context.pages().find((page) => page.url() === url) ?? null, `A tab shows ${url}`),
    async goBack(page) {
      await extension.evaluate((id) => chrome.tabs.goBack(id), await tabOf(page))
    },
    async goForward(page) {
      await extension.evaluate((id) => chrome.tabs.goForward(id), await tabOf(page))
    },
    async activate(page) {
      await activate(await tabOf(page))
      await page.waitForFunction(() => document.visibilityState === 'visible')
    },
    async lookThrough() {
      await extension.evaluate(async () => {
        for (const { id } of await chrome.tabs.query({})) await chrome.tabs.update(id, { active: true })
      })
    },
    async close(page) {
      const tab = await tabOf(page)
      await Promise.all([page.waitForEvent('close'), remove(tab)])
    },
    async closeWindows() {
      const closed = Promise.all(context.pages().map((page) => page.waitForEvent('close')))
      await extension.evaluate(async () => {
        for (const { id } of await chrome.windows.getAll()) void chrome.windows.remove(id)
      })
      await closed
    },
    async reloadStorm(page) {
      await extension.evaluate(
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
      return opened(() => extension.evaluate((id) => chrome.tabs.duplicate(id), tab))
    },
    reopenClosedTab: () => opened(() => extension.evaluate(() => chrome.sessions.restore())),
    async discard(page) {
      const tab = await tabOf(page)
      const gone = page.waitForEvent('close')
      // It has another number then.
      const discarded = await extension.evaluate(async (id) => (await chrome.tabs.discard(id)).id, tab)
      await gone
      return { activate: () => opened(() => activate(discarded)) }
    },
    async crash(page) {
      const tab = await tabOf(page)
      const session = await context.newCDPSession(page)
      const crashed = page.waitForEvent('crash')
      // It is never answered.
      void session.send('Page.crash').catch(() => undefined)
      await crashed
      return {
        reload: () => extension.evaluate((id) => chrome.tabs.reload(id), tab),
        close: () => remove(tab)
      }
    },
    async noted(page) {
      const isIn = async (folder: string, texts: readonly string[]): Promise<true | null> => {
        const found = await textIn(path.join(profile, 'Default', folder))
        return texts.every((text) => found.includes(text)) || null
      }
      await poll(() => isIn('Sessions', [page.url()]), 'The browser writes down its tabs')
      // Changes are written in their order: once the last one is there, all are.
      const last = randomUUID()
      await page.evaluate((text) => sessionStorage.setItem('written', text), last)
      await poll(() => isIn('Session Storage', [last]), 'The browser writes down their storage')
      const cookies = (await context.cookies(page.url())).map(({ name }) => name)
      await context.addCookies(fillers())
      await poll(() => isIn('.', cookies), 'The browser writes down its cookies')
    },
    async freeze(page) {
      const session = await context.newCDPSession(page)
      await setLife(session, 'frozen')
      return { resume: () => setLife(session, 'active') }
    },
    async quit(how) {
      if (how === 'Browser.close') await closeBrowser(process)
      else if (how === 'SIGTERM') process.signal(how)
      else process.signalAll(how)
      await process.exited
    },
    suspend() {
      process.signalAll('SIGSTOP')
      return { wake: () => process.signalAll('SIGCONT') }
    },
    async [Symbol.asyncDispose]() {
      process.signalAll('SIGKILL')
      await process.exited
    }
  }
}

async function setLife(session: CDPSession, state: 'active' | 'frozen'): Promise<void> {
  await session.send('Page.setWebLifecycleState', { state })
}

async function closeBrowser({ browser }: BrowserProcess): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  // The connection may close before the answer has come.
  await session.send('Browser.close').catch(() => undefined)
}

/** Chromium writes cookies down after half a minute, or when 512 of them are waiting. */
function fillers(): Parameters<BrowserContext['addCookies']>[0] {
  const expires = Date.now() / 1000 + 3600
  return Array.from({ length: 600 }, (_, n) => ({ name: `${n}`, value: '', url: `http://${n % 6}.test/`, expires }))
}

/** All that the files of a folder hold, whether it has one byte a letter or two. */
async function textIn(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [])
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1').catch(() => '')))
  return texts.join('').replaceAll('\0', '')
}
