import { expect, test } from 'vitest'
import { typeOf, variantsOf } from './json-schema.ts'

const words = (...given: Parameters<typeof typeOf>): string =>
  typeOf(...given)
    .map(({ text }) => text)
    .join('')

test('calls a type what a person would', () => {
  expect(words({ type: 'string' })).toBe('string')
  expect(words({ type: ['number', 'null'] })).toBe('number or null')
  expect(words({ const: 'open' })).toBe('"open"')
  expect(words({ enum: [30, 60] })).toBe('30 or 60')
  expect(words({ type: 'array', items: { type: 'string' } })).toBe('list of string')
  expect(words({ type: 'array', items: false })).toBe('list')
  expect(words({ type: 'object', additionalProperties: { type: 'number' } })).toBe('object of number')
  expect(words({ anyOf: [{ $ref: '#/components/schemas/Settings' }, { type: 'null' }] })).toBe('Settings or null')
  expect(words({})).toBe('anything')
})

test('links what is described elsewhere', () => {
  expect(typeOf({ $ref: '#/components/schemas/Settings' })).toEqual([{ text: 'Settings', shape: 'Settings' }])
})

test('lists the members of an object, and of those within it', () => {
  const clocks = { properties: { now: { type: 'number', description: 'Now.' } }, required: ['now'] }
  const [members] = variantsOf({ properties: { clocks, id: { type: 'string' } }, description: 'All.' })
  expect(members).toEqual([
    { path: 'clocks.now', type: [{ text: 'number' }], required: true, description: 'Now.' },
    { path: 'id', type: [{ text: 'string' }], required: false, description: '' }
  ])
})

test('keeps the variants of a union apart, unless each is a member', () => {
  const one = { properties: { a: { type: 'string' } }, description: 'One.' }
  const two = { properties: { b: { type: 'string' }, c: { type: 'string' } } }
  expect(variantsOf({ anyOf: [one, two, { type: 'null' }] })).toHaveLength(2)
  expect(variantsOf({ anyOf: [one, one] })).toMatchObject([[{ path: 'a', description: 'One.' }, { path: 'a' }]])
})
