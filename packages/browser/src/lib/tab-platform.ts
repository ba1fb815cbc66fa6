/** What a board of tabs needs of a browser, and no more. */
export interface TabPlatform {
  /** `undefined` outside of secure contexts. */
  readonly locks: TabLockManager | undefined
  /** This tab's sessionStorage; `undefined` where the browser denies it. */
  readonly storage: TabStorage | undefined
  readonly page: TabPage
  readonly openChannel: ((name: string) => TabChannel) | undefined
}

export interface TabLockManager {
  request(name: string, options: LockOptions, callback: () => Promise<void> | void): Promise<unknown>
  query(): Promise<LockManagerSnapshot>
}

export type TabStorage = Pick<Storage, 'getItem' | 'setItem'>

interface TabPage {
  addEventListener(type: 'pagehide' | 'pageshow', listener: () => void, options: { signal: AbortSignal }): void
}

export interface TabChannel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: () => void, options: { signal: AbortSignal }): void
  close(): void
}

export function browserPlatform(): TabPlatform {
  // A server that renders the page has none of these, or some that mean nothing there.
  if (typeof document === 'undefined') {
    return { locks: undefined, storage: undefined, page: new EventTarget(), openChannel: undefined }
  }
  return {
    locks: 'locks' in navigator ? navigator.locks : undefined,
    storage: tabStorage(),
    page: globalThis,
    openChannel: 'BroadcastChannel' in globalThis ? (name) => new BroadcastChannel(name) : undefined
  }
}

function tabStorage(): TabStorage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined // HTML, sessionStorage: a SecurityError in a sandboxed frame or where a person blocked storage
  }
}
