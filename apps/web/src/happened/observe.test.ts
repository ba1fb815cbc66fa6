import { expect, test } from 'vitest'
import type { LogEvent } from './event.ts'
import { observe } from './observe.ts'
import type { Happening } from './survival.ts'
import { happenings, places, survival } from './survival.ts'

let at = 0
function event(rest: object): LogEvent {
  at += 5000
  return { id: at, at, session: 'A', actor: 'browser', mode: 'cookie', changes: [], ...rest } as unknown as LogEvent
}
const began = event({ kind: 'began', what: 'saved' })
const opened = (what: string, rest: object = {}): LogEvent =>
  event({ kind: 'opened', what, before: true, dated: false, after: true, ...rest })
const closed = (rest: object = {}): LogEvent => event({ kind: 'tab', what: 'closed', number: 2, left: 1, ...rest })
const ended = (what: string, rest: object = {}): LogEvent => event({ kind: 'ended', what, ...rest })
const onServer = { mode: 'server' }

function seen(events: readonly LogEvent[], row: Happening): string[] {
  return observe(events)
    .filter((each) => each.row === row)
    .map(({ place, fate }) => `${place} ${fate}`)
}

test('a reload is seen to keep what it really kept', () => {
  expect(seen([opened('reload')], 'reload')).toEqual(['cookie lives', 'storage lives'])
  expect(seen([opened('reload', onServer)], 'reload')).toContain('server lives')
  expect(seen([opened('reload', { after: false })], 'reload')).toEqual(['cookie dies', 'storage lives'])
  expect(seen([opened('reload', { before: null })], 'reload')).toEqual(['storage lives'])
})

test('a new tab, a copy of one and one that is back differ in their sessionStorage', () => {
  expect(seen([opened('new-tab', { before: null })], 'new-tab')).toEqual(['cookie lives', 'storage empty'])
  expect(seen([opened('new-tab', { after: false })], 'new-tab')).toEqual(['storage empty'])
  expect(seen([opened('duplicate')], 'duplicate')).toEqual(['cookie lives', 'storage copied'])
  expect(seen([opened('duplicate', { before: null })], 'duplicate')).toContain('cookie lives')
  expect(seen([opened('reopened')], 'reopen')).toEqual(['cookie lives', 'storage lives'])
  expect(observe([opened('first', { before: null, after: false }), opened('same-tab')])).toEqual([])
})

test('another tab that closes shows nothing of a cookie that is not there', () => {
  expect(seen([began, closed()], 'close')).toEqual(['cookie lives', 'storage dies'])
  expect(seen([began, closed(onServer)], 'close')).toContain('server lives')
  expect(seen([began, ended('deleted'), closed()], 'close')).toEqual(['storage dies'])
})

test('a quit bears out the date of a cookie, and tells when it went otherwise', () => {
  expect(seen([opened('started', { dated: true })], 'quit')).toContain('cookie dated')
  expect(seen([opened('started', { after: false })], 'quit')).toContain('cookie dated')
  expect(seen([opened('started')], 'quit')).toContain('cookie lives')
  // It may have run out meanwhile.
  expect(seen([opened('started', { dated: true, after: false })], 'quit')).toEqual(['storage dies'])
  expect(seen([opened('restored', { dated: true })], 'quit')).toContain('storage lives')
})

test('deleting is seen to leave a session on the server only when a copy of its cookie still opens it', () => {
  const deleted = ended('deleted', onServer)
  expect(seen([began, deleted], 'delete')).toEqual(['cookie dies', 'storage lives'])
  const replayed = event({ kind: 'back', what: 'replayed', ...onServer })
  expect(seen([began, deleted, replayed], 'delete')).toContain('server lives')
  expect(seen([began, ended('cleared', onServer), replayed], 'delete')).toEqual([])
})

test('a restart is seen to keep a session that the server still reads', () => {
  const restarted = event({ kind: 'wire', what: 'restarted', ...onServer })
  expect(seen([began, restarted], 'restart')).toEqual(['cookie lives', 'storage lives', 'server stored'])
  expect(seen([began, restarted, ended('refused', { ...onServer, at: restarted.at + 1 })], 'restart')).toEqual([
    'server dies'
  ])
  expect(observe([restarted])).toEqual([])
})

test('a changed key and a lifetime that passes end a session', () => {
  expect(seen([began, ended('key', onServer)], 'key')).toEqual(['cookie refused', 'storage lives', 'server locked'])
  expect(seen([began, ended('ran-out')], 'lifetime')).toEqual(['cookie dies', 'storage lives'])
  expect(seen([began, ended('too-old', onServer)], 'lifetime')).toContain('server dies')
  expect(observe([began, ended('vanished'), ended('cleared'), ended('revoked')])).toEqual([])
})

test('every cell of the table can be borne out', () => {
  const all = [
    opened('reload', onServer),
    opened('new-tab', onServer),
    opened('duplicate', onServer),
    opened('reopened', onServer),
    opened('started', { ...onServer, dated: true }),
    began,
    closed(onServer),
    event({ kind: 'wire', what: 'restarted', ...onServer }),
    ended('deleted', onServer),
    event({ kind: 'back', what: 'replayed', ...onServer }),
    ended('key', onServer),
    ended('too-old', onServer)
  ]
  const cells = new Set(observe(all).map(({ row, place, fate }) => `${row} ${place} ${fate}`))
  const said = happenings.flatMap((row) => places.map((place) => `${row} ${place} ${survival[row][place]}`))
  expect(said.filter((each) => !cells.has(each))).toEqual([])
})
