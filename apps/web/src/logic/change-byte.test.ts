import { expect, test } from 'vitest'
import { changeByte, changeCharacter, nextCharacter } from './change-byte.ts'

const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (payload: string) => Buffer.from(payload, 'base64url').toString()

function changed(json: string) {
  const change = changeByte(encode(json), json)
  if (change === null) throw new Error('nothing changed')
  return { ...change, text: decode(change.payload) }
}

test('changes the last letter of the last value, so that the text reads differently', () => {
  expect(changed('{"_permanent":true,"string":"hello","theme":"dark"}').text).toBe(
    '{"_permanent":true,"string":"hello","theme":"darl"}'
  )
})

test.each([
  ['{"a":"z"}', '{"a":"y"}'],
  ['{"a":"9"}', '{"a":"8"}'],
  ['{"a":"line\\n"}', '{"a":"linf\\n"}'],
  ['{"a":"caf\\u00e9"}', '{"a":"cag\\u00e9"}'],
  ['{"a":"say \\"hi\\""}', '{"a":"say \\"hj\\""}'],
  ['{"a":""}', '{"b":""}'],
  ['{"a":"x","b":"!"}', '{"a":"y","b":"!"}']
])('keeps %s readable JSON', (json, expected) => {
  const { text } = changed(json)
  expect(text).toBe(expected)
  expect(() => JSON.parse(text)).not.toThrow()
})

test('marks the one or two base64 characters that differ, and no others', () => {
  for (const value of ['a', 'ab', 'abc', 'abcd', 'hello', 'öl x']) {
    const json = JSON.stringify({ value })
    const payload = encode(json)
    const change = changed(json)
    expect(change.end - change.start).toBeGreaterThanOrEqual(1)
    expect(change.end - change.start).toBeLessThanOrEqual(2)
    expect(change.payload.slice(0, change.start)).toBe(payload.slice(0, change.start))
    expect(change.payload.slice(change.end)).toBe(payload.slice(change.end))
    expect(change.payload.slice(change.start, change.end)).not.toBe(payload.slice(change.start, change.end))
  }
})

test('changes one character where there is no letter to change', () => {
  expect(changeByte(encode('{}'), '{}')).toMatchObject({ start: 1, end: 2 })
})

test('changes one character of a compressed payload and keeps its leading dot', () => {
  const change = changeByte('.eJyrVkrLz1eyUkpKLFKqBQAdegQ0', null)
  expect(change?.payload).toMatch(/^\../)
  expect(change && change.end - change.start).toBe(1)
})

test('has nothing to change in an empty payload', () => {
  expect(changeByte('', null)).toBeNull()
})

test.each([
  ['A', 'B'],
  ['Z', 'a'],
  ['9', '-'],
  ['_', 'A'],
  ['.', 'A']
])('the character after %s is %s', (character, next) => {
  expect(nextCharacter(character)).toBe(next)
})

test('changes the character that is asked for, and none beyond the end', () => {
  expect(changeCharacter('abc.de', 3)).toBe('abcAde')
  expect(changeCharacter('abc', 3)).toBeNull()
})
