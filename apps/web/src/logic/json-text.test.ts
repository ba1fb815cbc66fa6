import { expect, test } from 'vitest'
import { jsonTokens, readableJson, splitServerPart } from './json-text.ts'

test('shows escaped letters as themselves', () => {
  expect(readableJson('{"a":"caf\\u00e9 \\ud83c\\udf6a"}')).toBe('{"a":"café 🍪"}')
})

test('leaves control, formatting and structural characters escaped', () => {
  const text = '{"a":"\\n\\u0007\\u202e\\u0022\\\\u00e9"}'
  expect(readableJson(text)).toBe(text)
})

test('finds what the server set by itself', () => {
  expect(splitServerPart('{"_permanent":true,"string":"hello"}')).toEqual({
    before: '{',
    server: '"_permanent":true',
    after: ',"string":"hello"}'
  })
  expect(splitServerPart('{"string":"\\"_permanent\\":true"}')).toBeNull()
})

test('tells names from values', () => {
  const tokens = jsonTokens({ 'a:': 'b', n: 1 })
  expect(tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text)).toEqual(['"a:"', '"n"'])
  expect(tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text)).toEqual(['"b"'])
  expect(tokens.map(({ text }) => text).join('')).toBe('{\n  "a:": "b",\n  "n": 1\n}')
})
