import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prettyJson } from './pretty-json.ts'

test('lays out any JSON as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 3, '\t'), (value, indent) => {
      expect(prettyJson(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value, null, 2))
    })
  )
})

test('keeps numbers, escapes and names as they travel', () => {
  expect(prettyJson('{"n":12345678901234567890,"n":1.0,"z":"Zo\\u00eb"}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "n": 1.0,\n  "z": "Zo\\u00eb"\n}'
  )
})

test('never fails on what is no JSON', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof prettyJson(text) === 'string'))
  expect(prettyJson(']]}}')).toContain(']')
})
