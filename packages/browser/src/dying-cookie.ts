import { findDyingBrowser } from './lib/dying-cookie-browser.ts'
import { createDyingJar, needsSecure } from './lib/dying-cookie-jar.ts'
import { createDyingCookieIn } from './lib/dying-cookie.ts'
import type { DyingCookie } from './lib/dying-cookie.ts'
import { SessionClientError } from './lib/session-client-error.ts'

export type { DyingCookie, DyingCookieSnapshot } from './lib/dying-cookie.ts'
export { SessionClientError } from './lib/session-client-error.ts'
export type { SessionClientErrorCode } from './lib/session-client-error.ts'

/** Name and attributes must be those the server sets the cookie with: another path or domain is another cookie. */
export interface DyingCookieOptions {
  /** Name of the cookie; default `session`. */
  name?: string
  /** Default `/`. */
  path?: string
  /** Default: none, a cookie of this host alone. */
  domain?: string
  /** Default: `true` on https, for a name that starts with `__Host-` or `__Secure-`, and for `sameSite: 'none'`. */
  secure?: boolean
  /** Default `lax`. */
  sameSite?: 'lax' | 'strict' | 'none'
  /**
   * Whole seconds that the cookie has left when its last page goes; default 3. A reload that takes longer ends the
   * session. Ten times that where another tab seemed open, which then restores it.
   */
  seconds?: number
  /** Which tabs keep the cookie alive: all that have the page open (default), or the one that called `adopt()` and its copies. */
  scope?: 'last-tab' | 'tab'
  /**
   * UNIX second at which a restored cookie runs out, asked at each restoration; `null` (default): it goes with the
   * browser. A page cannot see what `Expires` the server had set, so without this a permanent cookie is one no more.
   */
  expires?: () => number | null
}

/**
 * Ends a session with its tabs, without the server's help: a page that goes leaves its readable cookie a few seconds to
 * live, and the next page of the tab, or another open tab, lets it live on. A cookie that nobody did so for (after a
 * crash, or in a restored session) is deleted by the next visit before it is used.
 *
 * Starts by itself. Make one per document, as early as possible, in each page of the site, in the top frame. It holds a
 * Web Lock, and a browser may keep a page that used locks out of the back/forward cache, as Firefox does.
 *
 * @throws {SessionClientError} `invalid-option`
 */
export function createDyingCookie(options: DyingCookieOptions = {}): DyingCookie {
  const { name = 'session', path = '/', domain, secure, sameSite = 'lax', seconds = 3, scope = 'last-tab' } = options
  const { expires = () => null } = options
  checkOptions(name, seconds)
  checkAttributes(name, { ...options, path, sameSite })
  const jar = createDyingJar(name, { path, domain, secure, sameSite })
  return createDyingCookieIn(findDyingBrowser(), jar, { name, seconds, scope, expires })
}

function checkOptions(name: string, seconds: number): void {
  // RFC 6265bis section 4.1.1: a cookie's name is a token. js-cookie looks names up in a plain object, which has some of its own.
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || name in {}) {
    fail("`name` must be the name of a cookie: letters, digits and !#$%&'*+-.^_`|~")
  }
  if (!Number.isInteger(seconds) || seconds < 1) fail('`seconds` must be a whole number of seconds, 1 or more')
}

/** Browsers drop cookies that break these without a word (RFC 6265bis, sections 4.1.3 and 5.7). */
function checkAttributes(name: string, { path, domain, secure, sameSite = 'lax' }: DyingCookieOptions): void {
  if ([path, domain].some((text) => text !== undefined && /[;\p{Cc}]/u.test(text))) {
    fail('`path` and `domain` must be those that the server sets the cookie with')
  }
  if (secure === false && needsSecure(name, sameSite)) {
    fail('A name that starts with __Host- or __Secure-, and sameSite "none", need `secure: true`, or leave it out')
  }
  if (/^__host-/i.test(name) && (path !== '/' || domain !== undefined)) {
    fail('A name that starts with __Host- needs the path "/" and no domain')
  }
}

function fail(message: string): never {
  throw new SessionClientError('invalid-option', message)
}
