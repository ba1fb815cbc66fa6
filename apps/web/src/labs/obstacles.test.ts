import { expect, test } from 'vitest'
import type { Answer } from '../api/session-api.ts'
import { obstaclesOf } from './obstacles.ts'
import { gone, reportWith, seen } from './fake-moments.ts'

function answer(report: Answer['report']): Answer {
  return { report, method: 'GET', cookie: null, at: 0, skew: 0 }
}

test('nothing is in the way of a new visitor', () => {
  expect(obstaclesOf({ snapshot: gone, answer: answer(reportWith({ status: 'absent' })), copies: [] })).toEqual({
    session: false,
    settings: [],
    copies: false
  })
})

test('a session and copies are in the way', () => {
  const copy = { id: '1', text: 'a.b.c', takenAt: 0, expires: null, whole: true, revocable: false } as const
  const found = obstaclesOf({ snapshot: seen({ a: 1 }), answer: null, copies: [copy] })
  expect(found).toEqual({ session: true, settings: [], copies: true })
})

test('every setting that is not as it began is named', () => {
  const { cookie, clocks } = reportWith()
  const report = reportWith({
    cookie: { ...cookie, visibility: 'hidden' },
    clocks: { ...clocks, lifetime: 60 },
    revocable: true,
    tabs: { scope: 'tab' },
    key: 'replaced'
  })
  const names = ['visibility', 'lifetime', 'revocable', 'tabs', 'key']
  expect(obstaclesOf({ snapshot: gone, answer: answer(report), copies: [] }).settings).toEqual(names)
})

test('that a session on the server can be revoked is no setting of its own', () => {
  const report = reportWith({ mode: 'server', revocable: true })
  expect(obstaclesOf({ snapshot: gone, answer: answer(report), copies: [] }).settings).toEqual(['mode'])
})
