import { writeFile } from 'node:fs/promises'

import { type OwnBrowser, test as base } from '@clearjar/playwright/own-browser'
import { type BrowserContext, expect, type Page } from '@playwright/test'

import { type Keep, keeping } from '../keeping.ts'
import type { ServerProcess } from '../server.ts'
import { startApi } from '../test.ts'
import { createLine, type Line, type TabReport } from './line.ts'
import { openBrowser } from './open-browser.ts'
import { copySession, type SessionCopy } from './session-copy.ts'

export { expect } from '@playwright/test'

type Scope = 'last-tab' | 'tab'

/** Seconds. A minute's worth of them would prove no more. */
export const GRACE = 2
export const LEASE = 3
export const AWAY = 8

/** A tab with the page of `line.ts`, whose session is bound to its tab. */
interface Bound {
  readonly chromium: OwnBrowser
  readonly page: Page
  /** A copy of its cookies, and of the tab's key: asking with it tells the server nothing of the tab. */
  readonly session: SessionCopy
}

/** A tab that another one opened. */
interface Opened {
  readonly page: Page
  readonly birth: string | undefined
  readonly session: SessionCopy
}

interface Fixtures {
  times: NodeJS.ProcessEnv
  api: ServerProcess
  line: Line
  /** Starts a browser of the test's own with a new profile, and these further switches. */
  open: typeof openBrowser
  /** The worker's browser, which stays: it has no cookie and one empty tab. */
  shared: () => Promise<OwnBrowser>
  /** Opens the page with a new session of this scope; in the worker's browser, unless one is given. */
  begin: (scope: Scope, chromium?: OwnBrowser) => Promise<Bound>
}

export const test = base.extend<Fixtures, { keep: Keep }>({
  ...keeping,
  times: [{ TAB_GRACE: `${GRACE}`, TAB_LEASE: `${LEASE}`, TAB_AWAY: `${AWAY}` }, { option: true }],
  api: async ({ keep, times }, use) => {
    await use(await keep(`API ${JSON.stringify(times)}`, () => startApi(times)))
  },
  line: async ({ api }, use) => {
    await using line = await createLine(api.url)
    await use(line)
    const info = test.info()
    if (info.status !== info.expectedStatus)
      await writeFile(info.outputPath('reports.json'), JSON.stringify(line.reports, null, 2))
  },
  open: async ({}, use) => {
    const browsers: OwnBrowser[] = []
    await use(async (...args) => {
      const browser = await openBrowser(...args)
      browsers.push(browser)
      return browser
    })
    for (const browser of browsers) await browser[Symbol.asyncDispose]()
  },
  shared: async ({ keep }, use) => {
    let used: OwnBrowser | undefined
    await use(async () => (used = await keep('own browser', openBrowser)))
    if (used === undefined) return
    for (const page of used.context.pages().slice(1)) await used.close(page)
    await used.context.clearCookies()
  },
  begin: async ({ line, shared }, use) => {
    await use(async (scope, given) => {
      const chromium = given ?? (await shared())
      const page = await chromium.newTab(line.elsewhere)
      await startSession(line, chromium.context, scope)
      const opened = await line.report(() => page.goto(line.url), isOpen)
      return { chromium, page, session: await sessionOf(line, page, opened) }
    })
  }
})

/** Tests an outcome with sessions of each scope. The title is the row of the table of outcomes. */
export function row(
  title: string,
  scopes: readonly Scope[],
  body: (fixtures: Pick<Fixtures, 'line' | 'open' | 'begin'> & { readonly scope: Scope }) => Promise<void>
): void {
  for (const [place, scope] of scopes.entries()) {
    const isLong = scopes === IN_MATRIX || scopes === LIKE_ANOTHER || (scopes === BOTH_SLOWLY && place > 0)
    const tag = isLong ? '@long' : []
    test(`${title} (${scope})`, { tag }, async ({ line, open, begin }) => {
      await body({ line, open, begin, scope })
    })
  }
}

/** What quits a browser, in the table of outcomes. */
export const QUITS = { close: 'Browser.close', SIGTERM: 'SIGTERM', SIGKILL: 'SIGKILL' } as const

export const BOTH: readonly Scope[] = ['last-tab', 'tab']

/** For what waits long for the same in each scope: all but the first are left to `CLEARJAR_LONG=1`. */
export const BOTH_SLOWLY: readonly Scope[] = [...BOTH]

/** For what takes the same way through the code as another row: all of it is left to `CLEARJAR_LONG=1`. */
export const LIKE_ANOTHER: readonly Scope[] = [...BOTH]

/** For what `e2e/matrix` finds out in the ordinary command: how long it takes is left to `CLEARJAR_LONG=1`. */
export const IN_MATRIX: readonly Scope[] = [...BOTH]

/** As a sign-in would; the page does not hear of it, so that the next page that opens is the first. */
async function startSession(line: Line, { request }: BrowserContext, scope: Scope): Promise<void> {
  const settings = await request.patch(`${line.url}/api/settings`, { data: { tabs: scope } })
  expect(settings.status()).toBe(200)
  const started = await request.patch(`${line.url}/api/session`, { data: { data: { string: 'hello' } } })
  expect(started.status()).toBe(200)
}

export function isOpen({ act, answer }: TabReport): boolean {
  return act === 'open' && answer === 'open'
}

/** Whether the browser still has a cookie for it. */
export async function hasSession({ context }: OwnBrowser, { url }: Line): Promise<boolean> {
  return (await context.cookies(url)).some(({ name }) => name === 'session')
}

/** The session of a tab, once its page has heard that it is open. */
async function sessionOf(line: Line, page: Page, { key }: TabReport): Promise<SessionCopy> {
  // The tab may not be in front, where there are no frames to look with.
  await page.waitForFunction((given) => sessionStorage.getItem('session-tab')?.includes(given), key ?? '', {
    polling: 100
  })
  const cookies = await page.context().cookies(line.url)
  return copySession(line.api, cookies, key ?? '')
}

/** A page of another site comes to the front. */
export async function hide({ newTab }: OwnBrowser, line: Line): Promise<void> {
  await line.report(
    () => newTab(line.elsewhere),
    ({ act, hidden, answer }) => act === 'keep' && hidden === true && answer === 'open'
  )
}

/** The session of the tab that `open` opens. */
export async function openTab(line: Line, open: () => Promise<Page>): Promise<Opened> {
  let page: Page | undefined
  const opened = await line.report(async () => {
    page = await open()
  }, isOpen)
  return { page: page!, birth: opened.birth, session: await sessionOf(line, page!, opened) }
}
