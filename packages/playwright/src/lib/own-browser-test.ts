import type { BrowserContext, Page, TestType } from '@playwright/test'

import { createOwnBrowser, type OwnBrowser, type OwnBrowserOptions } from './own-browser/own-browser.ts'
import { createSession } from './session.ts'
import {
  type Base,
  needURL,
  seedInPassing,
  type SessionFixtures,
  type SessionWorkerFixtures,
  test as base
} from './session-test.ts'
import { attachSessions } from './report/attach-sessions.ts'
import { rememberContext, type SessionView } from './session-view.ts'
import { createTestBrowser } from './test-browser.ts'

export interface OwnBrowserFixtures {
  /** How it is started, where that differs from `launchOptions`: the headless shell has no tabs. Option. */
  readonly ownBrowserOptions: OwnBrowserOptions
  /** The browser itself, for what a session has no act for. */
  readonly ownBrowser: OwnBrowser
}

type OwnBrowserTest = TestType<Base[0] & SessionFixtures & OwnBrowserFixtures, Base[1] & SessionWorkerFixtures>

/**
 * The same `test`, but each has a Chromium of its own, started as a person starts it: `context` and `page` belong to
 * that. Of Playwright's options for a context it takes `baseURL`, `ignoreHTTPSErrors` and `extraHTTPHeaders`. No traces
 * are recorded, because a browser that dies takes its trace along. `signedIn` is done in each browser.
 */
export const test: OwnBrowserTest = base.extend<OwnBrowserFixtures>({
  trace: ['off', { scope: 'worker' }],
  ownBrowserOptions: [{}, { option: true }],
  ownBrowser: async (
    {
      launchOptions,
      ownBrowserOptions,
      headless,
      baseURL,
      sessionOptions,
      signedIn,
      sessionElsewhere,
      sessionRequests
    },
    use,
    info
  ) => {
    const { executablePath, args = [], chromiumSandbox } = launchOptions
    const { ignoreHTTPSErrors = false, extraHTTPHeaders } = sessionRequests
    const headersSet: Promise<void>[] = []
    let asserted: SessionView | undefined
    const sessionFor = (page: Page) =>
      createSession(createTestBrowser(own, page, needURL(baseURL), sessionRequests), sessionOptions, sessionElsewhere)
    await using own = await createOwnBrowser({
      executablePath,
      args: ignoreHTTPSErrors ? [...args, '--ignore-certificate-errors'] : args,
      chromiumSandbox,
      headless,
      baseURL,
      ...ownBrowserOptions,
      onContext(context) {
        ownContexts.add(context)
        if (extraHTTPHeaders !== undefined) headersSet.push(context.setExtraHTTPHeaders(extraHTTPHeaders))
        if (baseURL !== undefined) rememberContext(context, (page) => (asserted = sessionFor(page).view))
      }
    })
    await Promise.all(headersSet)
    if (signedIn !== null) await seedInPassing(await own.newTab(), sessionFor, signedIn)
    await use(own)
    await attachSessions(info, asserted)
  },
  context: async ({ ownBrowser }, use) => use(ownBrowser.context),
  page: async ({ ownBrowser }, use) => use(await ownBrowser.newTab()),
  sessionHostOf: async ({ ownBrowser }, use) => {
    await use((page) => (ownContexts.has(page.context()) ? ownBrowser : page.context()))
  }
})

/** A second person may have a context of Playwright's in the same test. */
const ownContexts = new WeakSet<BrowserContext>()
