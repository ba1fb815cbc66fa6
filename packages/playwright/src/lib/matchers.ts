import { isDeepStrictEqual } from 'node:util'

import {
  type Expect,
  expect as base,
  type ExpectMatcherState,
  type MatcherReturnType,
  type Page
} from '@playwright/test'

import { findCookie, readData } from './session-cookie.ts'

export interface MatcherOptions {
  /** Name of the cookie. Default `session`. */
  readonly name?: string
  /** Milliseconds to wait. Default that of the other assertions. */
  readonly timeout?: number
}

/** An alias, not an interface: Playwright asks for a type with an index signature, which only an alias has. */
type SessionMatchers = {
  toHaveSession(
    this: ExpectMatcherState,
    page: Page,
    data?: object,
    options?: MatcherOptions
  ): Promise<MatcherReturnType>
  toHaveNoSession(this: ExpectMatcherState, page: Page, options?: MatcherOptions): Promise<MatcherReturnType>
}

const matchers: SessionMatchers = {
  /** The browser holds a session for the page, with at least this data in it. Waits for it. */
  async toHaveSession(page, data = {}, options = {}) {
    const pass = await settles(this, options, async () => {
      const session = await readSession(page, options)
      return session !== undefined && isDeepStrictEqual(session, { ...session, ...data })
    })
    const names = Object.keys(data).join(', ') || 'any data'
    return { pass, message: () => `Expected ${this.isNot ? 'no' : 'a'} session that holds ${names} as given.` }
  },

  /** The browser holds no session cookie for the page, readable or not. Waits until it is gone. */
  async toHaveNoSession(page, options = {}) {
    const pass = await settles(this, options, async () => (await cookieOf(page, options)) === undefined)
    return { pass, message: () => `Expected ${this.isNot ? 'a' : 'no'} cookie named "${options.name ?? 'session'}".` }
  }
}

/** Playwright's `expect` with assertions about the session. Their failures name what differs and never print a value. */
export const expect: Expect<SessionMatchers> = base.extend(matchers)

function cookieOf(page: Page, { name = 'session' }: MatcherOptions) {
  return findCookie(page.context(), name, page.url())
}

async function readSession(page: Page, options: MatcherOptions): Promise<object | undefined> {
  const cookie = await cookieOf(page, options)
  return cookie === undefined ? undefined : readData(cookie.value)
}

/** Waits for the condition, or under `.not` for its opposite, and says whether the condition holds. */
async function settles(
  state: ExpectMatcherState,
  options: MatcherOptions,
  holds: () => Promise<boolean>
): Promise<boolean> {
  const { timeout = state.timeout } = options
  try {
    await base.poll(holds, { timeout }).toBe(!state.isNot)
    return !state.isNot
  } catch {
    return state.isNot
  }
}
