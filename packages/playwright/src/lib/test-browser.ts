import { setTimeout as pause } from 'node:timers/promises'

import { type APIRequestContext, type BrowserContext, type Page, request as requests } from '@playwright/test'

import type { OwnBrowser } from './own-browser/own-browser.ts'
import { relativeTo } from './own-browser/relative-addresses.ts'
import type { Cookie } from './session-view.ts'

/** Milliseconds: less would take a page on a busy machine for one that does not answer. */
const PATIENCE = 3_000

/** The browser of a test, whose tab and context may become others as it goes. */
export interface TestBrowser {
  readonly context: BrowserContext
  /** The tab that acts are about. */
  page: Page
  readonly baseURL: string
  /** Where the session is: the page, while it is the application's. */
  address(): string
  /** Null for a context in a browser that tests share. */
  readonly own: OwnBrowser | null
  /** Asks in the name of the browser. Relative addresses begin at `baseURL`. */
  request(): APIRequestContext
  /** Asks the server with these cookies; what it answers changes no browser. */
  aside<T>(cookies: readonly Cookie[], ask: (request: APIRequestContext) => Promise<T>): Promise<T>
  /** The tab's sessionStorage; empty where there is no page to ask. */
  storage(): Promise<Record<string, string>>
}

export interface RequestOptions {
  readonly ignoreHTTPSErrors?: boolean
  readonly extraHTTPHeaders?: Record<string, string>
}

export function createTestBrowser(
  given: BrowserContext | OwnBrowser,
  page: Page,
  baseURL: string,
  { ignoreHTTPSErrors = false, extraHTTPHeaders = {} }: RequestOptions = {}
): TestBrowser {
  const own = isOwn(given) ? given : null
  let userAgent: string | undefined

  const browser: TestBrowser = {
    get context() {
      return isOwn(given) ? given.context : given
    },
    page,
    baseURL,
    own,
    address() {
      const here = browser.page.url()
      return URL.canParse(here) && new URL(here).hostname === new URL(baseURL).hostname ? here : baseURL
    },
    request: () => relativeTo(baseURL, browser.context.request),
    async aside(cookies, ask) {
      // Some applications bind a session to what its browser says it is.
      userAgent ??= await soon(browser.page.evaluate(() => navigator.userAgent))
      const request = await requests.newContext({
        baseURL,
        ignoreHTTPSErrors,
        extraHTTPHeaders,
        storageState: { cookies: [...cookies], origins: [] },
        ...(userAgent !== undefined && { userAgent })
      })
      try {
        return await ask(request)
      } finally {
        await request.dispose()
      }
    },
    async storage() {
      return (await soon(readStorage(browser.page))) ?? {}
    }
  }
  return browser
}

/** Asks again while the page is on its way to another document: without what is in there, nobody may be signed in. */
async function readStorage(page: Page): Promise<Record<string, string>> {
  for (;;) {
    try {
      return await page.evaluate(() => {
        try {
          // Not by their names as properties: one may be called `key`, as a method is.
          const names = Array.from(sessionStorage, (_, at) => sessionStorage.key(at)!)
          return Object.fromEntries(names.map((name) => [name, sessionStorage.getItem(name)!]))
        } catch {
          // An opaque origin has none.
          return {}
        }
      })
    } catch (error) {
      if (page.isClosed() || !isOnItsWay(error)) return {}
      await pause(20)
    }
  }
}

/** As Playwright says it in Chromium, Firefox and WebKit. */
function isOnItsWay(error: unknown): boolean {
  return error instanceof Error && /context was destroyed|navigation|frame was detached/i.test(error.message)
}

/** A page that is frozen, asks something in a dialog, or is on its way may never answer. */
function soon<T>(asked: Promise<T>): Promise<T | undefined> {
  return Promise.race([asked.catch(() => undefined), pause(PATIENCE, undefined, { ref: false })])
}

function isOwn(given: BrowserContext | OwnBrowser): given is OwnBrowser {
  return 'quit' in given
}
