import type { Tab, TabBoardSnapshot } from '@clearjar/browser/tabs'
import type { Live } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import type { Change, EndReason, LogEvent, Note } from './event.ts'

/** How this page came to be loaded, and how the cookie was when the last one left. */
export interface Opening {
  readonly what: Extract<LogEvent, { kind: 'opened' }>['what']
  readonly before: CookieFact
}

export type CookieFact = 'none' | 'dated' | 'undated' | null

export interface Facts {
  readonly live: Live
  readonly board: TabBoardSnapshot
  readonly opening: Opening
  readonly nextLetter: () => string
}

/** What tells a session that is back from a new one. */
export interface Trace {
  readonly id: string | null
  readonly payload: string | null
  readonly signedAt: number
}

/** What the recorder knows from before. */
export interface Story {
  readonly opened: boolean
  /** The last act that was noted. */
  readonly act: Act | null
  /** Of the session that lives. */
  readonly letter: string | null
  readonly mode: LogEvent['mode']
  /** The letter of the session that ended last, and why it did. */
  readonly ended: string | null
  readonly why: EndReason | null
  /** Its values as the log shows them; null: not known. */
  readonly values: ReadonlyMap<string, string> | null
  readonly traces: ReadonlyMap<string, Trace>
  /** The cookie that was refused last. */
  readonly refused: string | null
  readonly reachable: boolean | null
  readonly failing: boolean
  readonly startedAt: number
  readonly tabs: readonly Tab[]
}

/** A page's story goes on where the log of its tab ends. */
export function beginStory(events: readonly LogEvent[]): Story {
  const last = events.findLast(({ kind }) => kind === 'began' || kind === 'back' || kind === 'ended')
  return {
    opened: false,
    act: null,
    letter: last === undefined || last.kind === 'ended' ? null : last.session,
    mode: last?.mode ?? null,
    ended: last?.kind === 'ended' ? last.session : null,
    why: last?.kind === 'ended' ? last.what : null,
    values: null,
    traces: new Map(),
    refused: null,
    reachable: null,
    failing: false,
    startedAt: 0,
    tabs: []
  }
}

/** An event before it is known which session it is about. */
export type Draft = Note extends infer N
  ? N extends Note
    ? Omit<N, 'session' | 'mode' | 'changes'> & { changes?: Change[]; mode?: LogEvent['mode'] }
    : never
  : never

/** What one step found, and what of the story it changed. */
export interface Told {
  readonly story?: Partial<Story>
  readonly notes: readonly Draft[]
}

export const nothing: Told = { notes: [] }

/** The act, where it was not noted yet. */
export function fresh({ live: { act } }: Facts, before: Story): Act['kind'] {
  return act === before.act ? 'none' : act.kind
}

/** Whether the session counts in this browser, as far as it is known. */
export function presence({ state, snapshot }: Live): 'alive' | 'gone' | 'unknown' {
  if (state === 'offline') return snapshot.status === 'absent' ? 'gone' : 'unknown'
  if (state === 'live' || state === 'expiring' || state === 'unreadable' || state === 'hidden') return 'alive'
  return state === 'checking' || state === 'blocked' ? 'unknown' : 'gone'
}
