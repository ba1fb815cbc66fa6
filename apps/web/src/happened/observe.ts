import type { LogEvent } from './event.ts'
import type { Fate, Happening, Place } from './survival.ts'

/** Something that the person saw become of something, in this browser. */
export interface Observation {
  readonly row: Happening
  readonly place: Place
  readonly fate: Fate
  /** Milliseconds since the epoch. */
  readonly at: number
}

type Seen = readonly [place: Place, fate: Fate]
type Opened = Extract<LogEvent, { kind: 'opened' }>

/** What a tab's own log shows of what survives what, oldest first; never more than really happened. */
export function observe(events: readonly LogEvent[]): readonly Observation[] {
  return events.flatMap((event, index) => {
    const found = seenIn(event, events.slice(0, index), events[index + 1])
    if (found === null) return []
    return found.seen.map(([place, fate]) => ({ row: found.row, place, fate, at: event.at }))
  })
}

interface Found {
  readonly row: Happening
  readonly seen: readonly Seen[]
}

function seenIn(event: LogEvent, before: readonly LogEvent[], next: LogEvent | undefined): Found | null {
  const onServer = event.mode === 'server'
  switch (event.kind) {
    case 'opened':
      return openings[event.what]?.(event) ?? null
    case 'tab': {
      if (event.what !== 'closed') return null
      const alive = isAlive(before)
      return {
        row: 'close',
        seen: [...some(alive, 'cookie'), ['storage', 'dies'], ...some(alive && onServer, 'server')]
      }
    }
    case 'wire': {
      if (event.what !== 'restarted' || !isAlive(before)) return null
      const over = next?.kind === 'ended' && next.at - event.at < 1000
      if (over) return { row: 'restart', seen: onServer ? [['server', 'dies']] : [] }
      return {
        row: 'restart',
        seen: [['cookie', 'lives'], ['storage', 'lives'], ...some(onServer, 'server', 'stored')]
      }
    }
    case 'back':
      return event.what === 'replayed' && onServer && lastEnd(before) === 'deleted'
        ? { row: 'delete', seen: [['server', 'lives']] }
        : null
    case 'ended':
      return endings(event.what, onServer)
    default:
      return null
  }
}

function endings(what: Extract<LogEvent, { kind: 'ended' }>['what'], onServer: boolean): Found | null {
  if (what === 'deleted')
    return {
      row: 'delete',
      seen: [
        ['cookie', 'dies'],
        ['storage', 'lives']
      ]
    }
  if (what === 'key')
    return { row: 'key', seen: [['cookie', 'refused'], ['storage', 'lives'], ...some(onServer, 'server', 'locked')] }
  if (what === 'ran-out' || what === 'too-old')
    return { row: 'lifetime', seen: [['cookie', 'dies'], ['storage', 'lives'], ...some(onServer, 'server', 'dies')] }
  return null
}

const openings: Partial<Record<Opened['what'], (event: Opened) => Found>> = {
  reload: (event) => ({ row: 'reload', seen: [...cookie(event), ['storage', 'lives'], ...server(event)] }),
  // What a copy brings with it may lack the last moment before: that the cookie is there is enough.
  duplicate: (event) => ({
    row: 'duplicate',
    seen: [...some(event.after, 'cookie'), ['storage', 'copied'], ...server(event)]
  }),
  reopened: (event) => ({ row: 'reopen', seen: [...cookie(event), ['storage', 'lives'], ...server(event)] }),
  'new-tab': (event) => ({
    row: 'new-tab',
    seen: [...some(event.after, 'cookie'), ['storage', 'empty'], ...server(event)]
  }),
  started: (event) => ({ row: 'quit', seen: [...quit(event), ['storage', 'dies'], ...server(event)] }),
  restored: (event) => ({ row: 'quit', seen: [...quit(event), ['storage', 'lives'], ...server(event)] })
}

function some(yes: boolean, place: Place, fate: Fate = 'lives'): readonly Seen[] {
  return yes ? [[place, fate]] : []
}

function cookie({ before, after }: Opened): readonly Seen[] {
  if (before !== true) return []
  return [['cookie', after ? 'lives' : 'dies']]
}

/** A cookie with a date that is gone may have run out meanwhile. */
function quit({ before, dated, after }: Opened): readonly Seen[] {
  if (before !== true || (dated && !after)) return []
  return [['cookie', dated !== after ? 'lives' : 'dated']]
}

function server({ mode, after }: Opened): readonly Seen[] {
  return some(mode === 'server' && after, 'server')
}

function isAlive(before: readonly LogEvent[]): boolean {
  const last = before.findLast(({ kind }) => kind === 'began' || kind === 'back' || kind === 'ended')
  return last !== undefined && last.kind !== 'ended'
}

function lastEnd(before: readonly LogEvent[]): string | null {
  return before.findLast(({ kind }) => kind === 'ended')?.what ?? null
}
