import { type BrowserContext, type Page, test as base, type TestType } from '@playwright/test'

import { createElsewhere, type Elsewhere } from './elsewhere.ts'
import { readHeld } from './held-session.ts'
import type { OwnBrowser } from './own-browser/own-browser.ts'
import { createReadyStates, type ReadyStates } from './ready-states.ts'
import { attachSession } from './report/attach-session.ts'
import { createSession } from './session.ts'
import type { SomeData } from './session-data.ts'
import type { SessionFixture } from './session-handle.ts'
import type { SessionOptions } from './session-options.ts'
import { SessionTestError } from './session-test-error.ts'
import { rememberContext, type SessionView } from './session-view.ts'
import { createTestBrowser, isOwn } from './test-browser.ts'

export interface SessionFixtures {
  /** How the application keeps its session. Option. */
  readonly sessionOptions: SessionOptions
  /** Begins each test with a session of this data, which a worker makes once for all of its tests. Option. */
  readonly signedIn: SomeData | null
  /** The session of `page`. */
  readonly session: SessionFixture
  /** The session of another page: of a second person in a context of their own, or of another site. */
  readonly sessionOf: (page: Page, options?: SessionOptions & { readonly baseURL?: string }) => SessionFixture
  /** What the acts are done in. */
  readonly sessionHost: BrowserContext | OwnBrowser
}

export interface SessionWorkerFixtures {
  readonly elsewhere: Elsewhere
  readonly readyStates: ReadyStates
}

export type Base = typeof base extends TestType<infer TestArgs, infer WorkerArgs> ? [TestArgs, WorkerArgs] : never

export type SessionTest = TestType<Base[0] & SessionFixtures, Base[1] & SessionWorkerFixtures>

/** Playwright's `test` with a `session` fixture; needs `baseURL` in the configuration. */
export const test: SessionTest = base.extend<SessionFixtures, SessionWorkerFixtures>({
  sessionOptions: [{}, { option: true }],
  signedIn: [null, { option: true }],
  elsewhere: [
    async ({}, use) => {
      await using elsewhere = createElsewhere()
      await use(elsewhere)
    },
    { scope: 'worker' }
  ],
  readyStates: [
    async ({ browser, elsewhere }, use) => {
      await use(createReadyStates(browser, elsewhere))
    },
    { scope: 'worker' }
  ],
  storageState: async ({ storageState, signedIn, sessionOptions, readyStates, baseURL }, use) => {
    await use(signedIn === null ? storageState : await readyStates.get(needURL(baseURL), sessionOptions, signedIn))
  },
  // For assertions about pages in tests that do without the fixture.
  context: async ({ context, baseURL, sessionOptions, elsewhere }, use) => {
    if (baseURL !== undefined) rememberContext(context, (page) => viewOfPage(page, baseURL, sessionOptions, elsewhere))
    await use(context)
  },
  sessionHost: async ({ context }, use) => use(context),
  sessionOf: async (
    { sessionHost, baseURL, sessionOptions, elsewhere, ignoreHTTPSErrors, extraHTTPHeaders },
    use,
    info
  ) => {
    const views: SessionView[] = []
    await use((page, { baseURL: ownURL = baseURL, ...options } = {}) => {
      const host = isOwn(sessionHost) ? sessionHost : page.context()
      const requests = {
        ...(ignoreHTTPSErrors !== undefined && { ignoreHTTPSErrors }),
        ...(extraHTTPHeaders !== undefined && { extraHTTPHeaders })
      }
      const browser = createTestBrowser(host, page, needURL(ownURL), requests)
      const { session, view } = createSession(browser, { ...sessionOptions, ...options }, elsewhere)
      views.push(view)
      return session
    })
    for (const view of views) await attachSession(info, view)
  },
  session: async ({ page, sessionOf }, use) => use(sessionOf(page))
})

export function viewOfPage(page: Page, baseURL: string, options: SessionOptions, elsewhere: Elsewhere): SessionView {
  const context = page.context()
  const { view } = createSession(createTestBrowser(context, page, baseURL), options, elsewhere)
  const { name, format } = view
  return { ...view, held: () => readHeld(context, name, format, isOnline(page) ? page.url() : baseURL) }
}

function isOnline(page: Page): boolean {
  return /^https?:/.test(page.url())
}

function needURL(baseURL: string | undefined): string {
  if (baseURL !== undefined) return baseURL
  throw new SessionTestError(
    'invalid-option',
    'The session fixture needs `baseURL` in `use` of the Playwright configuration.'
  )
}
