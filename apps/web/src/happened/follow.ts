import type { Tab, TabBoardSnapshot } from '@clearjar/browser/tabs'
import type { Live } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import { showWire } from '../logic/typed-value.ts'
import type { Actor, Change, LogEvent, Note } from './event.ts'

/** How this page came to be loaded, and how the cookie was when the last one left. */
export interface Opening {
  readonly what: Extract<LogEvent, { kind: 'opened' }>['what']
  readonly before: CookieFact
}

type EndReason = Extract<LogEvent, { kind: 'ended' }>['what']

export type CookieFact = 'none' | 'dated' | 'undated' | null

export interface Facts {
  readonly live: Live
  readonly board: TabBoardSnapshot
  readonly opening: Opening
  readonly nextLetter: () => string
}

/** What tells a session that is back from a new one. */
interface Trace {
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

/** What happened since the story's last line, each once, and the story with it. Waits while something is under way. */
export function follow(story: Story, facts: Facts): { readonly story: Story; readonly notes: readonly Note[] } {
  const { live } = facts
  if (live.busy || live.state === 'checking') return { story, notes: [] }
  const notes: Note[] = []
  let next = story
  for (const step of [open, wire, did, session, tabs]) {
    const told = step(next, facts, story)
    next = withChanges(next, told.story)
    const about = { session: next.letter ?? next.ended, mode: next.mode, changes: [] }
    for (const note of told.notes) notes.push({ ...about, ...note })
  }
  const { act } = live
  return { story: { ...next, opened: true, act }, notes }
}

type Draft = Note extends infer N
  ? N extends Note
    ? Omit<N, 'session' | 'mode' | 'changes'> & { changes?: Change[]; mode?: LogEvent['mode'] }
    : never
  : never
interface Told {
  readonly story?: Partial<Story>
  readonly notes: readonly Draft[]
}

const nothing: Told = { notes: [] }

function withChanges(story: Story, changes: Partial<Story> = {}): Story {
  return { ...story, ...changes }
}

/** The act, where it was not noted yet. */
function fresh({ live: { act } }: Facts, before: Story): Act['kind'] {
  return act === before.act ? 'none' : act.kind
}

function open(story: Story, { opening: { what, before }, board, live }: Facts): Told {
  if (story.opened) return nothing
  // What this tab itself remembers comes first.
  const was = story.letter !== null ? true : before === null ? null : before !== 'none'
  const after = live.snapshot.status === 'hidden' || 'cookie' in live.snapshot
  const { report } = live.answer ?? {}
  const mode = report?.status === 'present' ? report.mode : null
  const note: Draft = { actor: 'browser', kind: 'opened', what, before: was, dated: before === 'dated', after, mode }
  return { story: { tabs: board.tabs }, notes: [note] }
}

function wire(story: Story, { live }: Facts): Told {
  const { reachable, failing } = live.wire
  const startedAt = live.answer?.report.server.startedAt ?? 0
  const notes: Draft[] = []
  const say = (what: Extract<Draft, { kind: 'wire' }>['what']): unknown =>
    notes.push({ actor: 'server', kind: 'wire', what })
  if (failing && !story.failing) say('failing')
  else if (reachable === false && story.reachable !== false) say('silent')
  else if (reachable === true && !failing && (story.reachable === false || story.failing)) say('answers')
  if (story.startedAt > 0 && startedAt > story.startedAt) say('restarted')
  return { story: { reachable, failing, startedAt: Math.max(startedAt, story.startedAt) }, notes }
}

const tries = ['changed-byte', 'copied', 'copy-kept'] as const
const faults = [
  'delete-failed',
  'nothing-to-clear',
  'too-big',
  'not-saved',
  'server-error',
  'copy-failed',
  'replay-blocked'
] as const

function did(story: Story, facts: Facts, before: Story): Told {
  const { act } = facts.live
  const kind = fresh(facts, before)
  const tried = tries.find((each) => each === kind)
  if (tried) return { notes: [{ actor: 'you', kind: 'did', what: tried }] }
  const failed = faults.find((each) => each === kind)
  if (failed) return { notes: [{ actor: failed === 'server-error' ? 'server' : 'you', kind: 'failed', what: failed }] }
  if (kind === 'none') return nothing
  if (act.kind === 'replayed' && presence(facts.live) === 'gone')
    return { notes: [{ actor: 'you', kind: 'did', what: 'replayed' }] }
  if (act.kind === 'ended-others' || (act.kind === 'revoked' && story.letter === null))
    return { notes: [{ actor: 'you', kind: 'did', what: act.kind }] }
  if (act.kind === 'kept')
    return { notes: [{ actor: 'you', kind: 'set', what: 'permanent', to: String(act.permanent) }] }
  if (act.kind === 'bound') return { notes: [{ actor: 'you', kind: 'set', what: 'tabs', to: act.scope }] }
  if (act.kind === 'set') {
    const settings = Object.entries(act.patch) as [keyof typeof act.patch, unknown][]
    return { notes: settings.map(([what, to]) => ({ actor: 'you', kind: 'set', what, to: String(to) })) }
  }
  return nothing
}

function presence({ state, snapshot }: Live): 'alive' | 'gone' | 'unknown' {
  if (state === 'offline') return snapshot.status === 'absent' ? 'gone' : 'unknown'
  if (state === 'live' || state === 'expiring' || state === 'unreadable' || state === 'hidden') return 'alive'
  return state === 'checking' || state === 'blocked' ? 'unknown' : 'gone'
}

function session(story: Story, facts: Facts, before: Story): Told {
  const there = presence(facts.live)
  if (there === 'unknown') return nothing
  if (there === 'gone') return story.letter === null ? refusal(story, facts) : end(story, facts, before)
  const { report } = facts.live.answer ?? {}
  const values =
    report?.status === 'present'
      ? new Map(Object.entries(report.data).map(([name, value]) => [name, showWire(value)]))
      : null
  const told = story.letter === null ? begin(story, facts, before, values) : go(story, facts, before, values)
  const letter = told.story?.letter ?? story.letter ?? ''
  const traces = new Map([...story.traces, [letter, trace(facts.live)]])
  const mode = report?.mode ?? story.mode
  return { story: { ...told.story, values: values ?? story.values, traces, mode, refused: null }, notes: told.notes }
}

function trace({ snapshot, answer }: Live): Trace {
  const parts = 'parts' in snapshot ? snapshot.parts : null
  const signedAt = 'signedAt' in snapshot ? snapshot.signedAt : null
  return { id: answer?.report.id ?? null, payload: parts?.payload ?? null, signedAt: signedAt ?? 0 }
}

type Values = ReadonlyMap<string, string> | null

function begin(story: Story, facts: Facts, before: Story, values: Values): Told {
  const kind = fresh(facts, before)
  const changes = difference(new Map(), values)
  if (kind !== 'saved') {
    const known = [...story.traces].findLast(([, each]) => isSame(each, trace(facts.live)))?.[0]
    const isWaiting = kind === 'put-back' || kind === 'replayed' || waking.has(story.why)
    const letter = known ?? (isWaiting ? story.ended : null)
    if (letter !== null) return { story: { letter, ended: null, why: null }, notes: [back(kind, story, facts)] }
  }
  const letter = facts.nextLetter()
  const found = !before.opened
  const how = kind === 'saved' ? 'saved' : found ? 'found' : 'appeared'
  const actor = kind === 'saved' ? 'you' : found ? 'browser' : elsewhere(facts)
  return { story: { letter, ended: null, why: null }, notes: [{ actor, kind: 'began', what: how, changes }] }
}

/** Ends that are none for the session itself. */
const waking: ReadonlySet<EndReason | null> = new Set(['asleep', 'other-tab', 'key'])

function back(act: Act['kind'], { why }: Story, facts: Facts): Draft {
  if (act === 'put-back' || act === 'replayed') return { actor: 'you', kind: 'back', what: act }
  if (why === 'key' && act === 'set') return { actor: 'you', kind: 'back', what: 'key' }
  if (why === 'asleep') return { actor: 'server', kind: 'back', what: 'awake' }
  return { actor: elsewhere(facts), kind: 'back', what: 'appeared' }
}

/** The same payload signed no later is a copy; signed later it may be a new session that says the same. */
function isSame(known: Trace, seen: Trace): boolean {
  if (known.id !== null || seen.id !== null) return known.id === seen.id
  return known.payload !== null && known.payload === seen.payload && seen.signedAt <= known.signedAt
}

function go(story: Story, facts: Facts, before: Story, values: Values): Told {
  const act = fresh(facts, before)
  const changes = story.values === null ? [] : difference(story.values, values ?? story.values)
  if (act === 'saved' || act === 'removed') return { notes: [{ actor: 'you', kind: 'changed', what: act, changes }] }
  if (changes.length > 0) return { notes: [{ actor: elsewhere(facts), kind: 'changed', what: 'elsewhere', changes }] }
  const names = [...(values ?? story.values ?? new Map<string, string>()).keys()]
  if (act === 'asked' || act === 'renewed') return { notes: [{ actor: 'server', kind: 'read', what: act, names }] }
  return nothing
}

/** What was added, removed and changed. */
export function difference(before: ReadonlyMap<string, string>, after: Values): Change[] {
  const names = [...new Set([...before.keys(), ...(after?.keys() ?? [])])]
  return names
    .map((name) => ({ name, before: before.get(name), after: after?.get(name) }))
    .filter((each) => each.before !== each.after)
    .map(({ name, before: old, after: now }) => ({
      name,
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now })
    }))
}

