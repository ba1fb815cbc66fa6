import { isSameSession } from './same-session.ts'

/** A session cookie that somebody kept; whoever has it has the session. In the memory of this page only. */
export interface CookieCopy {
  readonly id: string
  readonly text: string
  /** Milliseconds since the epoch. */
  readonly takenAt: number
  /** When the browser would have dropped the cookie, UNIX seconds; null at its end. */
  readonly expires: number | null
  /** Whether it is whole: of a split cookie JavaScript sees the readable half alone. */
  readonly whole: boolean
  /** Whether the server could end the session for all of its copies when this one was made. */
  readonly revocable: boolean
}

export interface Copies {
  readonly subscribe: (listener: () => void) => () => void
  /** The newest first. */
  readonly getSnapshot: () => readonly CookieCopy[]
  /** One that says the same as an older one takes its place. */
  readonly keep: (copy: Omit<CookieCopy, 'id'>) => CookieCopy
  readonly drop: (copy: CookieCopy) => void
  readonly clear: () => void
}

const room = 4

/** Outlives the screens of the page, and ends with it. */
export function createCopies(): Copies {
  const listeners = new Set<() => void>()
  let copies: readonly CookieCopy[] = []
  let count = 0

  function set(next: readonly CookieCopy[]): void {
    copies = next
    for (const listener of listeners) listener()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => copies,
    keep(made) {
      count += 1
      const copy = { ...made, id: String(count) }
      set([copy, ...copies.filter(({ text }) => !isSameSession(text, copy.text))].slice(0, room))
      return copy
    },
    drop: (copy) => set(copies.filter(({ id }) => id !== copy.id)),
    clear: () => set([])
  }
}
