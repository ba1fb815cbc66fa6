import { expect, test } from 'vitest'
import type { Act } from './acts.ts'
import type { Sight, Told } from './told.ts'
import { follow, nothingTold, tell } from './told.ts'

const live: Sight = { state: 'live', cookie: 'p.t.s', settled: true }
const gone: Sight = { state: 'gone', cookie: null, settled: true }

function told(act: Act, ...sights: readonly Sight[]): Told {
  return sights.reduce(follow, tell(nothingTold, act))
}

test.each<[string, Act, Sight, Sight]>([
  ['a copy, once the cookie is gone', { kind: 'copied' }, live, gone],
  ['a copy, once the cookie is another', { kind: 'copied' }, live, { ...live, cookie: 'other.t.s' }],
  ['a deletion that found nothing, once there is a cookie', { kind: 'delete-failed', reason: 'absent' }, gone, live],
  [
    'a cookie too big, once time runs out',
    { kind: 'too-big', bytes: 2, limit: 1, saving: null },
    live,
    { ...live, state: 'expiring' }
  ],
  ['a save that did not arrive, once the server answers', { kind: 'not-saved' }, { ...live, state: 'offline' }, live],
  ['what was saved, once it is gone', { kind: 'saved', name: 'string' }, live, gone]
])('lets go of %s', (_name, act, before, after) => {
  expect(told(act, before).act).toEqual(act)
  expect(told(act, before, after).act).toEqual({ kind: 'none' })
})

test('an act that changes the session is about what it leads to', () => {
  const asking: Sight = { state: 'checking', cookie: 'new.t.s', settled: false }
  const saved = { ...live, cookie: 'new.t.s' }
  expect(told({ kind: 'saved', name: 'string' }, { ...live, settled: false }, asking, saved).act).toEqual({
    kind: 'saved',
    name: 'string'
  })
})

test('a cookie that is only signed again changes nothing', () => {
  expect(told({ kind: 'copied' }, live, { ...live, cookie: 'p.later.s2' }).act).toEqual({ kind: 'copied' })
})

test('a session that the server cleared stays cleared until another comes', () => {
  const cleared = told({ kind: 'cleared' }, gone)
  const asked = follow(tell(cleared, { kind: 'asked' }), gone)
  expect(asked.cleared).toBe(true)
  expect(follow(asked, live).cleared).toBe(false)
})

test('comes to rest', () => {
  const once = told({ kind: 'cleared' }, live)
  expect(follow(once, live)).toBe(once)
})
