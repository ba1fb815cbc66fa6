import { inspect } from 'node:util'

import type { Browser, BrowserContext } from '@playwright/test'

import type { Elsewhere } from './elsewhere.ts'
import { createSession } from './session.ts'
import type { SomeData } from './session-data.ts'
import type { SessionOptions } from './session-options.ts'
import { createTestBrowser } from './test-browser.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Browsers that are signed in, as `storageState` of Playwright. */
export interface ReadyStates {
  get(baseURL: string, options: SessionOptions, data: SomeData): Promise<StorageState>
}

/** Each is made once, in a context of its own, which is closed again. */
export function createReadyStates(browser: Browser, elsewhere: Elsewhere): ReadyStates {
  const states = new Map<string, Promise<StorageState>>()

  async function make(baseURL: string, options: SessionOptions, data: SomeData): Promise<StorageState> {
    const context = await browser.newContext({ baseURL })
    try {
      const own = createTestBrowser(context, await context.newPage(), baseURL)
      await createSession(own, options, elsewhere).session.seed(data)
      return await context.storageState()
    } finally {
      await context.close()
    }
  }

  return {
    get(baseURL, options, data) {
      const key = inspect([baseURL, options.name, data], {
        depth: Infinity,
        maxStringLength: Infinity,
        maxArrayLength: Infinity
      })
      const state = states.get(key) ?? make(baseURL, options, data)
      states.set(key, state)
      return state
    }
  }
}
