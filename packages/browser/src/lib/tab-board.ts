import { replaceMark, takeMark } from './tab-mark.ts'
import type { TabPlatform } from './tab-platform.ts'
import { joinTabs } from './tab-presence.ts'

const closedShown = 3
const closedShownFor = 60_000

export interface OpenTab {
  /** The mark in its sessionStorage. */
  readonly id: string
  /** Order of appearance on this board; its own tab is 1. */
  readonly number: number
  readonly self: boolean
  readonly state: 'open'
}

export interface ClosedTab {
  readonly id: string
  readonly number: number
  readonly self: false
  readonly state: 'closed'
  /** Milliseconds since the epoch. */
  readonly closedAt: number
}

export type Tab = OpenTab | ClosedTab

export interface TabBoardSnapshot {
  /** What this tab's sessionStorage holds: 8 hexadecimal digits, kept over reloads, gone with the tab. */
  readonly mark: string
  /** The mark came with storage copied from a tab that is still open (a duplicated tab, `window.open`) and was replaced. */
  readonly copied: boolean
  /** Whether the tabs that were open when this one came are on the board, and `copied` is known; true where there is nothing to wait for. */
  readonly settled: boolean
  /** By number, so this tab first. A closed one stays for a minute, the last three of them at most. */
  readonly tabs: readonly Tab[]
}

/** Needs no `this`: every method may be passed on its own. */
export interface TabBoard {
  /** False where Web Locks, BroadcastChannel or sessionStorage are missing, as in insecure contexts: this tab is alone on the board. */
  readonly supported: boolean
  /** Under which name sessionStorage holds this tab's mark. */
  readonly storageKey: string
  /** Calls `listener` after each change. The other boards show this tab only while somebody is subscribed. */
  subscribe(listener: () => void): () => void
  /** The same object until something changed. */
  getSnapshot(): TabBoardSnapshot
}

export function createTabBoardIn({ locks, storage, page, openChannel }: TabPlatform, name: string): TabBoard {
  const listeners = new Set<() => void>()
  const open = new Map<string, OpenTab>()
  const closed = new Map<string, ClosedTab>() // in the order of closing
  const supported = locks !== undefined && storage !== undefined && openChannel !== undefined
  const storageKey = `${name}-tab`
  let mark = takeMark(storage, storageKey)
  let copied = false
  let settled = !supported
  let lastNumber = 1
  let snapshot = describe()
  let forgetTimer: ReturnType<typeof setTimeout> | undefined
  let leave: (() => void) | undefined
  let stopWatching: (() => void) | undefined

  function describe(): TabBoardSnapshot {
    const self: OpenTab = { id: mark, number: 1, self: true, state: 'open' }
    const others = [...open.values(), ...closed.values()].toSorted((a, b) => a.number - b.number)
    return { mark, copied, settled, tabs: [self, ...others] }
  }

  function publish(): void {
    snapshot = describe()
    scheduleForgetting()
    for (const listener of listeners) listener()
  }

  function scheduleForgetting(): void {
    clearTimeout(forgetTimer)
    const [first] = closed.values()
    if (!first) return
    forgetTimer = setTimeout(
      () => {
        closed.delete(first.id)
        publish()
      },
      first.closedAt + closedShownFor - Date.now()
    )
  }

  function tabOpened(id: string): void {
    // One that was taken for closed, as after a slow reload, keeps its number.
    const number = closed.get(id)?.number ?? ++lastNumber
    closed.delete(id)
    open.set(id, { id, number, self: false, state: 'open' })
    publish()
  }

  function tabClosed(id: string, closedAt: number): void {
    const tab = open.get(id)
    if (!tab) return
    open.delete(id)
    closed.set(id, { id, number: tab.number, self: false, state: 'closed', closedAt })
    for (const surplus of [...closed.keys()].slice(0, -closedShown)) closed.delete(surplus)
    publish()
  }

  function replaceCopiedMark(): string {
    mark = replaceMark(storage, storageKey)
    copied = true
    publish()
    return mark
  }

  function settle(): void {
    if (settled) return
    settled = true
    publish()
  }

  function appear(): void {
    if (leave || !locks || !storage || !openChannel) return
    const channel = openChannel(`${name}-tabs`)
    const known = [...open.keys()]
    leave = joinTabs({
      name,
      mark,
      known,
      locks,
      channel,
      replaceMark: replaceCopiedMark,
      opened: tabOpened,
      closed: tabClosed,
      settled: settle
    })
    scheduleForgetting()
  }

  function disappear(): void {
    leave?.()
    leave = undefined
    clearTimeout(forgetTimer)
  }

  function watchPage(): () => void {
    const watching = new AbortController()
    const { signal } = watching
    page.addEventListener('pagehide', disappear, { signal })
    page.addEventListener('pageshow', appear, { signal }) // back from the back/forward cache
    return () => watching.abort()
  }

  return {
    supported,
    storageKey,

    getSnapshot: () => snapshot,

    subscribe(listener) {
      const notify = (): void => listener() // one of its own, so that a listener may subscribe twice
      listeners.add(notify)
      if (listeners.size === 1) {
        stopWatching = watchPage()
        appear()
      }
      return () => {
        if (!listeners.delete(notify) || listeners.size > 0) return
        stopWatching?.()
        disappear()
      }
    }
  }
}
