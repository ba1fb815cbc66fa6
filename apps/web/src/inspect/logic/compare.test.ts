import fc from 'fast-check'
import { expect, test } from 'vitest'

import { compare, compareValues, pathText } from './compare.ts'
import { recognise } from './recognise.ts'
import type { Recognised } from './recognised.ts'

const SIGNATURE = 'vA8jpjXgBX-YxAOIkhIvDz3ussk'

function read(value: string, name: string | null = 'session'): Promise<Recognised> {
  return recognise({ name, value, signature: null })
}

function flask(json: string, time = 'ZVPxAA', signature = SIGNATURE): Promise<Recognised> {
  return read(`${Buffer.from(json).toString('base64url')}.${time}.${signature}`)
}

test('a cookie is the same as itself', async () => {
  const cookie = await flask('{"a":1}')
  expect(compare(cookie, cookie)).toEqual({
    identical: true,
    name: { same: true, before: 'session', after: 'session' },
    format: { same: true, before: 'flask', after: 'flask' },
    signature: { status: 'same' },
    signedAt: { before: 1_700_000_000, after: 1_700_000_000, seconds: 0 },
    expiresAt: { before: null, after: null, seconds: null },
    payload: { status: 'same', spelling: true }
  })
})

test('a cookie that was only signed again has the same values, another time and signature', async () => {
  expect(compare(await flask('{"a":1}'), await flask('{"a":1}', 'ZVPxPA', 'A'.repeat(27)))).toMatchObject({
    identical: false,
    signature: { status: 'differs' },
    signedAt: { seconds: 60 },
    payload: { status: 'same', spelling: true }
  })
})

test('another order of names is another spelling', async () => {
  expect(compare(await flask('{"a":1,"b":2}'), await flask('{"b":2,"a":1}')).payload).toEqual({
    status: 'same',
    spelling: false
  })
})

test('values that were added, removed or changed are named by their path', () => {
  expect(
    compareValues(
      { user: { name: 'ann', roles: ['a', 'b'] }, old: 1, same: true },
      { user: { name: 'bea', roles: ['a'] }, same: true, fresh: null }
    ).map((difference) => [difference.kind, pathText(difference.path)])
  ).toEqual([
    ['changed', 'user.name'],
    ['removed', 'user.roles[1]'],
    ['removed', 'old'],
    ['added', 'fresh']
  ])
})

test('a typed value changes as one', () => {
  const before = { at: { ' d': 'Mon, 23 Nov 2026 07:00:00 GMT' }, point: { ' point': [1, 2] } }
  const after = { at: { ' d': 'Mon, 23 Nov 2026 08:00:00 GMT' }, point: { ' point': [1, 2] } }
  expect(compareValues(before, after)).toEqual([{ kind: 'changed', path: ['at'], before: before.at, after: after.at }])
})

test('a list that became an object changed as a whole', () => {
  expect(compareValues({ a: [1] }, { a: { 0: 1 } })).toEqual([
    { kind: 'changed', path: ['a'], before: [1], after: { 0: 1 } }
  ])
})

test('names that are no words stand in quotes', () => {
  expect(pathText(['odd name', 0, 'a-b', '"', ''])).toBe(String.raw`["odd name"][0].a-b["\""][""]`)
  expect(pathText([])).toBe('')
})

test('cookies of different formats are compared as far as that goes', async () => {
  const id = await read('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d')
  expect(compare(await flask('{"a":1}'), id)).toMatchObject({
    format: { same: false, before: 'flask', after: 'uuid' },
    signature: { status: 'one-missing' },
    signedAt: { seconds: null },
    payload: { status: 'differs' }
  })
  expect(compare(id, id)).toMatchObject({ signature: { status: 'none' }, payload: { status: 'unknown' } })
})

test('there is a difference exactly where the texts differ', () => {
  const json = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(json, json, (before, after) => {
      expect(compareValues(before, JSON.parse(JSON.stringify(before)))).toEqual([])
      const sorted = (value: unknown): string =>
        JSON.stringify(value, (_, item: unknown) =>
          typeof item === 'object' && item !== null && !Array.isArray(item)
            ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
            : item
        )
      expect(compareValues(before, after).length === 0).toBe(sorted(before) === sorted(after))
    })
  )
})
