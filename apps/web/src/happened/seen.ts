import * as v from 'valibot'
import type { Observation } from './observe.ts'
import type { Happening, Place } from './survival.ts'
import { happenings, places } from './survival.ts'

const storageKey = 'clearjar.seen'

const fate = v.picklist(['lives', 'dies', 'empty', 'copied', 'refused', 'dated', 'stored', 'locked'])
const sight = v.object({ row: v.picklist(happenings), place: v.picklist(places), fate, at: v.number() })
const record = v.object({
  /** What was seen before was forgotten; milliseconds since the epoch. */
  since: v.number(),
  sights: v.array(sight)
})

type Memory = v.InferOutput<typeof record>

/** What a person has seen become of something, for all tabs of this browser. Needs no `this`. */
export interface Seen {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => readonly Observation[]
  /** Adds what is new; of the same cell the latest counts. */
  readonly add: (observations: readonly Observation[]) => void
  readonly forget: () => void
}

/** @param now milliseconds since the epoch */
export function createSeen(now: () => number = Date.now): Seen {
  const listeners = new Set<() => void>()
  let memory = read()

  function publish(next: Memory): void {
    memory = next
    for (const listener of listeners) listener()
  }

  function write(next: Memory): void {
    try {
      localStorage.setItem(storageKey, JSON.stringify(next))
    } catch {
      // A full storage only costs the memory.
    }
    publish(next)
  }

  function hear({ key, newValue }: StorageEvent): void {
    if (key !== storageKey && key !== null) return
    const theirs = read()
    const both = withSights(theirs, memory.sights)
    // Two tabs that saw something at once wrote over each other. Who removed all of it, did so on purpose.
    if (newValue === null || both === theirs) publish(theirs)
    else write(both)
  }

  return {
    getSnapshot: () => memory.sights,
    subscribe(listener) {
      const notify = (): void => listener()
      if (listeners.size === 0) addEventListener('storage', hear)
      listeners.add(notify)
      return () => {
        listeners.delete(notify)
        if (listeners.size === 0) removeEventListener('storage', hear)
      }
    },
    add(observations) {
      const before = read()
      const after = withSights(before, observations)
      if (after !== before) write(after)
    },
    forget: () => write({ since: now(), sights: [] })
  }
}

/** The same when none of it is new. */
function withSights(memory: Memory, observations: readonly Observation[]): Memory {
  const { since, sights } = memory
  const latest = new Map(sights.map((each) => [cell(each), each]))
  const news = observations.filter((each) => each.at > since && each.at > (latest.get(cell(each))?.at ?? 0))
  if (news.length === 0) return memory
  for (const each of news) latest.set(cell(each), each)
  return { since, sights: [...latest.values()] }
}

function cell({ row, place }: { readonly row: Happening; readonly place: Place }): string {
  return `${row} ${place}`
}

function read(): Memory {
  try {
    const parsed = v.safeParse(record, JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    if (parsed.success) return parsed.output
  } catch {
    // As if nothing had been seen.
  }
  return { since: 0, sights: [] }
}

/** What was seen of a cell; null: nothing. */
export function sightOf(sights: readonly Observation[], row: Happening, place: Place): Observation | null {
  return sights.find((each) => each.row === row && each.place === place) ?? null
}
