import { test } from '@playwright/test'

import { type ActContext, heldNow } from './acts/act-context.ts'
import { replayCopy, takeCopy } from './acts/copies.ts'
import { createCookieActs } from './acts/cookie-acts.ts'
import { seedSession } from './acts/seeding.ts'
import { createServerActs } from './acts/server-acts.ts'
import { createTabActs } from './acts/tab-acts.ts'
import type { Elsewhere } from './elsewhere.ts'
import { clearjar } from './formats/clearjar.ts'
import type { SessionFixture } from './session-handle.ts'
import type { SessionOptions } from './session-options.ts'
import { remember, type SessionView } from './session-view.ts'
import type { TestBrowser } from './test-browser.ts'

const NAME = 'session'

/** Seconds. */
const MONTH = 31 * 86_400

/** The session of a test's browser, and what matchers and reports see of it. */
export function createSession(
  browser: TestBrowser,
  { name = NAME, format = clearjar(), lifetime = MONTH, cookie = {}, server = {}, showValues = false }: SessionOptions,
  elsewhere: Elsewhere
): { readonly session: SessionFixture; readonly view: SessionView } {
  const context: ActContext = { browser, name, format, lifetime, cookie, server }
  const serverActs = createServerActs(context)
  const acts = inSteps({
    ...createCookieActs(context),
    ...serverActs,
    ...createTabActs(context, () => elsewhere.addressFor(browser.baseURL)),
    seed: (data, options = {}) => seedSession(context, data, options),
    copy: () => takeCopy(context, showValues),
    replay: (copy) => replayCopy(context, copy)
  } satisfies Omit<SessionFixture, 'name' | 'page'>)
  const session: SessionFixture = {
    ...acts,
    name,
    get page() {
      return browser.page
    }
  }
  const { readOnServer } = serverActs
  const view: SessionView = { name, format, showValues, readOnServer, held: () => heldNow(context) }
  remember(session, view)
  return { session, view }
}

/** Whether the kit makes sessions by itself, without the application's login. */
export async function signsByKey({
  name = NAME,
  format = clearjar(),
  lifetime = MONTH
}: SessionOptions): Promise<boolean> {
  return (await format.sign({ name, lifetime, data: {}, signedAt: 0 })) !== null
}

/** Each act is a step of its own in traces and reports. */
function inSteps<Acts extends Record<string, (...args: never[]) => Promise<unknown>>>(acts: Acts): Acts {
  const named = Object.entries(acts).map(([name, act]) => {
    // Without `await`, the line of the test would be missing where the step fails.
    const step = async (...args: never[]) =>
      await test.step(`session.${name}${wordsOf(args)}`, () => act(...args), { box: true })
    return [name, step]
  })
  return Object.fromEntries(named) as Acts
}

/** Options of acts are words of this kit; data is not. */
function wordsOf([first]: readonly unknown[]): string {
  return typeof first === 'string' ? `(${first})` : ''
}
