import {
  type Expect,
  expect as base,
  type ExpectMatcherState,
  type MatcherReturnType,
  type Page
} from '@playwright/test'

import type { CookieKey } from '../formats/format.ts'
import type { SomeData } from '../session-data.ts'
import type { SessionCopy, SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { checkExpectations, type CookieExpectations } from './compare-cookie.ts'
import { type Act, type EndOptions, endWith, outlive, type OutliveOptions } from './endings.ts'
import { viewOf } from './find-view.ts'
import { hideArguments, takeHidden } from './hide-arguments.ts'
import { lookAtCookie, lookForData, lookForKey, lookForNone } from './looks.ts'
import { judge, type MatcherOptions } from './verdict.ts'

type Browser = Page | SessionFixture
type Result = Promise<MatcherReturnType>

/** An alias, not an interface: Playwright asks for a type with an index signature, which only an alias has. */
export type SessionMatchers = {
  /**
   * A session cookie is held, `HttpOnly` or not, with at least this data; each property that is given is the same all
   * the way down. Where the cookie is only an id, the data is the server's word (`server.read`). Waits for it. Whether
   * the server accepts the cookie is not asked: that is `readOnServer`, `toOutlive` and `toEndWith`.
   *
   * @throws SessionTestError `invalid-option` where the server has to be asked and `server.read` was not given
   */
  toHaveSession(
    this: ExpectMatcherState,
    held: Browser | SessionCopy,
    data?: SomeData,
    options?: MatcherOptions
  ): Result
  /** No session cookie is held, readable or not. Waits until it is gone. A copy may still work: see `toEndWith`. */
  toHaveNoSession(this: ExpectMatcherState, held: Browser, options?: MatcherOptions): Result
  /** A session cookie is held with these attributes; under `.not`, one with others. Waits for it. */
  toHaveSessionCookie(
    this: ExpectMatcherState,
    held: Browser | SessionCopy,
    attributes: CookieExpectations,
    options?: MatcherOptions
  ): Result
  /**
   * A session cookie is held that this key signed, or one of these; under `.not`, one that none of them signed. Waits
   * for it.
   */
  toBeSignedBy(
    this: ExpectMatcherState,
    held: Browser | SessionCopy,
    key: CookieKey | readonly CookieKey[],
    options?: MatcherOptions
  ): Result
  /**
   * A session is alive, `act` is done, and a session is alive: the server accepts what the browser has, or, without
   * `server.read`, the browser has a cookie. Whether it is still the same person's is not compared, for data may change:
   * say `toHaveSession` with what must be as before.
   *
   * @throws SessionTestError `no-session` when it is not alive before the act; `not-possible` when asking ends it;
   * `invalid-option` under `.not`
   */
  toOutlive(this: ExpectMatcherState, session: SessionFixture, act: Act, options?: OutliveOptions): Result
  /**
   * The session is alive, `act` is done, and after that neither this browser nor a copy that was taken before is
   * accepted by the server. Waits for that.
   *
   * @throws SessionTestError `no-session` when it is not alive before the act; `not-possible` when asking ends it;
   * `invalid-option` under `.not`, and without `server.read` unless copies may live
   */
  toEndWith(this: ExpectMatcherState, session: SessionFixture, act: Act, options?: EndOptions): Result
}

const matchers: SessionMatchers = {
  async toHaveSession(held, data = {}, options = {}) {
    const view = viewOf(held)
    const names = Object.keys(data).join(', ')
    const what = names === '' ? 'session' : `session with ${names} as given`
    return judge(this, options, { plain: `a ${what}`, not: `no ${what}` }, () => lookForData(view, data))
  },
  async toHaveNoSession(held, options = {}) {
    const view = viewOf(held)
    const expected = { plain: 'no session', not: `a cookie named "${view.name}"` }
    return judge(this, options, expected, () => lookForNone(view))
  },
  async toHaveSessionCookie(held, attributes, options = {}) {
    const view = viewOf(held)
    checkExpectations(attributes)
    const names = Object.keys(attributes).join(', ')
    const expected = {
      plain: `a session cookie with ${names} as given`,
      not: `a session cookie with another ${names} than given`
    }
    return judge(this, options, expected, () => lookAtCookie(view, attributes))
  },
  async toBeSignedBy(held, key, options = {}) {
    const view = viewOf(held)
    const keys = isList(key) ? key : [key]
    if (keys.length === 0)
      throw new SessionTestError('invalid-option', '`toBeSignedBy` needs a key, or a list of some.')
    const expected = {
      plain: `a session cookie signed by ${keys.length === 1 ? 'this key' : 'one of these keys'}`,
      not: `a session cookie signed by another key`
    }
    return judge(this, options, expected, () => lookForKey(view, keys))
  },
  async toOutlive(session, act, options = {}) {
    refuseNot(this, 'toOutlive', 'toEndWith')
    return outlive(viewOf(session), act, { timeout: this.timeout, ...options })
  },
  async toEndWith(session, act, options = {}) {
    refuseNot(this, 'toEndWith', 'toOutlive')
    return endWith(session, viewOf(session), act, { timeout: this.timeout, ...options })
  }
}

/** Playwright's `expect` with assertions about sessions. What they say when they fail never has a value in it. */
export const expect: Expect<SessionMatchers> = hideArguments(base.extend(takeHidden(matchers)))

function isList(key: CookieKey | readonly CookieKey[]): key is readonly CookieKey[] {
  return Array.isArray(key)
}

function refuseNot({ isNot }: ExpectMatcherState, name: string, opposite: string): void {
  if (!isNot) return
  throw new SessionTestError('invalid-option', `There is no \`.not.${name}\`: what you mean is \`${opposite}\`.`)
}
