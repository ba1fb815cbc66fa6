import { inspect } from 'node:util'

import type { Browser, BrowserContext } from '@playwright/test'

import { createSession } from './session.ts'
import type { SomeData } from './session-data.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { SessionOptions } from './session-options.ts'
import { createTestBrowser, type RequestOptions } from './test-browser.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Browsers that went through the application's login, as `storageState` of Playwright. */
export interface ReadyStates {
  get(wanted: WantedState): Promise<StorageState>
}

interface WantedState {
  readonly baseURL: string
  readonly options: SessionOptions
  readonly requests: RequestOptions
  readonly data: SomeData
}

/** Each is made in a context of its own, which is closed again, and made anew when the server knows it no more. */
export function createReadyStates(browser: Browser, elsewhere: Elsewhere): ReadyStates {
  const states = new WeakMap<SessionOptions, Map<string, StorageState>>()

  async function inContext<T>(
    { baseURL, options, requests }: WantedState,
    storageState: StorageState | undefined,
    use: (session: ReturnType<typeof createSession>['session'], context: BrowserContext) => Promise<T>
  ): Promise<T> {
    const context = await browser.newContext({
      ...requests,
      baseURL,
      // Playwright would take that of `use`, and somebody be there before the login.
      storageState: storageState ?? { cookies: [], origins: [] }
    })
    try {
      const own = createTestBrowser(context, await context.newPage(), baseURL, requests)
      return await use(createSession(own, options, elsewhere).session, context)
    } finally {
      await context.close()
    }
  }

  return {
    async get(wanted) {
      const { options, baseURL, data } = wanted
      const ofOptions = states.get(options) ?? new Map<string, StorageState>()
      states.set(options, ofOptions)
      const key = inspect([baseURL, data], { depth: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity })
      const known = ofOptions.get(key)
      if (known !== undefined) {
        if (options.server?.read === undefined) return known
        if ((await inContext(wanted, known, (session) => session.readOnServer())) !== null) return known
      }
      const made = await inContext(wanted, undefined, async (session, context) => {
        await session.seed(data, { through: 'login' })
        return wholeState(context)
      })
      ofOptions.set(key, made)
      return made
    }
  }
}

/** With databases, where what is in them can be written down. */
export function wholeState(context: BrowserContext): Promise<StorageState> {
  return context.storageState({ indexedDB: true }).catch(() => context.storageState())
}
