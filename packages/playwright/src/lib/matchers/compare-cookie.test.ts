import { expect, test } from 'vitest'

import type { Cookie, HeldSession } from '../session-view.ts'
import { checkExpectations, compareCookie, type CookieExpectations } from './compare-cookie.ts'

const cookie: Cookie = {
  name: 'session',
  value: 'secret',
  domain: 'localhost',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax'
}
const held: HeldSession = { cookie, companion: null, text: 'secret' }
const split: HeldSession = { cookie, companion: { ...cookie, name: 'session.sig', value: 'ab' }, text: 'secret.ab' }

test.each<[CookieExpectations, HeldSession]>([
  [{}, held],
  [{ httpOnly: true, secure: false, sameSite: 'Lax', path: '/', domain: 'localhost' }, held],
  [{ persistent: false, split: false, maxBytes: 13 }, held],
  [{ persistent: true }, { ...held, cookie: { ...cookie, expires: 1_700_000_000 } }],
  [{ split: true, maxBytes: 13 }, split]
])('takes %j', (expected, session) => {
  expect(compareCookie(expected, session)).toEqual([])
})

test.each<[CookieExpectations, string, HeldSession?]>([
  [{ httpOnly: false }, 'httpOnly: true, expected false'],
  [{ secure: true }, 'secure: false, expected true'],
  [{ sameSite: 'Strict' }, 'sameSite: "Lax", expected "Strict"'],
  [{ path: '/app' }, 'path: "/", expected "/app"'],
  [{ domain: '.localhost' }, 'domain: "localhost", expected ".localhost"'],
  [{ persistent: true }, 'persistent: false, expected true'],
  [{ split: true }, 'split: false, expected true'],
  [{ split: false }, 'split: true, expected false', split],
  [{ maxBytes: 12 }, 'maxBytes: 13 bytes, expected at most 12'],
  [{ maxBytes: 12 }, 'maxBytes: 13 bytes, expected at most 12', split]
])('says of %j: %s', (expected, line, session = held) => {
  expect(compareCookie(expected, session).map(({ path, what }) => `${path}: ${what}`)).toEqual([line])
})

test('names each attribute that differs', () => {
  const paths = compareCookie({ path: '/app', secure: true, httpOnly: true }, held).map(({ path }) => path)
  expect(paths).toEqual(['path', 'secure'])
})

test.each(['httponly', 'toString', 'value'])('refuses an attribute "%s"', (name) => {
  expect(() => checkExpectations({ [name]: true })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})
