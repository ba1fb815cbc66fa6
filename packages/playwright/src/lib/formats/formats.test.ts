import { generateKeyPairSync } from 'node:crypto'

import { sign as signId } from 'cookie-signature'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { clearjar } from './clearjar.ts'
import { cookieSession } from './cookie-session.ts'
import { expressSession } from './express-session.ts'
import { flask } from './flask.ts'
import type { SessionFormat, SignInput } from './format.ts'
import { jwt } from './jwt.ts'
import { opaque } from './opaque.ts'

const KEY = 'a key for tests of formats, and for nothing else'
const { publicKey, privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})

const GIVEN = { name: 'session', data: { user: 'ann' }, signedAt: 1_000, lifetime: 60 }

interface Signing {
  readonly name: string
  readonly format: SessionFormat
  readonly key: string
  readonly other: string
}

const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })
const secrets = { key: KEY, other: 'another key' }
const signing: readonly Signing[] = [
  { name: 'clearjar', format: clearjar({ secrets: [KEY], compressAbove: 100 }), ...secrets },
  { name: 'flask', format: flask({ secretKey: KEY }), ...secrets },
  { name: 'cookie-session', format: cookieSession({ keys: [KEY] }), ...secrets },
  { name: 'jwt HS256', format: jwt({ key: KEY }), ...secrets },
  { name: 'jwt HS512', format: jwt({ key: KEY, algorithm: 'HS512' }), ...secrets },
  { name: 'jwt ES256', format: jwt({ key: privateKey, algorithm: 'ES256' }), key: publicKey, other: String(other) }
]
const every = [
  ...signing,
  { name: 'express-session', format: expressSession(), ...secrets },
  { name: 'opaque', format: opaque(), ...secrets }
]

const data = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => !['iat', 'exp', 'nbf'].includes(name)),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
  { maxKeys: 5 }
)

const input: fc.Arbitrary<SignInput> = fc.record({
  name: fc.constantFrom('session', 'sid'),
  data,
  signedAt: fc.integer({ min: 1, max: 4_000_000_000 }),
  lifetime: fc.constant(60)
})

/** What has the look of one of the formats, and anything. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'eyJ.-_=+/ \0"é%3As') }),
  fc.string().map((id) => `s%3A${id}.${id}`),
  fc.base64String().map((payload) => `${payload}.${payload}`),
  fc.json().map((json) => `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(json).toString('base64url')}.AAAA`),
  fc.json().map((json) => `${Buffer.from(json).toString('base64')}.AAAA`)
)

function expectRanges(format: SessionFormat, of: string): void {
  for (const [start, end] of Object.values(format.parts(of))) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(of.length)
  }
}

test.each(every)('any text is safe to ask about: $name', async ({ format, key }) => {
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      const { status } = await format.read(given)
      expect(['data', 'id', 'unreadable']).toContain(status)
      expect(await format.isSignedBy('session', given, key)).not.toBe(true)
      expect(await format.open('session', given)).toBeNull()
      expectRanges(format, given)
    }),
    { numRuns: 500 }
  )
})

test.each(signing)('what was signed is read and opened as it was, and its key is known: $name', async (row) => {
  const { format } = row
  await fc.assert(
    fc.asyncProperty(input, async (given) => {
      const signed = (await format.sign(given))!
      const reading = await format.read(signed)
      const signedAt = format.name === 'cookie-session' ? null : given.signedAt
      const expiresAt = format.name === 'jwt' ? given.signedAt + 60 : null
      expect(reading).toEqual({ status: 'data', data: given.data, signedAt, expiresAt })
      expect(await format.open(given.name, signed)).toEqual(given.data)
      expect(await format.isSignedBy(given.name, signed, row.key)).toBe(true)
      expect(await format.isSignedBy(given.name, signed, row.other)).toBe(false)
    }),
    { numRuns: 60 }
  )
})

test.each(signing)('one character more or less in any part is another session: $name', async ({ format, key }) => {
  const letter = fc.constantFrom(...'ABYZabyz0189')
  await fc.assert(
    fc.asyncProperty(input, fc.nat(), letter, async (given, place, instead) => {
      const signed = (await format.sign(given))!
      expectRanges(format, signed)
      const parts = format.parts(signed)
      expect(parts.payload).toBeDefined()
      expect(parts.signature).toBeDefined()
      for (const [start, end] of Object.values(parts)) {
        const at = start + (place % (end - start))
        if (signed[at] === instead) continue
        const changed = signed.slice(0, at) + instead + signed.slice(at + 1)
        expect(await format.isSignedBy(given.name, changed, key)).toBe(false)
        expect(await format.open(given.name, changed)).toBeNull()
      }
    }),
    { numRuns: 100 }
  )
})

/** Bytes are 6 bits to a character, and Python, among others, skips what is left over. */
test.each(signing.filter(({ name }) => name !== 'cookie-session'))(
  'the last character of a signature is none of its part: $name',
  async ({ format }) => {
    const signed = (await format.sign(GIVEN))!
    expect(format.parts(signed).signature).toEqual([signed.lastIndexOf('.') + 1, signed.length - 1])
  }
)

