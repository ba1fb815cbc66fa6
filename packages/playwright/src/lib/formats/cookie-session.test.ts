import { expect, test } from 'vitest'

import { cookieSession } from './cookie-session.ts'

const KEY = 'a key for tests of formats, and for nothing else'

test('the name of the cookie is part of what cookie-session signs', async () => {
  const format = cookieSession({ keys: [KEY] })
  const signed = (await format.sign({ name: 'session', data: {}, signedAt: 1_000, lifetime: 60 }))!
  expect(await format.isSignedBy('other', signed, KEY)).toBe(false)
})
