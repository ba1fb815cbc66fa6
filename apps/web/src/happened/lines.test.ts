import { expect, test } from 'vitest'
import type { LogEvent } from './event.ts'
import { lifelines, ticks } from './lines.ts'

let id = 0
function event(at: number, session: string | null, rest: object): LogEvent {
  id += 1
  return { id, at, session, actor: 'you', mode: 'cookie', changes: [], ...rest } as unknown as LogEvent
}
const began = { kind: 'began', what: 'saved' }
const deleted = { kind: 'ended', what: 'deleted' }

test('a session lives from its beginning to its end, and again when it is back', () => {
  const lines = lifelines([
    event(1, 'A', began),
    event(5, 'A', deleted),
    event(6, 'A', { kind: 'did', what: 'copied' }),
    event(7, 'A', { kind: 'back', what: 'replayed' }),
    event(9, 'A', { kind: 'ended', what: 'revoked' }),
    event(10, 'B', began),
    event(11, 'B', { kind: 'read', what: 'asked', names: [] })
  ])
  expect(lines).toEqual([
    {
      letter: 'A',
      stretches: [
        { from: 1, to: 5, why: 'deleted' },
        { from: 7, to: 9, why: 'revoked' }
      ]
    },
    { letter: 'B', stretches: [{ from: 10, to: null, why: null }] }
  ])
})

test('a session whose beginning has left the log begins with what is left of it', () => {
  expect(lifelines([event(3, 'D', { kind: 'read', what: 'asked', names: [] }), event(4, 'D', deleted)])).toEqual([
    { letter: 'D', stretches: [{ from: 3, to: 4, why: 'deleted' }] }
  ])
  // What is told of one that is over does not bring it back.
  expect(
    lifelines([event(3, 'D', { kind: 'did', what: 'copied' }), event(4, null, { kind: 'wire', what: 'silent' })])
  ).toEqual([])
})

test('shows the last six', () => {
  const letters = [...'ABCDEFGH']
  expect(
    lifelines(letters.map((letter, at) => event(at, letter, began)))
      .map(({ letter }) => letter)
      .join('')
  ).toBe('CDEFGH')
})

test('ticks are round moments, no more than there is room for', () => {
  expect(ticks(61_500, 65_000, 4)).toEqual({ at: [62_000, 63_000, 64_000, 65_000], step: 1000 })
  expect(ticks(0, 3_600_000, 4).at).toEqual([0, 900_000, 1_800_000, 2_700_000, 3_600_000])
  expect(ticks(5000, 5000, 3).at).toEqual([5000])
})
