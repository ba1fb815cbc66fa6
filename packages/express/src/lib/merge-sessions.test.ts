import { createSessionCodec, Markup, tuple, Uuid } from '@clearjar/session'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { mergeSessions } from './merge-sessions.ts'
import { META_NAME } from './session-meta.ts'

const codec = createSessionCodec({ secrets: ['dev-secret-key'] })

type Data = Readonly<Record<string, unknown>>

/** `''` is the text of nothing, as everywhere. */
const textOf = (data: Data) => (Object.keys(data).length === 0 ? '' : codec.serialize(data))
const dataOf = (text: string) => (text === '' ? {} : codec.parse(text))
const merge = (base: Data, ours: Data, theirs: Data) => mergeSessions(codec, textOf(base), textOf(ours), textOf(theirs))
const record = (entries: Iterable<readonly [string, unknown]>): Data => Object.fromEntries(entries)

/** Few names, so that they meet; those that are something else in JavaScript, in Flask's tags or to the middleware. */
const name = fc.constantFrom('a', 'b', 'c', '', '__proto__', 'constructor', 'toString', ' d', ' di', '0')

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 'a', 0, -0, 1, 1.5, 2 ** 53, {}, []),
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 60n + 3n }),
  fc.constantFrom(0, 86_400_000).map((time) => new Date(time)),
  fc.uint8Array({ maxLength: 2 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('<b>', '').map((html) => new Markup(html)),
  fc.constant(new Uuid('2f8b6b3e-0f1c-4f0a-9d0e-6a5b4c3d2e1f'))
)
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.array(scalar, { maxLength: 2 }).map((items) => tuple(...items)),
  fc.array(fc.tuple(name, scalar), { maxLength: 2 }).map(record)
)
const data = fc.array(fc.tuple(name, value), { maxLength: 5 }).map(record)

/** A change of some names: another value, or none. */
const edits = fc.array(fc.tuple(name, fc.option(value, { nil: undefined })), { maxLength: 4 })
const edited = (base: Data, changes: readonly (readonly [string, unknown])[]) =>
  record([...new Map([...Object.entries(base), ...changes])].filter(([, kept]) => kept !== undefined))

/** What a name says, as text; undefined for a name that is not there. */
function said(source: Data, key: string): string | undefined {
  return Object.hasOwn(source, key) ? codec.serialize({ value: source[key] }) : undefined
}

test('every name is as whoever changed it has it, ours where both did', () => {
  fc.assert(
    fc.property(data, edits, edits, (base, oursEdits, theirsEdits) => {
      const ours = edited(base, oursEdits)
      const theirs = edited(base, theirsEdits)
      const { text, conflicts } = merge(base, ours, theirs)
      const merged = dataOf(text)
      const names = new Set([base, ours, theirs].flatMap((each) => Object.keys(each)))
      for (const key of names) {
        const [was, mine, other] = [said(base, key), said(ours, key), said(theirs, key)]
        expect(said(merged, key)).toBe(mine === was ? other : mine)
        const isConflict = mine !== was && other !== was && mine !== other
        expect(conflicts.includes(key)).toBe(isConflict)
      }
      expect(Object.keys(merged).every((key) => names.has(key))).toBe(true)
      expect(conflicts).toHaveLength(new Set(conflicts).size)
    }),
    { numRuns: 500 }
  )
})

test('changes of different names join to the same text, whoever comes later', () => {
  fc.assert(
    fc.property(data, edits, edits, (base, oursEdits, theirsEdits) => {
      const taken = new Set(oursEdits.map(([key]) => key))
      const ours = edited(base, oursEdits)
      const theirs = edited(
        base,
        theirsEdits.filter(([key]) => !taken.has(key))
      )
      const one = merge(base, ours, theirs)
      expect(one.conflicts).toEqual([])
      expect(merge(base, theirs, ours)).toEqual(one)
    })
  )
})

test('whoever changed nothing gets what the other has', () => {
  fc.assert(
    fc.property(data, edits, (base, changes) => {
      const other = edited(base, changes)
      const joined = { text: textOf(other), conflicts: [] }
      expect([merge(base, base, other), merge(base, other, base)]).toEqual([joined, joined])
    })
  )
})

test('the same data in the spelling of another writer is no change', () => {
  const base = '{"n": 1.0, "user": "\\u0061nn"}'
  expect(mergeSessions(codec, base, '{"n":1,"user":"ann"}', '{"n":1,"user":"bob"}')).toEqual({
    text: '{"n":1,"user":"bob"}',
    conflicts: []
  })
})

test('__proto__ is a name like any other, and reaches no prototype', () => {
  const evil = JSON.parse('{"__proto__":{"isAdmin":true}}') as Data
  const { text } = merge({}, { user: 'ann' }, evil)
  expect(text).toBe('{"__proto__":{"isAdmin":true},"user":"ann"}')
  expect(merge(evil, {}, evil)).toEqual({ text: '', conflicts: [] })
  expect({}).not.toHaveProperty('isAdmin')
})

test('values that JSON lacks come through the merge as they were', () => {
  const theirs = {
    at: new Date(86_400_000),
    bytes: Buffer.from([0, 255]),
    pair: tuple(1, tuple('x')),
    big: 2n ** 70n,
    id: new Uuid('2f8b6b3e-0f1c-4f0a-9d0e-6a5b4c3d2e1f'),
    html: new Markup('<b>')
  }
  const ours = { seen: new Date(0) }
  expect(dataOf(merge({}, ours, theirs).text)).toEqual(dataOf(textOf({ ...theirs, ...ours })))
})

test('who empties the data says nothing of what the middleware notes, and that alone is no session', () => {
  const noted = { [META_NAME]: { tabs: 'last-tab' } }
  expect(merge({ ...noted, user: 'ann' }, {}, { ...noted, user: 'ann', cart: 1 })).toEqual({
    text: textOf({ ...noted, cart: 1 }),
    conflicts: []
  })
  expect(merge({ ...noted, user: 'ann' }, {}, { ...noted, user: 'ann' }).text).toBe('')
  expect(merge({ a: 1 }, { ...noted, a: 1 }, { a: 2 }).text).toBe(textOf({ ...noted, a: 2 }))
})
