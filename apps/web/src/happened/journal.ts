import type { ClosedTab, TabBoardSnapshot } from '@clearjar/browser/tabs'
import type { Live } from '../live/use-live.ts'
import type { LogEvent, Note } from './event.ts'
import { masked } from './event.ts'

// With the version of its format: what is found under it was written by this very code.
const storageKey = 'clearjar.log.1'
const eventsKept = 500
const framesKept = 100

/** As it is in sessionStorage. */
interface Kept {
  readonly letters: number
  readonly events: readonly LogEvent[]
}

/** The screen at the moment of an event. */
export interface Frame {
  readonly live: Live
  readonly board: TabBoardSnapshot
  readonly letGo: ReadonlyMap<ClosedTab['id'], { readonly seconds: number; readonly session: boolean }>
}

interface JournalSnapshot {
  /** Oldest first: this tab's own, up to the pause, or those of a file. */
  readonly events: readonly LogEvent[]
  /** This tab's own, those of the pause too. */
  readonly own: readonly LogEvent[]
  /** The events come from a file. */
  readonly imported: boolean
  /** How many came since the pause; null while it is not paused. */
  readonly held: number | null
  /** The event whose moment is looked at; null: now. */
  readonly looking: number | null
}

/** What happened in this tab: in memory with its values, over a reload without them. Needs no `this`. */
export interface Journal {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => JournalSnapshot
  /** Whether this tab's sessionStorage held a record when the page was loaded. */
  readonly kept: boolean
  readonly note: (note: Note, frame?: Frame) => void
  /** The letter of the next new session: A, B … Z, AA. */
  readonly nextLetter: () => string
  /** Stops the list, not the recording. */
  readonly pause: () => void
  readonly resume: () => void
  readonly clear: () => void
  /** Shows the events of a file instead of this tab's own; null: its own again. */
  readonly show: (imported: readonly LogEvent[] | null) => void
  /** Looks at the moment of an event; null: back to now. */
  readonly look: (id: number | null) => void
  /** How the screen was at an event; only the last 100 are kept, and none over a reload. */
  readonly frame: (id: number) => Frame | undefined
}

interface JournalOptions {
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

export function createJournal({ storage = sessionStorageIfAny(), now = Date.now }: JournalOptions = {}): Journal {
  const listeners = new Set<() => void>()
  const frames = new Map<number, Frame>()
  const stored = read(storage)
  let letters = stored?.letters ?? 0
  let own: readonly LogEvent[] = stored?.events ?? []
  let lastId = own.at(-1)?.id ?? 0
  let imported: readonly LogEvent[] | null = null
  let pausedAt: number | null = null
  let looking: number | null = null
  let snapshot = describe()

  function describe(): JournalSnapshot {
    const last = pausedAt
    const shown = last === null ? own : own.filter(({ id }) => id <= last)
    return {
      events: imported ?? shown,
      own,
      imported: imported !== null,
      held: last === null ? null : own.length - shown.length,
      looking
    }
  }

  function publish(): void {
    snapshot = describe()
    for (const listener of listeners) listener()
  }

  function keep(): void {
    try {
      storage?.setItem(storageKey, JSON.stringify({ letters, events: own.map(masked) }))
    } catch {
      // A full storage: the log lives as long as the page.
    }
  }

  keep()
  return {
    kept: stored !== null,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      const notify = (): void => listener() // one of its own, so that a listener may subscribe twice
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    note(note, frame) {
      lastId += 1
      own = [...own, { ...note, id: lastId, at: now() }].slice(-eventsKept)
      if (frame) frames.set(lastId, frame)
      for (const id of [...frames.keys()].slice(0, -framesKept)) frames.delete(id)
      keep()
      publish()
    },
    nextLetter() {
      letters += 1
      return letterOf(letters)
    },
    pause() {
      pausedAt = lastId
      publish()
    },
    resume() {
      pausedAt = null
      publish()
    },
    clear() {
      own = []
      frames.clear()
      looking = null
      if (pausedAt !== null) pausedAt = lastId
      keep()
      publish()
    },
    show(events) {
      imported = events
      looking = null
      publish()
    },
    look(id) {
      looking = id !== null && frames.has(id) ? id : null
      publish()
    },
    frame: (id) => frames.get(id)
  }
}

function letterOf(nth: number): string {
  const letter = String.fromCharCode(65 + ((nth - 1) % 26))
  return nth > 26 ? letterOf(Math.floor((nth - 1) / 26)) + letter : letter
}

function read(storage: JournalOptions['storage']): Kept | null {
  try {
    const kept = JSON.parse(storage?.getItem(storageKey) ?? 'null') as Partial<Kept> | null
    return Array.isArray(kept?.events) ? { letters: kept.letters ?? 0, events: kept.events } : null
  } catch {
    return null
  }
}

function sessionStorageIfAny(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
