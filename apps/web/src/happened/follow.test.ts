import { expect, test } from 'vitest'
import type { SessionReport } from '../api/report.ts'
import type { Live } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import type { LiveState } from '../logic/live-state.ts'
import type { Note } from './event.ts'
import { follow } from './follow.ts'
import { difference } from './follow-session.ts'
import { createJournal } from './journal.ts'
import type { Facts, Story } from './story.ts'
import { beginStory } from './story.ts'

interface Scene {
  readonly state: LiveState
  readonly act?: Act
  /** Payload and time of the cookie that JavaScript sees. */
  readonly cookie?: readonly [payload: string, signedAt: number] | null
  readonly cause?: 'never' | 'deleted-here' | 'gone'
  readonly report?: Partial<SessionReport>
  readonly busy?: boolean
  readonly clocks?: Live['clocks']
  readonly tabs?: Facts['board']['tabs']
}

const self = { id: 'a', number: 1, self: true, state: 'open' } as const
const quiet: Act = { kind: 'none' }

/** Tells scenes one after the other, and what was noted of each as `actor: kind what session`. */
function createTeller(begin: Story = beginStory([])) {
  const { nextLetter } = createJournal({ storage: { getItem: () => null, setItem: () => {} } })
  let story = begin
  return (scene: Scene): readonly string[] => {
    const told = follow(story, {
      live: liveOf(scene),
      board: { mark: 'a', copied: false, settled: true, tabs: scene.tabs ?? [self] },
      opening: { what: 'reload', before: null },
      nextLetter
    })
    story = told.story
    return told.notes.map(summary)
  }
}

function summary({ actor, kind, what, session }: Note): string {
  return [`${actor}:`, kind, what, session].filter(Boolean).join(' ')
}

function liveOf({
  state,
  act = quiet,
  cookie = null,
  cause = 'gone',
  report = {},
  busy = false,
  clocks = null
}: Scene): Live {
  const [payload, signedAt] = cookie ?? []
  const status = cookie ? 'present' : 'absent'
  const snapshot = cookie
    ? { status: 'present', cookie: `${payload}.${signedAt}.x`, parts: { payload }, signedAt }
    : { status: state === 'expired' ? 'expired' : 'absent', cause }
  const sent = { action: 'none' }
  const answer = {
    report: { status, data: {}, mode: 'cookie', id: null, wire: { sent }, server: { startedAt: 0 }, ...report }
  }
  const wire = { reachable: state !== 'offline', failing: false }
  return {
    state,
    act,
    busy,
    clocks,
    snapshot,
    answer,
    wire,
    cleared: false,
    lost: false,
    current: true
  } as unknown as Live
}

const a = ['payload', 100] as const

test('notes each thing once, and nothing while something is under way', () => {
  const tell = createTeller()
  const saved: Act = { kind: 'saved', name: 'string' }
  expect(tell({ state: 'empty' })).toEqual(['browser: opened reload'])
  expect(tell({ state: 'empty' })).toEqual([])
  expect(tell({ state: 'live', act: saved, cookie: a, busy: true })).toEqual([])
  expect(tell({ state: 'live', act: saved, cookie: a })).toEqual(['you: began saved A'])
  expect(tell({ state: 'live', act: saved, cookie: a })).toEqual([])
  expect(tell({ state: 'live', act: { kind: 'asked' }, cookie: a })).toEqual(['server: read asked A'])
})

test('a copy that works again is the session it was made of, and a new one that says the same is not', () => {
  const tell = createTeller()
  tell({ state: 'live', act: { kind: 'saved', name: 'string' }, cookie: a })
  expect(tell({ state: 'gone', cause: 'deleted-here' })).toEqual(['you: ended deleted A'])
  expect(tell({ state: 'live', act: { kind: 'replayed' } as Act, cookie: a })).toEqual(['you: back replayed A'])
  expect(tell({ state: 'gone' })).toEqual(['browser: ended vanished A'])
  expect(tell({ state: 'live', cookie: a })).toEqual(['browser: back appeared A'])
  tell({ state: 'gone', cause: 'deleted-here' })
  expect(tell({ state: 'live', act: { kind: 'saved', name: 'string' }, cookie: ['payload', 200] })).toEqual([
    'you: began saved B'
  ])
})

test('a copy that is refused is told as such', () => {
  const tell = createTeller()
  tell({ state: 'live', cookie: a })
  expect(tell({ state: 'ended', act: { kind: 'revoked' }, cookie: a })).toEqual(['server: ended revoked A'])
  tell({ state: 'gone', cause: 'deleted-here' })
  const refused = { status: 'refused', reason: 'ended' } as const
  expect(tell({ state: 'ended', act: { kind: 'replayed' } as Act, cookie: ['payload', 99], report: refused })).toEqual([
    'you: did replayed A',
    'server: failed refused A'
  ])
})

