import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pretty } from './pretty.ts'

test('keeps on a line what fits there', () => {
  expect(pretty({ a: [1, 2], b: {} })).toBe('{ "a": [1, 2], "b": {} }')
  expect(pretty({ at: { now: 1, next: 2 }, names: ['session'] }, 26)).toBe(
    '{\n  "at": { "now": 1, "next": 2 },\n  "names": ["session"]\n}'
  )
})

test('is the same JSON, whatever it is given and however narrow', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(60), (value, width) => {
      const json = JSON.stringify(value)
      expect(JSON.stringify(JSON.parse(pretty(value, width)))).toBe(JSON.stringify(JSON.parse(json)))
    })
  )
})
