import { expect, test } from 'vitest'
import { factsOf } from './facts.ts'
import { labIds } from './labs-data.ts'
import { ended, moment, refused, reportWith, seen } from './fake-moments.ts'

test('tells what happened with the figures of the session', () => {
  const facts = factsOf('change-a-byte', {
    start: moment(),
    change: refused('signature-mismatch', { kind: 'changed-byte' }, { snapshot: seen({ string: 'hellp' }) }),
    'put-back': moment()
  })
  expect(facts.map(({ label, value }) => [label, value])).toEqual([
    ['before', '`{"string":"hello"}`'],
    ['after', '`{"string":"hellp"}`'],
    ['signature', 'left as it was, and no longer fitting'],
    ['refused', 'refused: `signature-mismatch`'],
    ['answer', '`200 OK`, without a `Set-Cookie`: the cookie stays as it is'],
    ['put', 'the server read `{"string":"hello"}`']
  ])
})

test('a backtick in a value does not end the code that it is shown as', () => {
  const [payload] = factsOf('read', { ask: moment({ snapshot: seen({ a: '`' }) }) })
  expect(payload?.value).toBe('`{"a":"\\`"}`')
})

test('what was not seen is not told', () => {
  for (const id of labIds) expect(factsOf(id, {}), id).toEqual([])
})

test('tells that the cookie did not grow on the server', () => {
  const server = reportWith({ mode: 'server', revocable: true })
  const move = moment({ report: server, snapshot: seen({ _jar: { id: 'x' } }, 140) })
  const facts = factsOf('on-the-server', { start: moment(), move, save: move })
  expect(facts.find(({ label }) => label === 'cookie')?.value).toBe('140 bytes before, 140 after')
  expect(facts.find(({ label }) => label === 'keeps')?.value).toBe('your session')
})

test('tells what the server said to a copy', () => {
  const copy = { id: '1', text: 'a.b.c', takenAt: 0, expires: null, whole: true, revocable: true } as const
  const facts = factsOf('replay', {
    delete: ended({ kind: 'deleted' }),
    send: moment({ act: { kind: 'replayed', copy } }),
    again: refused('ended', { kind: 'replayed', copy })
  })
  expect(facts.find(({ label }) => label === 'copy')?.value).toBe('the server read `{"string":"hello"}`')
  expect(facts.find(({ label }) => label === 'again')?.value).toBe('refused: `ended`')
})
