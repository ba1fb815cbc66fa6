import type { DyingBrowser } from './dying-cookie-browser.ts'
import type { DyingJar } from './dying-cookie-jar.ts'
import { createKeepingTab } from './dying-cookie-tab.ts'
import type { TabBirth } from './tab-birth.ts'

// Seconds, or a third of those that the cookie has: a page that announced its end and is still there stays (a download, a cancelled
// prompt, a slow answer). Firefox, when it quits, asks all tabs before the first one goes, and may lose what that one writes.
const longestEnd = 2
// Other open tabs restore the cookie within a second, unless they are held up: a dialog, a debugger, a busy script.
const patience = 10

/** Times are UNIX seconds by this computer's clock. */
export type DyingCookieSnapshot =
  /** A frame, an insecure context, storage denied, a server: the cookie is left as it is. */
  | { readonly status: 'unsupported' }
  /** Whether the cookie was left over is not known yet: do not use it. */
  | { readonly status: 'deciding' }
  /** No cookie that JavaScript can see: there is none, or it is `HttpOnly` and is left as it is. */
  | { readonly status: 'unseen' }
  /** This tab keeps the cookie alive. */
  | { readonly status: 'kept' }
  /** Scope `tab`: other tabs keep it alive, or nobody any more. This one may use it. */
  | { readonly status: 'guest' }
  /** `left-over`: no tab had kept it, so this page has deleted it. `ran-out`: this tab was away for too long. */
  | { readonly status: 'ended'; readonly cause: 'left-over' | 'ran-out'; readonly since: number }

/** Needs no `this`: every method may be passed on its own. */
export interface DyingCookie {
  /** What was decided when the document started. Wait for it before the first request that uses the session. */
  readonly ready: Promise<DyingCookieSnapshot>
  /** Calls `listener` after each change. */
  subscribe(listener: () => void): () => void
  /** The same object until something changed. */
  getSnapshot(): DyingCookieSnapshot
  /**
   * This tab made the session: call it when the answer to a sign-in has come. On a page that a sign-in leads to, call
   * it right after `createDyingCookie`, or the new cookie may be taken for a left-over one.
   */
  adopt(): void
  /** Takes listeners and timers off without shortening the cookie's life. */
  stop(): void
}

export interface DyingCookieSettings {
  readonly name: string
  readonly seconds: number
  readonly scope: 'last-tab' | 'tab'
  readonly expires: () => number | null
}

export function createDyingCookieIn(
  browser: DyingBrowser | undefined,
  jar: DyingJar,
  { name, seconds, scope, expires }: DyingCookieSettings
): DyingCookie {
  if (!browser) return unsupported()
  const { page, runSoon } = browser
  const tab = createKeepingTab(browser, name, restore)
  const listeners = new Set<() => void>()
  const watching = new AbortController()
  const { signal } = watching
  let snapshot: DyingCookieSnapshot = { status: 'deciding' }
  let adopted = false
  let going = false
  let stayTimer: ReturnType<typeof setTimeout> | undefined
  let resolveReady: (decided: DyingCookieSnapshot) => void
  const ready = new Promise<DyingCookieSnapshot>((resolve) => {
    resolveReady = resolve
  })

  function publish(next: DyingCookieSnapshot): void {
    if (next === snapshot || (next.status === snapshot.status && next.status !== 'ended')) return
    snapshot = next
    if (next.status !== 'deciding') resolveReady(next)
    for (const listener of listeners) listener()
  }

  /** From the end of one document to here nothing is known but the cookie, so the tabs are asked. */
  async function decide(birth: TabBirth): Promise<void> {
    const goesOn = tab.goesOn(birth)
    const ranOut = tab.leftUntil !== null && !goesOn
    const hasTab = goesOn || (await tab.othersKeep())
    if (signal.aborted || going) return
    // In one go, and only now: whoever sees this tab's lock may rely on the cookie that is there.
    const leftOver = jar.has() && !hasTab && !adopted
    if (leftOver) jar.remove()
    if (!goesOn) tab.quit()
    if (goesOn || adopted || scope === 'last-tab') tab.join()
    adopted = false
    tab.stay()
    restore()
    publish(leftOver || (ranOut && !jar.has()) ? ended(leftOver ? 'left-over' : 'ran-out') : describe())
  }

  function describe(): DyingCookieSnapshot {
    if (!jar.has()) return snapshot.status === 'ended' ? snapshot : { status: 'unseen' }
    return { status: tab.keeps ? 'kept' : 'guest' }
  }

  function restore(): void {
    if (!going && tab.keeps) jar.restore(expires())
  }

  function refresh(): void {
    if (going || snapshot.status === 'deciding') return
    // The next session is not this tab's.
    if (scope === 'tab' && tab.keeps && !jar.has()) tab.quit()
    publish(describe())
  }

  function go(): void {
    clearTimeout(stayTimer)
    going = true
    if (!tab.keeps) return
    const left = tab.othersOpen ? seconds * patience : seconds
    if (jar.shorten(left)) tab.leave(Date.now() + left * 1000)
  }

  function stay(): void {
    going = false
    tab.stay()
    restore()
    refresh()
  }

  /** Firefox may lose what the page of a closing tab writes in `pagehide`. */
  function announce(event: Event): void {
    // Only when every listener had its say, and the person theirs, is it known whether the page goes.
    runSoon(() => {
      if (signal.aborted || going || !tab.keeps || isPrevented(event)) return
      go()
      stayTimer = setTimeout(stay, Math.min(seconds / 3, longestEnd) * 1000)
    })
  }

  function hide(): void {
    go()
    tab.hide()
  }

  function show(event: Event): void {
    if (!('persisted' in event && event.persisted === true)) return
    going = false
    const birth = tab.show()
    if (birth === undefined) return
    if (snapshot.status !== 'deciding' && tab.goesOn(birth) && jar.has()) return stay()
    publish({ status: 'deciding' })
    void decide(birth)
  }

  page.addEventListener('pagehide', hide, { signal })
  page.addEventListener('pageshow', show, { signal })
  page.addEventListener('beforeunload', announce, { signal })
  const stopWatching = jar.watch(refresh)
  void tab.decideBirth().then(decide)

  return {
    ready,
    getSnapshot: () => snapshot,

    subscribe(listener) {
      const notify = (): void => listener() // one of its own, so that a listener may subscribe twice
      listeners.add(notify)
      return () => void listeners.delete(notify)
    },

    adopt() {
      if (signal.aborted) return
      if (snapshot.status === 'deciding') {
        adopted = true
        return
      }
      tab.join()
      stay()
    },

    stop() {
      if (signal.aborted) return
      watching.abort()
      clearTimeout(stayTimer)
      stopWatching()
      tab.stop()
    }
  }
}

function ended(cause: 'left-over' | 'ran-out'): DyingCookieSnapshot {
  return { status: 'ended', cause, since: Math.floor(Date.now() / 1000) }
}

/** HTML, "steps to check if unloading is canceled": a person is asked for either reason. */
function isPrevented(event: Event): boolean {
  const { returnValue }: { returnValue?: unknown } = event
  return event.defaultPrevented || (typeof returnValue === 'string' && returnValue !== '')
}

function unsupported(): DyingCookie {
  const snapshot = { status: 'unsupported' } as const
  return {
    ready: Promise.resolve(snapshot),
    subscribe: () => () => {},
    getSnapshot: () => snapshot,
    adopt() {},
    stop() {}
  }
}