function end(story: Story, facts: Facts, before: Story): Told {
  const [what, actor] = reason(facts, before)
  return {
    story: { letter: null, ended: story.letter, why: what, values: null, refused: cookieOf(facts.live) },
    notes: [{ actor, kind: 'ended', what }]
  }
}

function reason(facts: Facts, before: Story): readonly [EndReason, Actor] {
  const { state, snapshot, cleared, answer, lost } = facts.live
  const { act } = facts.live
  if (act !== before.act && act.kind === 'revoked') return ['revoked', 'server']
  if (snapshot.status === 'absent' && snapshot.cause === 'deleted-here') return ['deleted', 'you']
  if (cleared) return ['cleared', 'server']
  if (before.opened && state === 'empty') return ['reset', 'you']
  if (state === 'tabs-closed' || act.kind === 'session-let-go') return ['tabs-closed', 'server']
  if (state === 'expired') return snapshot.status === 'expired' ? ['ran-out', 'browser'] : ['too-old', 'server']
  if (state === 'tampered') return [answer?.report.key === 'replaced' ? 'key' : 'refused', 'server']
  if (state === 'ended') return [answer?.report.reason === 'tabs-closed' ? 'tabs-closed' : 'ended', 'server']
  if (state === 'other-tab' || state === 'asleep') return [state, 'server']
  if (answer?.report.wire.sent.action === 'delete') return [lost ? 'tabs-closed' : 'ended', 'server']
  return ['vanished', elsewhere(facts)]
}

