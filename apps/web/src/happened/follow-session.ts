import type { Live } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import { showWire } from '../logic/typed-value.ts'
import type { Actor, Change, EndReason } from './event.ts'
import type { Draft, Facts, Story, Told, Trace } from './story.ts'
import { fresh, nothing, presence } from './story.ts'

/** How the session of this browser began, changed, ended and came back. */
export function session(story: Story, facts: Facts, before: Story): Told {
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
  if (state === 'expired') return browserDrops(facts.live) ? ['ran-out', 'browser'] : ['too-old', 'server']
  if (state === 'tampered')
    return [answer?.report.key === 'replaced' && act.kind !== 'changed-byte' ? 'key' : 'refused', 'server']
  if (state === 'ended') return [answer?.report.reason === 'tabs-closed' ? 'tabs-closed' : 'ended', 'server']
  if (state === 'other-tab' || state === 'asleep') return [state, 'server']
  if (answer?.report.wire.sent.action === 'delete') return [lost ? 'tabs-closed' : 'ended', 'server']
  return ['vanished', elsewhere(facts)]
}

/** In the second in which a date comes the cookie may still be seen. */
function browserDrops({ snapshot, clocks, answer }: Live): boolean {
  return snapshot.status === 'expired' || (typeof clocks?.browser === 'number' && answer?.report.status !== 'refused')
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
