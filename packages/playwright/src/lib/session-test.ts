import { type BrowserContext, type Page, test as base, type TestType } from '@playwright/test'

import { createElsewhere, type Elsewhere } from './elsewhere.ts'
import type { OwnBrowser } from './own-browser/own-browser.ts'
import { createReadyStates, type ReadyStates, wholeState } from './ready-states.ts'
import { attachSessions, noteSession } from './report/attach-sessions.ts'
import { createSession, signsByKey } from './session.ts'
import type { SomeData } from './session-data.ts'
import type { SessionFixture } from './session-handle.ts'
import type { SessionOptions } from './session-options.ts'
import { SessionTestError } from './session-test-error.ts'
import { rememberContext, rememberUnknown, type SessionView } from './session-view.ts'
import { createTestBrowser, type RequestOptions } from './test-browser.ts'

export interface SessionFixtures {
  /** How the application keeps its session. Option. */
  readonly sessionOptions: SessionOptions
  /**
   * Begins each test with a session of this data: signed for it where the kit has the key, else from a login that a
   * worker makes once for all of its tests. Option.
   */
  readonly signedIn: SomeData | null
  /** The session of `page`. */
  readonly session: SessionFixture
  /** The session of another page: of a second person in a context of their own, or of another site. */
  readonly sessionOf: (page: Page, options?: SessionOptions & { readonly baseURL?: string }) => SessionFixture
  /** What the acts on a page are done in. */
  readonly sessionHostOf: (page: Page) => BrowserContext | OwnBrowser
  /** What the kit's own requests take over from `use`. */
  readonly sessionRequests: RequestOptions
}

export interface SessionWorkerFixtures {
  readonly sessionElsewhere: Elsewhere
  readonly sessionReadyStates: ReadyStates
}

export type Base = typeof base extends TestType<infer TestArgs, infer WorkerArgs> ? [TestArgs, WorkerArgs] : never

export type SessionTest = TestType<Base[0] & SessionFixtures, Base[1] & SessionWorkerFixtures>

/** Playwright's `test` with a `session` fixture; needs `baseURL` in the configuration. */
export const test: SessionTest = base.extend<SessionFixtures, SessionWorkerFixtures>({
  sessionOptions: [{}, { option: true }],
  signedIn: [null, { option: true }],
  sessionElsewhere: [
    async ({}, use) => {
      await using elsewhere = createElsewhere()
      await use(elsewhere)
    },
    { scope: 'worker' }
  ],
  sessionReadyStates: [
    async ({ browser, sessionElsewhere }, use) => use(createReadyStates(browser, sessionElsewhere)),
    { scope: 'worker' }
  ],
  sessionRequests: async ({ ignoreHTTPSErrors, extraHTTPHeaders }, use) => {
    await use({
      ...(ignoreHTTPSErrors !== undefined && { ignoreHTTPSErrors }),
      ...(extraHTTPHeaders !== undefined && { extraHTTPHeaders })
    })
  },
  context: async (
    { context, baseURL, sessionOptions, signedIn, sessionElsewhere, sessionReadyStates, sessionRequests },
    use,
    info
  ) => {
    const sessionFor = (page: Page) =>
      createSession(
        createTestBrowser(context, page, needURL(baseURL), sessionRequests),
        sessionOptions,
        sessionElsewhere
      )
    // For assertions about pages in tests that do without the fixture.
    let asserted: SessionView | undefined
    if (baseURL !== undefined) rememberContext(context, (page) => (asserted = sessionFor(page).view))
    if (signedIn !== null) {
      if (await signsByKey(sessionOptions)) await seedInPassing(await context.newPage(), sessionFor, signedIn)
      else {
        const ready = await sessionReadyStates.get({
          baseURL: needURL(baseURL),
          options: sessionOptions,
          requests: sessionRequests,
          data: signedIn
        })
        // To set a state is to lose what of the one before cannot be written down.
        if (ready.origins.length === 0) await context.addCookies(ready.cookies)
        else {
          const { cookies, origins } = await wholeState(context)
          await context.setStorageState({
            cookies: [...cookies, ...ready.cookies],
            origins: [...origins, ...ready.origins]
          })
        }
      }
    }
    await use(context)
    await attachSessions(info, asserted)
  },
  sessionHostOf: async ({}, use) => use((page) => page.context()),
  sessionOf: async (
    { baseURL: givenURL, sessionOptions, sessionElsewhere, sessionHostOf, sessionRequests },
    use,
    info
  ) => {
    await use((page, { baseURL = givenURL, ...options } = {}) => {
      const browser = createTestBrowser(sessionHostOf(page), page, needURL(baseURL), sessionRequests)
      const given = { ...sessionOptions, ...options }
      const { session, view } = createSession(browser, given, sessionElsewhere)
      noteSession(info, view)
      rememberUnknown(page.context(), (other) => {
        const there = createTestBrowser(page.context(), other, needURL(baseURL), sessionRequests)
        return createSession(there, given, sessionElsewhere).view
      })
      return session
    })
    await attachSessions(info)
  },
  session: async ({ page, sessionOf }, use) => use(sessionOf(page))
})

/** The session is the browser's: the page is only there to have one. */
export async function seedInPassing(
  page: Page,
  sessionFor: (page: Page) => { readonly session: SessionFixture },
  data: SomeData
): Promise<void> {
  await sessionFor(page).session.seed(data)
  await page.close()
}

export function needURL(baseURL: string | undefined): string {
  if (baseURL !== undefined) return baseURL
  throw new SessionTestError(
    'invalid-option',
    'The session fixture needs `baseURL` in `use` of the Playwright configuration.'
  )
}
