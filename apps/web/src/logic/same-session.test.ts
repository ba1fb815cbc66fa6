import { expect, test } from 'vitest'
import { isSameSession } from './same-session.ts'

test.each([
  ['equal cookies', 'p.t.s', 'p.t.s', true],
  ['the same payload signed again', 'p.t.s', 'p.u.r', true],
  ['a changed timestamp', 'p.t.s', 'p.u.s', false],
  ['another payload', 'p.t.s', 'q.t.s', false],
  ['another signature of the same second', 'p.t.s', 'p.t.r', false],
  ['a cookie that went', 'p.t.s', null, false],
  ['a cookie that came', null, 'p.t.s', false],
  ['no cookie twice', null, null, true],
  ['a compressed payload signed again', '.p.t.s', '.p.u.r', true]
])('%s', (_name, before, after, same) => {
  expect(isSameSession(before, after)).toBe(same)
})
