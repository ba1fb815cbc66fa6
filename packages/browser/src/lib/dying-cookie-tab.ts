import type { DyingBrowser } from './dying-cookie-browser.ts'
import { createTabKeeper } from './tab-birth.ts'
import type { TabBirth, TabNews } from './tab-birth.ts'
import { createTabBoardIn } from './tab-board.ts'
import { createTabLocks } from './tab-locks.ts'

/** This tab among those that keep one cookie alive. */
export interface KeepingTab {
  /** Whether it is one of them. */
  readonly keeps: boolean
  /** When the cookie runs out as this tab left it, ms since the epoch; `null`: it has not left it, or there was none. */
  readonly leftUntil: number | null
  /** How the document came to be; once. */
  decideBirth(): Promise<TabBirth>
  /** Whether this document goes on with what its tab kept, and not too late. */
  goesOn(birth: TabBirth): boolean
  /** Whether another tab keeps the cookie, or left it so recently that it still lives. */
  othersKeep(): Promise<boolean>
  /** Whether another one seems to be open and to stay: known at once. */
  readonly othersOpen: boolean
  join(): void
  quit(): void
  /** Notes, and tells the others, that the cookie runs out at this time. */
  leave(until: number): void
  /** Notes, and tells the others, that it does not. */
  stay(): void
  hide(): void
  /** On return from the back/forward cache; `undefined` where the birth is not decided yet. */
  show(): TabBirth | undefined
  stop(): void
}

/**
 * A tab keeps the cookie from `join` on, and so does the next document of the tab: then a Web Lock is held, which tells
 * of this tab even if it crashes. Two notes of a time are all that is stored besides.
 *
 * @param mayHaveLeft another tab that kept the cookie says that it leaves, or came or went in whatever way
 */
export function createKeepingTab(browser: DyingBrowser, name: string, mayHaveLeft: () => void): KeepingTab {
  const { storage, shared, locks } = browser
  const boardName = `${name}-dying`
  const noteKey = `${name}-dying-until`
  const keeper = createTabKeeper(browser, `${name}-dying-birth`, hear)
  const board = createTabBoardIn(browser, boardName)
  let leaveBoard: (() => void) | undefined
  let anotherLeaves = false // and the board does not know yet

  function hear(news: TabNews): void {
    anotherLeaves = news === 'ended'
    mayHaveLeft()
  }

  function look(): void {
    anotherLeaves = false
    mayHaveLeft()
  }

  function leftUntil(): number | null {
    return parseTime(storage.getItem(noteKey))
  }

  function goesOn(birth: TabBirth): boolean {
    if (birth === 'fresh' || birth === 'restored') return false
    const until = leftUntil()
    return until === null || until > Date.now()
  }

  async function othersKeep(): Promise<boolean> {
    const watching = new AbortController()
    const tabLocks = createTabLocks(locks, `${boardName}-tab:`, watching.signal)
    // Refused to a document that is being left: it will not use the cookie any more.
    const held = await tabLocks.held().catch(() => new Set<string>())
    const until = parseTime(shared?.getItem(noteKey) ?? null)
    return held.size > 0 || (until !== null && until > Date.now())
  }

  function quit(): void {
    keeper.drop()
    leaveBoard?.()
    leaveBoard = undefined
  }

  return {
    get keeps() {
      return leaveBoard !== undefined
    },
    get leftUntil() {
      return leftUntil()
    },
    get othersOpen() {
      return !anotherLeaves && board.getSnapshot().tabs.some(({ self, state }) => !self && state === 'open')
    },
    decideBirth: keeper.decide,
    goesOn,
    othersKeep,

    join() {
      if (!keeper.held) keeper.hold(createKey())
      leaveBoard ??= board.subscribe(look)
    },

    quit,

    leave(until) {
      // Sooner than the lock tells, and to those that have no lock yet.
      keeper.tell('ended')
      for (const notes of [storage, shared]) {
        try {
          notes?.setItem(noteKey, String(until))
        } catch {
          // A full storage: the next document decides without the note.
        }
      }
    },

    stay() {
      storage.removeItem(noteKey)
      keeper.tell('opened')
    },

    hide: keeper.hide,
    show: keeper.show,

    stop() {
      leaveBoard?.()
      keeper.hide()
    }
  }
}

function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22)
}

function parseTime(text: string | null): number | null {
  return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null
}
