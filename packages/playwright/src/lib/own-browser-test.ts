import type { TestType } from '@playwright/test'

import { createOwnBrowser, type OwnBrowser } from './own-browser/own-browser.ts'
import { rememberContext } from './session-view.ts'
import {
  test as base,
  type SessionFixtures,
  type SessionWorkerFixtures,
  type Base,
  viewOfPage
} from './session-test.ts'

export interface OwnBrowserFixtures {
  /** The browser itself, for what a session has no act for. */
  readonly ownBrowser: OwnBrowser
}

type OwnBrowserTest = TestType<Base[0] & SessionFixtures & OwnBrowserFixtures, Base[1] & SessionWorkerFixtures>

/**
 * The same `test`, but each has a Chromium of its own, started as a person starts it: `context` and `page` belong to
 * that. No traces are recorded, because a browser that dies takes its trace along.
 */
export const test: OwnBrowserTest = base.extend<OwnBrowserFixtures>({
  trace: ['off', { scope: 'worker' }],
  ownBrowser: async (
    { launchOptions: { executablePath, args, chromiumSandbox }, headless, baseURL, sessionOptions, elsewhere },
    use
  ) => {
    await using own = await createOwnBrowser({
      executablePath,
      args,
      chromiumSandbox,
      headless,
      baseURL,
      onContext(context) {
        if (baseURL === undefined) return
        rememberContext(context, (page) => viewOfPage(page, baseURL, sessionOptions, elsewhere))
      }
    })
    await use(own)
  },
  sessionHost: async ({ ownBrowser }, use) => use(ownBrowser),
  context: async ({ ownBrowser }, use) => use(ownBrowser.context),
  page: async ({ ownBrowser, sessionOf, signedIn }, use) => {
    const page = await ownBrowser.newTab()
    if (signedIn !== null) await sessionOf(page).seed(signedIn)
    await use(page)
  }
})
