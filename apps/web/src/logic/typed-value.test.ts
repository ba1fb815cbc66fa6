import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EditableType } from './typed-value.ts'
import { editableTypes, parseTyped, showWire, typeOfWire } from './typed-value.ts'

test.each<[EditableType, string, unknown, string]>([
  ['string', 'hello', 'hello', '"hello"'],
  ['number', ' 3.5e2 ', 350, '350'],
  ['boolean', 'Yes', true, 'true'],
  ['date', '2026-12-24', { ' d': 'Thu, 24 Dec 2026 00:00:00 GMT' }, 'Thu, 24 Dec 2026 00:00:00 GMT'],
  ['date', '2026-12-24 18:00', { ' d': 'Thu, 24 Dec 2026 18:00:00 GMT' }, 'Thu, 24 Dec 2026 18:00:00 GMT'],
  ['date', '2026-12-24T18:00:00+02:00', { ' d': 'Thu, 24 Dec 2026 16:00:00 GMT' }, 'Thu, 24 Dec 2026 16:00:00 GMT'],
  ['bytes', '01 02 fF', { ' b': 'AQL/' }, '3 bytes 01 02 ff'],
  ['bytes', '', { ' b': '' }, '0 bytes'],
  ['list', '[1, "two", null]', [1, 'two', null], '[1, "two", null]'],
  ['point', '(3, -4)', { ' point': [3, -4] }, 'Point(3, -4)']
])('reads a %s from %j', (type, text, wire, shown) => {
  expect(parseTyped(type, text)).toEqual({ ok: true, wire })
  expect(typeOfWire(wire)).toBe(type)
  expect(showWire(wire)).toBe(shown)
})

test.each<[EditableType, string, string]>([
  ['number', '', 'not-a-number'],
  ['number', '0x10', 'not-a-number'],
  ['number', '1e999', 'not-a-number'],
  ['boolean', 'maybe', 'not-a-boolean'],
  ['date', '2026-13-01', 'not-a-date'],
  ['date', 'tomorrow', 'not-a-date'],
  ['date', '2026-02-30', 'not-a-date'],
  ['date', 'Xxx, 24 Dec 2026 00:00:00 GMT', 'not-a-date'],
  ['bytes', '012', 'not-bytes'],
  ['list', '{"a":1}', 'not-a-list'],
  ['list', '[1', 'not-a-list'],
  ['point', '3', 'not-a-point']
])('says what is wrong with a %s written as %j', (type, text, why) => {
  expect(parseTyped(type, text)).toEqual({ ok: false, why })
})

test.each([
  [{ ' t': [1, 'a'] }, 'tuple', '(1, "a")'],
  [{ ' u': '0f8fad5bd9cb469fa16570867728950e' }, 'uuid', '0f8fad5bd9cb469fa16570867728950e'],
  [{ ' m': '<b>' }, 'markup', 'Markup("<b>")'],
  [{ ' money': 5 }, 'tagged', '{" money":5}'],
  [{ plain: 5 }, 'object', '{"plain":5}'],
  [{ ' b': '%%%' }, 'bytes', '{" b":"%%%"}'],
  [null, 'null', 'null']
] as const)('knows %j as %s', (wire, type, shown) => {
  expect(typeOfWire(wire)).toBe(type)
  expect(showWire(wire)).toBe(shown)
})

test('never throws, whatever is typed or travels', () => {
  fc.assert(
    fc.property(fc.constantFrom(...editableTypes), fc.string(), fc.jsonValue(), (type, text, value) => {
      const typed = parseTyped(type, text)
      if (typed.ok) expect(typeOfWire(typed.wire)).toBe(type)
      showWire(value)
    })
  )
})
