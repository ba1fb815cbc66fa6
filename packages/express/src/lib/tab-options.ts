import { createCrossSiteGuard, type CrossSiteGuard } from './cross-site.ts'
import type { SessionCookieOptions } from './cookie-writer.ts'
import { parseDuration } from './lifetime.ts'
import type { Duration, SessionOptions } from './options.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { isTabScope, type TabRules, type TabScope } from './tab-leases.ts'

/**
 * Ends sessions with their tabs. The page says how its tab is (`createTabSession` of `@clearjar/browser/tab-session`),
 * and the server keeps a lease for each; a request whose session has no tab left has no session.
 */
export interface TabsOptions {
  /** Of sessions that start from now on; `bindSession` says otherwise for one. Default `last-tab`. */
  readonly scope?: TabScope
  /** Whether copies of a tab (duplicates, `window.open` with an opener) belong to a session of scope `tab`. Default true. */
  readonly copies?: boolean
  /** Where pages report, from the root of the host. Default `/session/tabs`. */
  readonly path?: string
  /** How long after it said that it closes a tab may come back, as a reload does. Default `'10s'`; 0 has a reload end it. */
  readonly grace?: Duration
  /** How long a visible tab counts as open without a word; it reports three times in that time. Default `'45s'`. */
  readonly lease?: Duration
  /**
   * How long a hidden tab does, or one in the back/forward cache. Browsers let hidden pages act once a minute only, so
   * less than two minutes signs out whoever looks elsewhere for that long. Default `'10m'`.
   */
  readonly away?: Duration
  /** For how long after that a tab which did not say that it closes may wake up: a computer that slept. Default `'12h'`. */
  readonly idle?: Duration
}

/** Options, checked; durations in milliseconds, as the clock. */
export interface TabPolicy extends Omit<TabRules, 'scope'> {
  readonly scope: TabScope
  readonly path: string
  readonly clock: () => number
  readonly guard: CrossSiteGuard
  /** Counts a message; whether the session has not sent too many. */
  readonly counts: (id: string) => boolean
}

const OPTIONS = ['scope', 'copies', 'path', 'grace', 'lease', 'away', 'idle']

/** @throws SessionMiddlewareError `invalid-option` */
export function resolveTabs(options: SessionOptions): TabPolicy | null {
  const { tabs, cookie = {}, crossSite = false, now } = options
  if (tabs === undefined) return null
  const given = typeof tabs === 'string' ? { scope: tabs } : tabs
  expect(typeof given === 'object' && given !== null, 'tabs is "last-tab", "tab", or an object.')
  for (const name of Object.keys(given))
    expect(OPTIONS.includes(name), `tabs has no option ${name}. It has ${OPTIONS.join(', ')}.`)
  const { scope = 'last-tab', copies = true, path = '/session/tabs' } = given
  expect(isTabScope(scope), 'tabs.scope is "browser", "last-tab" or "tab".')
  expect(typeof copies === 'boolean', 'tabs.copies is a boolean.')
  checkPath(path, cookie)
  const times = resolveTimes(given)
  return {
    scope,
    copies,
    path,
    ...times,
    clock: now === undefined ? Date.now : () => now() * 1000,
    guard: createCrossSiteGuard(crossSite === false ? true : crossSite),
    counts: createMessageCounter()
  }
}

function resolveTimes(given: TabsOptions): Pick<TabRules, 'grace' | 'lease' | 'away' | 'idle'> {
  const grace = parseDuration('tabs.grace', given.grace ?? '10s', 0) * 1000
  const lease = parseDuration('tabs.lease', given.lease ?? '45s') * 1000
  const away = parseDuration('tabs.away', given.away ?? '10m') * 1000
  const idle = parseDuration('tabs.idle', given.idle ?? '12h') * 1000
  return { grace, lease, away, idle }
}

/** A browser sends the cookie to paths below its own only (RFC 6265bis, section 5.1.4). */
function checkPath(path: unknown, cookie: SessionCookieOptions): void {
  const isPath = typeof path === 'string' && /^\/[^?#\s]*$/.test(path)
  expect(isPath, 'tabs.path is a path from the root, such as "/session/tabs".')
  const below = typeof cookie.path === 'string' ? cookie.path.replace(/\/$/, '') : ''
  expect(
    path === below || path.startsWith(`${below}/`),
    'tabs.path has to be below cookie.path, or browsers do not send the cookie there.'
  )
}

/** A tab that reloads without end sends some 75 a second for a moment; nothing that is well sends as many for long. */
const MOST_MESSAGES = 200
const WINDOW_MS = 10_000

/** Counts in this process alone: what has to be kept off is a page that has gone wild. */
function createMessageCounter(): (id: string) => boolean {
  const counts = new Map<string, number>()
  let started = -Infinity
  return (id) => {
    const now = performance.now()
    if (now - started > WINDOW_MS) {
      counts.clear()
      started = now
    }
    const count = (counts.get(id) ?? 0) + 1
    counts.set(id, count)
    return count <= MOST_MESSAGES
  }
}

function expect(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SessionMiddlewareError('invalid-option', message)
}
