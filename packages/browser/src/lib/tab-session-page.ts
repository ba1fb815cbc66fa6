import type { TabSessionBrowser } from './tab-session-browser.ts'

// Seconds. Whoever is still there by then stays; a navigation that takes longer is left by `pagehide` once more. Firefox,
// when it quits, asks all tabs before the first one goes, and loses what that one sends from `pagehide`.
const longestUnload = 2

export interface PageLife {
  /** How long the server waits for a page that left, in seconds. */
  grace(): number
  /** The page is there, and the server may not know. */
  keep(): void
  /** The page goes, or stops. `park`: it may go on where it stopped. */
  leave(park: boolean): void
  hide(): void
  /** Back from the back/forward cache. */
  show(): void
}

export interface PageWatch {
  /**
   * The page is going, and whatever says that it is there would undo the leave: `visibilitychange` comes after
   * `pagehide`, and on the way back it comes before `pageshow`, as `resume` does.
   */
  isLeaving(): boolean
  stop(): void
}

/** Hears of the page's life, until stopped. */
export function watchPage({ page, document }: TabSessionBrowser, life: PageLife): PageWatch {
  const watching = new AbortController()
  const { signal } = watching
  let leaving = false
  let staying: ReturnType<typeof setTimeout> | undefined

  /** Firefox often loses what is sent from `pagehide`. */
  function unload(event: Event): void {
    // A question to the person, who may well stay. A string by HTML, BeforeUnloadEvent.
    if (event.defaultPrevented || (event.returnValue as unknown) !== '') return
    // A download, or a link to another program, unloads nothing: there has to be time to say so.
    const grace = life.grace()
    if (grace === 0) return
    leave(false)
    staying = setTimeout(
      () => {
        leaving = false
        life.keep()
      },
      Math.min(grace / 3, longestUnload) * 1000
    )
  }

  function leave(park: boolean): void {
    clearTimeout(staying)
    leaving = true
    life.leave(park)
  }

  const events = {
    // Put at the end while the event is captured, it runs after all that the page has added: then it is known whether the
    // page asks. Chromium, which sends well from `pagehide`, has no such phase on `window`: there it never runs.
    beforeunload() {
      page.removeEventListener('beforeunload', unload)
      page.addEventListener('beforeunload', unload, { signal })
    },
    pagehide(event: Event) {
      leave((event as PageTransitionEvent).persisted)
      life.hide()
    },
    pageshow(event: Event) {
      if (!(event as PageTransitionEvent).persisted) return
      leaving = false
      life.show()
    },
    online: life.keep
  }
  for (const [type, listener] of Object.entries(events))
    page.addEventListener(type, listener, { capture: true, signal })
  document.addEventListener('visibilitychange', life.keep, { signal })
  document.addEventListener('resume', life.keep, { signal })
  document.addEventListener('freeze', () => leaving || life.leave(true), { signal })

  return {
    isLeaving: () => leaving,
    stop() {
      leaving = true
      clearTimeout(staying)
      watching.abort()
    }
  }
}
