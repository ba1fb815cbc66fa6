import type { TabSession } from '@clearjar/browser/tab-session'
import type { ClosedTab, Tab, TabBoard } from '@clearjar/browser/tabs'
import { isCountedOn, shortMark } from './tab-story.ts'

/** How long after a tab closed the server let it go. */
export interface LetGo {
  readonly seconds: number
  /** Whether the session ended with it. */
  readonly session: boolean
}

/** A tab that closed, and what became of it. */
export interface Closing {
  readonly number: number
  /** Tabs that are open still. */
  readonly left: number
  /** Whether the server counted on it, or, for a tab that is outside, may have. */
  readonly counted: boolean
  /** Null until the server has let it go. */
  readonly letGo: LetGo | null
}

interface ClosingsSnapshot {
  readonly letGo: ReadonlyMap<Tab['id'], LetGo>
  /** What happened last. */
  readonly news: Closing | null
}

export interface Closings {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => ClosingsSnapshot
}

interface ClosingsOptions {
  readonly board: TabBoard
  readonly tab: TabSession
  /** Whether the browser has no session cookie any more, as far as it can be seen. */
  readonly isGone: () => boolean
}

interface Waiting {
  readonly closed: ClosedTab
  /** Whether this tab is none of the session's, and is told nothing of the others. */
  readonly outside: boolean
}

/** Milliseconds between the questions of a tab that is outside: only the end of the session can be seen from there. */
const curious = 250

/** Sees other tabs close, and measures how long it takes the server to let them go. Works while somebody listens. */
export function createClosings({ board, tab, isGone }: ClosingsOptions): Closings {
  const listeners = new Set<() => void>()
  let snapshot: ClosingsSnapshot = { letGo: new Map(), news: null }
  let open: ReadonlySet<string> = new Set()
  let waiting: readonly Waiting[] = []
  let asking: ReturnType<typeof setInterval> | undefined
  let stop: (() => void) | undefined

  const countOpen = (): number => board.getSnapshot().tabs.filter(({ state }) => state === 'open').length
  const isOver = (): boolean => tab.getSnapshot().status === 'absent' || isGone()

  function publish(change: Partial<ClosingsSnapshot>): void {
    snapshot = { ...snapshot, ...change }
    for (const listener of listeners) listener()
  }

  function see(): void {
    const { tabs } = board.getSnapshot()
    const closed = tabs.findLast((each): each is ClosedTab => each.state === 'closed' && open.has(each.id))
    open = new Set(tabs.filter(({ state }) => state === 'open').map(({ id }) => id))
    // One that is back, or forgotten, is waited for no more.
    const known = new Set(tabs.filter(({ state }) => state === 'closed').map(({ id }) => id))
    wait(waiting.filter((each) => known.has(each.closed.id)))
    if (closed === undefined) return
    const outside = tab.getSnapshot().status === 'closed' && !isOver()
    const counted = outside || isCountedOn(tab.getSnapshot(), shortMark(closed.id))
    publish({ news: { number: closed.number, left: open.size, counted, letGo: null } })
    if (!counted) return
    wait([...waiting, { closed, outside }])
    void ask()
  }

  function wait(next: readonly Waiting[]): void {
    waiting = next
    const isCurious = waiting.some(({ outside }) => outside)
    if (isCurious) {
      asking ??= setInterval(() => void ask(), curious)
    } else {
      clearInterval(asking)
      asking = undefined
    }
  }

  async function ask(): Promise<void> {
    await tab.check()
    measure()
  }

  function measure(): void {
    const session = isOver()
    const seen = tab.getSnapshot()
    const gone = waiting.filter(
      ({ closed }) => session || (seen.status === 'open' && !isCountedOn(seen, shortMark(closed.id)))
    )
    if (gone.length === 0) return
    wait(waiting.filter((each) => !gone.includes(each)))
    // A session that ended under its own tab did so for another reason.
    const last = gone.findLast(({ outside }) => outside === session)?.closed
    if (last === undefined) return
    const letGo = { seconds: (Date.now() - last.closedAt) / 1000, session }
    publish({
      letGo: new Map([...snapshot.letGo, [last.id, letGo]]),
      news: { number: last.number, left: countOpen(), counted: true, letGo }
    })
  }

  function start(): () => void {
    open = new Set(board.getSnapshot().tabs.map(({ id }) => id))
    const leave = [board.subscribe(see), tab.subscribe(measure)]
    return () => {
      for (const each of leave) each()
      wait([])
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      stop ??= start()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    }
  }
}