test.each(signing)('another key signs what the format’s own does not open: $name', async ({ format }) => {
  const forged = (await format.makeKey?.()) ?? 'a key of nobody'
  const signed = (await format.sign({ ...GIVEN, key: forged }))!
  expect(await format.isSignedBy('session', signed, forged)).toBe(true)
  expect(await format.open('session', signed)).toBeNull()
  expect(await format.read(signed)).toMatchObject({ status: 'data', data: { user: 'ann' } })
})

const keyless = [
  { name: 'clearjar', format: clearjar() },
  { name: 'flask', format: flask() },
  { name: 'cookie-session', format: cookieSession() },
  { name: 'jwt HS256', format: jwt() },
  { name: 'jwt ES256', format: jwt({ algorithm: 'ES256' }) }
]

test.each(keyless)(
  'without a key everything can be read, nothing opened or signed: $name',
  async ({ name, format }) => {
    const row = signing.find((one) => one.name === name)!
    const signed = (await row.format.sign(GIVEN))!
    expect(await format.read(signed)).toMatchObject({ status: 'data', data: { user: 'ann' } })
    expect(await format.open('session', signed)).toBeNull()
    expect(await format.sign(GIVEN)).toBeNull()
    expect(await format.isSignedBy('session', signed, name.includes('ES256') ? publicKey : KEY)).toBe(true)
  }
)

test('a newer key signs, and older ones still open', async () => {
  for (const [older, newer] of [
    [flask({ secretKey: 'old' }), flask({ secretKey: ['new', 'old'] })],
    [cookieSession({ keys: ['old'] }), cookieSession({ keys: ['new', 'old'] })]
  ] as const) {
    const signed = (await older.sign(GIVEN))!
    expect(await newer.open('session', signed)).toEqual({ user: 'ann' })
    expect(await newer.isSignedBy('session', (await newer.sign(GIVEN))!, 'new')).toBe(true)
  }
})

test('bytes are a key as text is', async () => {
  const bytes = new TextEncoder().encode(KEY)
  for (const { format, name } of signing) {
    if (name.includes('ES256')) continue
    expect(await format.isSignedBy('session', (await format.sign(GIVEN))!, bytes)).toBe(true)
  }
  const id = encodeURIComponent(`s:${signId('id', KEY)}`)
  expect(await expressSession().isSignedBy('connect.sid', id, bytes)).toBe(true)
})

test.each([
  { of: 'no keys', make: () => cookieSession({ keys: [] }) },
  { of: 'an empty key', make: () => cookieSession({ keys: [''] }) },
  { of: 'a list of letters', make: () => cookieSession({ keys: 'secret' as never }) },
  { of: 'an empty secret', make: () => jwt({ key: '' }) },
  { of: 'a secret for a key pair', make: () => jwt({ key: KEY, algorithm: 'RS256' }) },
  { of: 'a public key to sign with', make: () => jwt({ key: publicKey, algorithm: 'ES256' }) },
  { of: 'no secrets', make: () => clearjar({ secrets: [] }) }
])('refuses $of when it is made', ({ make }) => {
  expect(make).toThrow(expect.objectContaining({ code: 'invalid-option' }) as Error)
})
