import { expect, test } from 'vitest'
import { readPaste } from '../logic/read-paste.ts'
import { isAddress, suggestedUrl, takenCookies } from './taken-cookies.ts'

const first = (text: string) => {
  const cookie = readPaste(text).cookies[0]
  if (cookie === undefined) throw new Error('no cookie')
  return cookie
}

test('takes a pasted cookie exactly as it was written, with the cookie of its signature', () => {
  expect(takenCookies(first('connect.sid=s%3Aabc.def'), null)).toMatchObject([
    { name: 'connect.sid', value: 's%3Aabc.def' }
  ])
  expect(takenCookies(first('session=eyJhIjoxfQ; session.sig=abcdef'), null)).toMatchObject([
    { name: 'session', value: 'eyJhIjoxfQ' },
    { name: 'session.sig', value: 'abcdef' }
  ])
})

test('calls a bare value session', () => {
  expect(takenCookies(first('eyJhIjoxfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8'), null)[0]?.name).toBe('session')
})

test('suggests the address that the text names', () => {
  expect(suggestedUrl(first("curl 'https://example.org/a' -H 'Cookie: session=abc'"))).toBe('https://example.org')
  expect(suggestedUrl(first('session=abc'))).toBe('http://localhost:3000')
})

test('takes absolute http and https addresses alone', () => {
  expect(['http://a', 'https://a/b?c', 'ftp://a', 'a.example', '', 'javascript:0'].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false
  ])
})
