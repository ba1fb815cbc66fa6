import type { Browser, BrowserContext, Page, Worker } from '@playwright/test'

import { SessionTestError } from '../session-test-error.ts'
import { type BrowserProcess, startBrowserProcess } from './browser-process.ts'
import { poll } from './poll.ts'
import { createProfile } from './profile.ts'
import { takeRelativeAddresses } from './relative-addresses.ts'
import { createTabDriver, type RunningBrowser } from './tab-driver.ts'
import type { Tabs } from './tabs.ts'
import { waitUntilWrittenDown } from './written-down.ts'

/** How a browser of a test's own is started. */
export interface OwnBrowserOptions {
  /** A full Chromium. Google Chrome loads no extension from its command line, which this needs. Default Playwright's own. */
  readonly executablePath?: string | undefined
  /** Further switches. */
  readonly args?: readonly string[] | undefined
  /** Default true: in Chromium's new headless mode, which has tabs and windows as on a screen. */
  readonly headless?: boolean | undefined
  /** Chromium's sandbox. Default false, as Playwright's. */
  readonly chromiumSandbox?: boolean | undefined
  /**
   * Where relative addresses begin for `page.goto` and `context.request`. Playwright's matchers, such as `toHaveURL`,
   * know nothing of it here.
   */
  readonly baseURL?: string | undefined
  /**
   * Called with each context that the browser is met in, before anything happens in it: at each start, and for a page
   * that is reloaded after a crash.
   */
  readonly onContext?: ((context: BrowserContext) => void) | undefined
}

/**
 * `close` is what an updater or a remote control does; the signals are a system's. Pages are not told of any of them.
 *
 * Cookies that end with the browser come back when it is started again with `restore`, and after `SIGKILL` without it
 * too, as measured in Chromium 156. With `close` the browser writes down the rest before it goes.
 */
export type Quitting = 'SIGKILL' | 'SIGTERM' | 'close'

/**
 * A Chromium with a profile of its own, started as a person starts it: it has a back/forward cache, hides tabs that are
 * not in front, and can be quit and started again. Disposing of it kills it, and deletes the profile.
 */
export interface OwnBrowser extends Tabs, AsyncDisposable {
  /**
   * The context of the process that runs now: another one after `start`.
   *
   * @throws SessionTestError `not-done` between `quit` and `start`
   */
  readonly context: BrowserContext
  /**
   * Resolves when the browser has written down what brings this tab back, with its sessionStorage and its cookies: two
   * seconds after it changed. What it has not written down, the signals take with them. Leaves an item of its own in the
   * sessionStorage, and for ten seconds cookies of sites that do not exist.
   */
  writtenDown(page: Page): Promise<void>
  /** Resolves when the browser has gone. */
  quit(how: Quitting): Promise<void>
  /** Starts it again on its profile, after `quit`. */
  start(options: StartOptions): Promise<void>
}

export interface StartOptions {
  /** Whether it opens the tabs that it had, with their sessionStorage and the cookies that end with the browser. */
  readonly restore: boolean
}

/** @throws SessionTestError `invalid-option` when there is no such browser; `not-possible` on Windows */
export async function createOwnBrowser(options: OwnBrowserOptions = {}): Promise<OwnBrowser> {
  if (process.platform === 'win32')
    throw new SessionTestError('not-possible', 'A browser of its own is driven with signals. Use Linux or macOS.')
  const profile = await createProfile()
  const processes: BrowserProcess[] = []
  let now: RunningBrowser | undefined

  function running(): RunningBrowser {
    if (now === undefined) throw new SessionTestError('not-done', 'The browser has been quit. Call `start` first.')
    return now
  }

  async function start(more: readonly string[]): Promise<void> {
    if (now !== undefined) throw new SessionTestError('not-done', 'The browser runs already. Call `quit` first.')
    const started = await startBrowserProcess(profile.folder, options, more)
    processes.push(started)
    now = await meet(started, options)
  }

  async function dispose(): Promise<void> {
    for (const each of processes) each.signalAll('SIGKILL')
    for (const each of processes) await each.exited
    await profile[Symbol.asyncDispose]()
  }

  try {
    await start(['about:blank'])
  } catch (error) {
    await dispose()
    throw error
  }

  return {
    ...createTabDriver(running),
    get context() {
      return running().context
    },
    writtenDown: (page) => waitUntilWrittenDown(page, profile.folder),
    async quit(how) {
      const quitting = running()
      now = undefined
      if (how === 'close') await closeBrowser(quitting)
      else if (how === 'SIGTERM') quitting.process.signal(how)
      else quitting.process.signalAll(how)
      await poll(() => (quitting.process.isRunning() ? null : true), 'The browser goes')
      if (how === 'SIGKILL') await profile.noteKill()
    },
    start: ({ restore }) => start([restore ? '--restore-last-session' : 'about:blank']),
    [Symbol.asyncDispose]: dispose
  }
}

async function meet(process: BrowserProcess, { baseURL, onContext }: OwnBrowserOptions): Promise<RunningBrowser> {
  function contextOf(browser: Browser): BrowserContext {
    const context = browser.contexts()[0]!
    if (baseURL !== undefined) takeRelativeAddresses(context, baseURL)
    onContext?.(context)
    return context
  }

  const browser = await process.connect()
  const context = contextOf(browser)
  const extension = await poll(() => context.serviceWorkers().find(isTabDriver) ?? null, NO_EXTENSION)
  return { process, browser, context, extension, connectAgain: async () => contextOf(await process.connect()) }
}

const NO_EXTENSION =
  'The extension runs that drives tabs. Name a full Chromium as `executablePath`: Google Chrome and the headless shell load none'

/** An application may have service workers too. */
function isTabDriver(worker: Worker): boolean {
  return /^chrome-extension:.*\/tab-driver\.js$/.test(worker.url())
}

async function closeBrowser({ browser }: RunningBrowser): Promise<void> {
  try {
    const session = await browser.newBrowserCDPSession()
    await session.send('Browser.close')
  } catch {
    // The connection may close before the answer has come.
  }
}
