import type { TabBirthBrowser } from './tab-birth.ts'

/** What a tab's session needs of a browser, and no more. */
export interface TabSessionBrowser extends TabBirthBrowser {
  /** `window` and `document`, which differ in the events they get. */
  readonly page: TabSessionTarget
  readonly document: TabSessionTarget & {
    readonly visibilityState: string
    readonly baseURI: string
    readonly prerendering?: boolean
  }
  readonly origin: string
  /** `undefined` where `fetch` outlives its page. */
  readonly sendBeacon: ((url: string, text: string) => void) | undefined
}

interface TabSessionTarget {
  addEventListener(type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): void
  removeEventListener(type: string, listener: (event: Event) => void): void
}

/** On a server, and in a document that cannot hold a tab's key, the reason; `starting` is what a server renders. */
export type NoTabSessionBrowser = 'starting' | 'unsupported'

export function tabSessionBrowser(): TabSessionBrowser | NoTabSessionBrowser {
  if (typeof document === 'undefined') return 'starting'
  const storage = tabStorage()
  // A frame of the same origin shares the tab's storage, and one of another origin is not told when the tab closes.
  if (window.top !== window || !storage) return 'unsupported'
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return {
    storage,
    openChannel: 'BroadcastChannel' in globalThis ? (name) => new BroadcastChannel(name) : undefined,
    navigation: navigation?.type,
    wasDiscarded: 'wasDiscarded' in document && document.wasDiscarded === true,
    page: window,
    document,
    origin: location.origin,
    sendBeacon: 'keepalive' in Request.prototype ? undefined : (url, text) => void navigator.sendBeacon(url, text)
  }
}

function tabStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined // HTML, sessionStorage: a SecurityError in a sandboxed frame or where a person blocked storage
  }
}
