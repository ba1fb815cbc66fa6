import { Uuid } from '@clearjar/session'
import { expect as playwright } from '@playwright/test'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { compareData, writeDifferences } from './compare-data.ts'

const lines = (expected: object, actual: object) =>
  compareData(expected, actual).map(({ path, what }) => `${path}: ${what}`)

test.each([
  ['more than is expected', {}, { user: 'ann' }],
  ['what is the same all the way down', { a: { b: [1, null, true] } }, { a: { b: [1, null, true] }, c: 1 }],
  ['objects without a prototype', { a: { b: 1 } }, { a: Object.assign(Object.create(null), { b: 1 }) }],
  ['dates', { at: new Date(5) }, { at: new Date(5) }],
  ['bytes of another class', { raw: Buffer.from([1]) }, { raw: new Uint8Array([1]) }],
  ['objects of a class', { id: new Uuid('0'.repeat(32)) }, { id: new Uuid('0'.repeat(32)) }],
  ['either zero', { n: 0 }, { n: -0 }],
  ['no number', { n: Number.NaN }, { n: Number.NaN }],
  ['nothing where undefined is expected', { user: undefined }, {}],
  ['what a test describes', { user: playwright.any(String) }, { user: 'ann' }]
])('takes %s', (_, expected, actual) => {
  expect(compareData(expected, actual)).toEqual([])
})

test.each([
  [{ user: 'ann' }, {}, 'user: missing'],
  [{ user: 'anna' }, { user: 'bob' }, 'user: differs (string of 3 characters, expected string of 4)'],
  [{ user: 'ann' }, { user: 'bob' }, 'user: differs (another string of 3 characters)'],
  [{ user: 'ann' }, { user: 'b' }, 'user: differs (string of 1 character, expected string of 3)'],
  [{ n: 1 }, { n: 2 }, 'n: differs (another number)'],
  [{ n: '1' }, { n: 1 }, 'n: is of another type (number, expected string of 1 character)'],
  [{ n: {} }, { n: [] }, 'n: is of another type (array of 0 items, expected object)'],
  [{ n: {} }, { n: null }, 'n: is of another type (null, expected object)'],
  [{ at: new Date(1) }, { at: new Date(2) }, 'at: differs (another Date)'],
  [{ at: new Date(1) }, { at: 'x' }, 'at: is of another type (string of 1 character, expected Date)'],
  [{ raw: new Uint8Array(1) }, { raw: new Uint8Array(2) }, 'raw: differs (2 bytes, expected 1 byte)'],
  [{ id: new Uuid('0'.repeat(32)) }, { id: new Uuid('1'.repeat(32)) }, 'id: differs (another Uuid)'],
  [{ roles: ['a', 'b'] }, { roles: ['a'] }, 'roles[1]: missing'],
  [{ roles: ['a'] }, { roles: ['a', 'bc'] }, 'roles[1]: not expected (string of 2 characters)'],
  [{ cart: { items: [{ n: 1 }] } }, { cart: { items: [{}] } }, 'cart.items[0].n: missing'],
  [{ cart: {} }, { cart: { n: 1 } }, 'cart.n: not expected (number)'],
  [{ user: undefined }, { user: 'ann' }, 'user: not expected (string of 3 characters)'],
  [{ 'a b\n': 1 }, {}, String.raw`["a b\n"]: missing`],
  [{ user: playwright.any(Number) }, { user: 'ann' }, 'user: does not match (string of 3 characters)'],
  [{ toString: 1 }, {}, 'toString: missing']
])('says of %j against %j: %s', (expected, actual, line) => {
  expect(lines(expected, actual)).toEqual([line])
})

test('does not take the names in a session for the name of a class', () => {
  const actual = {
    user: JSON.parse('{"constructor": {"name": "hunter22"}, "__proto__": {"constructor": 1}}') as unknown
  }
  expect(lines({ user: 1 }, actual)).toEqual(['user: is of another type (object, expected number)'])
})

test('ends at an object that contains itself', () => {
  const [one, other] = [{ n: 1 }, { n: 2 }].map((self) => Object.assign(self, { self }))
  expect(compareData(one!, other!)[0]).toEqual({ path: 'n', what: 'differs (another number)' })
})

test('writes the first twenty differences', () => {
  const expected = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`p${index}`, 1]))
  expect(writeDifferences(compareData(expected, {})).slice(19)).toEqual(['  p19: missing', '  and 3 differences more'])
})

// No text of this kit has them, so that every one found is a leak.
const value = fc.string({ unit: fc.constantFrom('Ä', 'Ö', 'ß', '§', '字'), minLength: 4 })
const data = fc.dictionary(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.'), maxLength: 2 }),
  fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      value,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('node')),
      fc.dictionary(fc.constantFrom('a', 'b'), tie('node'))
    )
  })).node
)

test('never quotes a value', () => {
  fc.assert(
    fc.property(data, data, (expected, actual) => {
      const text = writeDifferences(compareData(expected, actual)).join('\n')
      expect(text).not.toMatch(/[ÄÖß§字]/)
    })
  )
})

test('finds no difference in the same data, and some as soon as a property is missing', () => {
  fc.assert(
    fc.property(data, (same) => {
      const copy = structuredClone(same)
      expect(compareData(same, copy)).toEqual([])
      expect(compareData({ ...same, more: 1 }, copy)).toEqual([{ path: 'more', what: 'missing' }])
    })
  )
})
