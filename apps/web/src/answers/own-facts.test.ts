import { expect, test } from 'vitest'
import type { SessionReport } from '../api/report.ts'
import type { Answer } from '../api/session-api.ts'
import type { AnswerWords } from '../messages/answers.ts'
import { answersMessages } from '../messages/answers.ts'
import { answerIds, proofs } from './answers-data.ts'
import type { Own } from './own-facts.ts'
import { ownFact, ownSession } from './own-facts.ts'

const signedAt = 1_800_000_000

const present: Own['snapshot'] = {
  status: 'present',
  cookie: 'a.b.c',
  bytes: 107,
  parts: { payload: 'a', timestamp: 'b', signature: 'c' },
  json: '{"_permanent":true,"at":{" d":"Mon, 23 Nov 2026 07:00:00 GMT"},"string":"hello"}',
  data: { _permanent: true, at: { ' d': 'Mon, 23 Nov 2026 07:00:00 GMT' }, string: 'hello' },
  signedAt,
  expires: null,
  serverExpires: null
}

function own(snapshot: Own['snapshot'], report?: Partial<SessionReport>): Own {
  const said = {
    status: 'present',
    reason: null,
    mode: 'cookie',
    revocable: false,
    tabs: { scope: 'browser' },
    clocks: { serverExpires: signedAt + 3600 },
    ...report
  } as SessionReport
  const answer: Answer | null = report ? { report: said, method: 'GET', cookie: null, at: 0, skew: 0 } : null
  return { snapshot, answer, now: signedAt + 60 }
}

test('every answer has its words, and a name for each place where it can be seen', () => {
  for (const id of answerIds) {
    const words: AnswerWords = answersMessages.answers[id]
    expect(words.show.length, id).toBe(proofs[id].length)
    expect(words.text.length, id).toBeGreaterThan(1)
  }
  expect(Object.keys(answersMessages.answers)).toEqual([...answerIds])
})

test('says where the session is, as far as it is known', () => {
  expect(ownSession(own({ status: 'absent', since: null, cause: 'never' }))).toBe('JavaScript sees none on this page.')
  expect(ownSession(own(present))).toBe('107 bytes in the cookie.')
  expect(ownSession(own(present, {}))).toBe('107 bytes in the cookie. On the server: nothing about you.')
  expect(ownSession(own(present, { mode: 'server', revocable: true }))).toBe(
    '107 bytes in the cookie. On the server: the session itself.'
  )
  expect(ownSession(own(present, { status: 'refused' }))).toBe('107 bytes in the cookie. The server refuses it.')
  expect(ownSession(own({ status: 'absent', since: null, cause: 'never' }, { status: 'absent' }))).toBe(
    'The server knows of none.'
  )
})

test('shows what this page reads without a key', () => {
  expect(ownFact('where', own(present))).toContain('`{"_permanent":true,')
  expect(ownFact('where', own({ status: 'absent', since: null, cause: 'never' }))).toBeNull()
})

test('tells a cookie that JavaScript can delete from one that it cannot', () => {
  expect(ownFact('what-ends-it', own(present))).toContain('can delete')
  expect(ownFact('what-ends-it', own({ status: 'hidden' }))).toContain('cannot delete')
})

test('tells both clocks once the server was asked', () => {
  expect(ownFact('timeout', own(present))).toBe('Your cookie was signed 1 min ago.')
  expect(ownFact('timeout', own(present, {}))).toBe(
    'Your cookie was signed 1 min ago. The server accepts it for 59 min more.'
  )
})

test('names the types of what the session holds, and not of what the server put in', () => {
  expect(ownFact('objects', own(present))).toBe('Your session holds `at`, of type date; `string`, of type string.')
})

test('does not guess which kind of session it is', () => {
  expect(ownFact('on-the-server', own(present))).toBeNull()
  expect(ownFact('on-the-server', own(present, { mode: 'server' }))).toBe('Your session is on the server now.')
})