function refusal(story: Story, { live }: Facts): Told {
  const cookie = cookieOf(live)
  if (live.answer?.report.status !== 'refused' || !live.current || cookie === story.refused) return nothing
  return { story: { refused: cookie }, notes: [{ actor: 'server', kind: 'failed', what: 'refused' }] }
}

function cookieOf({ snapshot }: Live): string | null {
  return 'cookie' in snapshot ? snapshot.cookie : null
}

/** Who else can change the cookie: the only other tab, one of them, or the browser's own tools. */
function elsewhere({ board }: Facts): Actor {
  const others = board.tabs.filter(({ self, state }) => !self && state === 'open')
  if (others.length > 1) return 'tab'
  return others[0] ? `tab ${others[0].number}` : 'browser'
}

function tabs(story: Story, facts: Facts, before: Story): Told {
  const { act } = facts.live
  const seen = facts.board.tabs
  const left = seen.filter(({ state }) => state === 'open').length
  const notes: Draft[] = []
  for (const tab of seen) {
    const old = story.tabs.find(({ id }) => id === tab.id)
    if (old?.state === tab.state) continue
    const what = tab.state === 'closed' ? 'closed' : old ? 'returned' : 'opened'
    notes.push({ actor: `tab ${tab.number}`, kind: 'tab', what, number: tab.number, left })
  }
  if (act !== before.act && act.kind === 'tab-let-go')
    notes.push({ actor: 'server', kind: 'tab', what: 'let-go', number: act.number, left })
  return { story: { tabs: seen }, notes }
}
