import { expect, test } from 'vitest'

import { cookiesOf, cookiesWith, heldIn } from './held-session.ts'
import type { Cookie } from './session-view.ts'

function cookie(name: string, value: string): Cookie {
  return { name, value, domain: 'localhost', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }
}

const payload = cookie('session', 'payload.timestamp')
const signature = cookie('session.sig', 'signature')
const other = cookie('other', 'value')

test('a signature in a cookie of its own stands behind the last dot', () => {
  const held = heldIn([other, signature, payload], 'session', 'sometimes')!
  expect(held.text).toBe('payload.timestamp.signature')
  expect(cookiesOf(held)).toEqual([payload, signature])
  expect(cookiesWith(held, 'other.timestamp.text')).toEqual([
    { ...payload, value: 'other.timestamp' },
    { ...signature, value: 'text' }
  ])
})

test('a whole session is one cookie, whatever else is there', () => {
  const held = heldIn([payload, signature], 'session', 'never')!
  expect(held.text).toBe('payload.timestamp')
  expect(cookiesWith(held, 'a.b.c')).toEqual([{ ...payload, value: 'a.b.c' }])
})

test('a signature alone is no session', () => {
  expect(heldIn([signature, other], 'session', 'sometimes')).toBeNull()
})
