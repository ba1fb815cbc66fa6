import type { Note } from './event.ts'
import { session } from './follow-session.ts'
import type { Draft, Facts, Story, Told } from './story.ts'
import { fresh, nothing, presence } from './story.ts'

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

function withChanges(story: Story, changes: Partial<Story> = {}): Story {
  return { ...story, ...changes }
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
