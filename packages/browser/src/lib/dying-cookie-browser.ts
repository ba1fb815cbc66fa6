import type { TabBirthBrowser } from './tab-birth.ts'
import { browserPlatform } from './tab-platform.ts'
import type { TabLockManager } from './tab-platform.ts'

/** What a dying cookie needs of a browser besides the cookie, and no more. */
export interface DyingBrowser extends TabBirthBrowser {
  readonly locks: TabLockManager
  readonly openChannel: (name: string) => DyingChannel
  /** localStorage; `undefined` where the browser denies it. */
  readonly shared: Pick<Storage, 'getItem' | 'setItem'> | undefined
  readonly page: DyingPage
  /** In a task of its own. Unlike a timer it is not slow in a hidden page. */
  readonly runSoon: (act: () => void) => void
}

interface DyingChannel {
  postMessage(message: unknown): void
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
    options?: { signal: AbortSignal }
  ): void
  close(): void
}

interface DyingPage {
  addEventListener(
    type: 'pagehide' | 'pageshow' | 'beforeunload',
    listener: (event: Event) => void,
    options: { signal: AbortSignal }
  ): void
}

/** `undefined` on a server, in a frame, in an insecure context, and where storage is denied. */
export function findDyingBrowser(): DyingBrowser | undefined {
  const { locks, storage, openChannel } = browserPlatform()
  // A frame of the same origin shares the tab's sessionStorage: it would be taken for a copy of the tab.
  if (!locks || !storage || !openChannel || globalThis.top !== globalThis.self) return undefined
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return {
    locks,
    storage: sessionStorage,
    shared: sharedStorage(),
    page: globalThis,
    runSoon,
    openChannel: (channel) => new BroadcastChannel(channel),
    navigation: navigation?.type,
    wasDiscarded: 'wasDiscarded' in document && document.wasDiscarded === true
  }
}

function runSoon(act: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    port1.close()
    act()
  })
  port1.start()
  port2.postMessage(null)
}

function sharedStorage(): DyingBrowser['shared'] {
  try {
    return localStorage
  } catch {
    return undefined // HTML, localStorage: a SecurityError where a person blocked storage
  }
}
