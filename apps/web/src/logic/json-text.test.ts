import { expect, test } from 'vitest'
import {
  escapeFormatting,
  jsonTextTokens,
  jsonTokens,
  mayReorder,
  readableJson,
  serverNames,
  splitServerPart
} from './json-text.ts'

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

test('cuts out all that the server put in, and names it', () => {
  const server = '"_jar":{"born":1,"id":"x-_","tabs":"tab"},"_permanent":true,"_visitor":"x-_"'
  expect(splitServerPart(`{${server},"string":"hello"}`)).toEqual({
    before: '{',
    server,
    after: ',"string":"hello"}'
  })
  expect(serverNames(server)).toEqual(['_jar', '_permanent', '_visitor'])
})

test('tells names from values', () => {
  const tokens = jsonTokens({ 'a:': 'b', n: 1 })
  expect(tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text)).toEqual(['"a:"', '"n"'])
  expect(tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text)).toEqual(['"b"'])
  expect(tokens.map(({ text }) => text).join('')).toBe('{\n  "a:": "b",\n  "n": 1\n}')
})

test('escapes every mark that would turn around what stands next to it', () => {
  const marks = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
  const text = `a${String.fromCharCode(...marks)}b`
  const shown = `a${marks.map((mark) => `\\u${mark.toString(16).padStart(4, '0')}`).join('')}b`
  expect(escapeFormatting(text)).toBe(shown)
  expect(readableJson(`"${text}"`)).toBe(`"${shown}"`)
  expect(jsonTokens(text)[0]).toMatchObject({ text: `"${shown}"` })
})

test('knows letters that are written from right to left', () => {
  expect(['"שלום"', '"سلام"', '"\u{1e900}"'].map(mayReorder)).toEqual([true, true, true])
  expect(['"hello"', '"漢字 é 🍪"'].map(mayReorder)).toEqual([false, false])
  expect(jsonTextTokens(',"a":"שלום"}').map(({ text }) => text)).toEqual([',', '"a"', ':', '"שלום"', '}'])
})
