import { decodeProtectedHeader, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'

import { jwt } from './jwt.ts'

const KEY = 'a key for tests of formats, and for nothing else'

test('a JWT that nobody signed, or that another algorithm did, is signed by no key', async () => {
  const unsecured = new UnsecuredJWT({ user: 'ann' }).encode()
  const short = (await jwt({ key: KEY }).sign({ name: 'session', data: {}, signedAt: 1_000, lifetime: 60 }))!
  expect(await jwt().isSignedBy('session', unsecured, KEY)).toBe(false)
  expect(await jwt({ key: KEY }).open('session', unsecured)).toBeNull()
  expect(await jwt({ algorithm: 'HS512' }).isSignedBy('session', short, KEY)).toBe(false)
})

test('a JWT keeps the claims that are no times, and says when it ends', async () => {
  const format = jwt({ key: KEY })
  const data = { sub: 'ann', jti: 'x', exp: 1, iat: 1, nbf: 1 }
  const signed = (await format.sign({ name: 'session', data, signedAt: 1_000, lifetime: 60 }))!
  expect(await format.read(signed)).toEqual({
    status: 'data',
    data: { sub: 'ann', jti: 'x' },
    signedAt: 1_000,
    expiresAt: 1_060
  })
})

test('a JWT has the header that the application chooses its key by, and no other algorithm', async () => {
  const signing = { name: 'session', data: {}, signedAt: 1_000, lifetime: 60 }
  const plain = (await jwt({ key: KEY }).sign(signing))!
  const named = (await jwt({ key: KEY, header: { kid: '2026', typ: 'at+jwt', alg: 'none' } }).sign(signing))!
  expect(decodeProtectedHeader(plain)).toEqual({ typ: 'JWT', alg: 'HS256' })
  expect(decodeProtectedHeader(named)).toEqual({ typ: 'at+jwt', kid: '2026', alg: 'HS256' })
  expect(await jwt().isSignedBy('session', named, KEY)).toBe(true)
})
