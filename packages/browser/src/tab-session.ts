import { tabSessionBrowser } from './lib/tab-session-browser.ts'
import type { NoTabSessionBrowser } from './lib/tab-session-browser.ts'
import { createTabSessionIn } from './lib/tab-session-client.ts'
import type { TabSession, TabSessionOptions } from './lib/tab-session-client.ts'

export type { TabBirth } from './lib/tab-birth.ts'
export type { TabSession, TabSessionOptions } from './lib/tab-session-client.ts'
export type { TabLease } from './lib/tab-session-messages.ts'
export type { TabSessionSnapshot } from './lib/tab-session-snapshot.ts'

/**
 * Tells the server that this tab is open, hidden or gone, so that a session bound to tabs ends with them. Starts by
 * itself: make one per document, outside of components. On a server it does nothing.
 *
 * It holds no lock and no connection, and closes its channel when the page is left: the back/forward cache is not lost.
 */
export function createTabSession(options: TabSessionOptions = {}): TabSession {
  const browser = tabSessionBrowser()
  return typeof browser === 'string' ? createIdleSession(browser, options) : createTabSessionIn(browser, options)
}

function createIdleSession(status: NoTabSessionBrowser, options: TabSessionOptions): TabSession {
  const snapshot = { status }
  const ask = (): Promise<typeof snapshot> => Promise.resolve(snapshot)
  return {
    open: ask,
    check: ask,
    header: () => ({}),
    getSnapshot: () => snapshot,
    fetch: options.fetch ?? ((...args) => fetch(...args)),
    subscribe: () => () => {},
    stop() {}
  }
}