test('tells what ended a session, and who did', () => {
  const end = (scene: Scene): readonly string[] => {
    const tell = createTeller()
    tell({ state: 'live', cookie: a })
    return tell(scene)
  }
  expect(end({ state: 'expired' })).toEqual(['browser: ended ran-out A'])
  expect(end({ state: 'expired', cookie: a })).toEqual(['server: ended too-old A'])
  // Its date has come, and the browser is about to drop it.
  expect(end({ state: 'expired', cookie: a, clocks: { browser: 9, server: 9 } })).toEqual(['browser: ended ran-out A'])
  expect(end({ state: 'tampered', cookie: a, report: { key: 'first' } })).toEqual(['server: ended refused A'])
  expect(end({ state: 'tabs-closed' })).toEqual(['server: ended tabs-closed A'])
  expect(end({ state: 'empty', cause: 'never' })).toEqual(['you: ended reset A'])
  expect(end({ state: 'offline', cause: 'deleted-here' })).toEqual(['server: wire silent A', 'you: ended deleted A'])
})

test('one other tab is named, of several it is not known which', () => {
  const other = { id: 'b', number: 2, self: false, state: 'open' } as const
  const third = { id: 'c', number: 3, self: false, state: 'open' } as const
  const tell = createTeller()
  tell({ state: 'live', cookie: a, tabs: [self, other] })
  expect(tell({ state: 'gone', tabs: [self, other] })).toEqual(['tab 2: ended vanished A'])
  expect(tell({ state: 'live', cookie: ['new', 300], tabs: [self, other, third] })).toEqual([
    'tab: began appeared B',
    'tab 3: tab opened B'
  ])
  const closed = { ...third, state: 'closed', closedAt: 1 } as const
  expect(tell({ state: 'live', cookie: ['new', 300], tabs: [self, other, closed] })).toEqual(['tab 3: tab closed B'])
  expect(tell({ state: 'live', cookie: ['new', 300], tabs: [self, other, third] })).toEqual(['tab 3: tab returned B'])
})

test('a session that was only shut out is the same when it is let in again', () => {
  const tell = createTeller()
  tell({ state: 'live', cookie: a })
  expect(tell({ state: 'asleep', cookie: a })).toEqual(['server: ended asleep A'])
  expect(tell({ state: 'live', cookie: ['payload', 500] })).toEqual(['server: back awake A'])
  const set = (key: 'first' | 'replaced'): Act => ({ kind: 'set', patch: { key }, pending: false })
  const replaced = { key: 'replaced', status: 'refused' } as const
  expect(tell({ state: 'tampered', cookie: ['payload', 500], act: set('replaced'), report: replaced })).toEqual([
    'you: set key A',
    'server: ended key A'
  ])
  expect(tell({ state: 'live', cookie: ['payload', 500], act: set('first') })).toEqual([
    'you: set key A',
    'you: back key A'
  ])
})

test('a server that started later than at its last answer was restarted', () => {
  const tell = createTeller()
  tell({ state: 'live', cookie: a, report: { server: { startedAt: 10 } } })
  expect(tell({ state: 'live', cookie: a, report: { server: { startedAt: 10 } } })).toEqual([])
  expect(tell({ state: 'live', cookie: a, report: { server: { startedAt: 20.5 } } })).toEqual([
    'server: wire restarted A'
  ])
})

test('goes on after a reload with the session that was alive', () => {
  const journal = createJournal({ storage: { getItem: () => null, setItem: () => {} } })
  journal.note({ actor: 'you', kind: 'began', what: 'saved', session: 'C', mode: 'cookie', changes: [] })
  const tell = createTeller(beginStory(journal.getSnapshot().own))
  expect(tell({ state: 'live', cookie: a })).toEqual(['browser: opened reload C'])
  expect(tell({ state: 'gone' })).toEqual(['browser: ended vanished C'])
})

test('a difference has what was added, removed and changed', () => {
  const before = new Map([
    ['a', '1'],
    ['b', '2'],
    ['c', '3']
  ])
  const after = new Map([
    ['a', '1'],
    ['b', '5'],
    ['d', '4']
  ])
  expect(difference(before, after)).toEqual([
    { name: 'b', before: '2', after: '5' },
    { name: 'c', before: '3' },
    { name: 'd', after: '4' }
  ])
})
