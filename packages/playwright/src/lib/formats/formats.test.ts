import { generateKeyPairSync } from 'node:crypto'

import { defineSessionType, tuple, Uuid } from '@clearjar/session'
import { sign as signId } from 'cookie-signature'
import fc from 'fast-check'
import { UnsecuredJWT } from 'jose'
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
  fc.oneof(fc.string({ unit: 'binary' }).filter(isText), fc.integer(), fc.boolean(), fc.constant(null)),
  { maxKeys: 5 }
)

function isText(text: string): boolean {
  return text.isWellFormed()
}

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

test.each(signing)('another key signs what the format’s own does not open: $name', async ({ format, name }) => {
  const given = { name: 'session', data: { user: 'ann' }, signedAt: 1_000, lifetime: 60 }
  const forged = name.includes('ES256') ? foreignPrivateKey() : 'a key of nobody'
  const signed = (await format.sign({ ...given, key: forged }))!
  expect(await format.isSignedBy('session', signed, forged)).toBe(true)
  expect(await format.open('session', signed)).toBeNull()
  expect(await format.read(signed)).toMatchObject({ status: 'data', data: { user: 'ann' } })
})

function foreignPrivateKey(): string {
  return String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

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
    const signed = (await signing
      .find((row) => row.name === name)!
      .format.sign({
        ...{ name: 'session', data: { user: 'ann' }, signedAt: 1_000, lifetime: 60 }
      }))!
    expect(await format.read(signed)).toMatchObject({ status: 'data', data: { user: 'ann' } })
    expect(await format.open('session', signed)).toBeNull()
    expect(await format.sign({ name: 'session', data: {}, signedAt: 1_000, lifetime: 60 })).toBeNull()
    expect(await format.isSignedBy('session', signed, name.includes('ES256') ? publicKey : KEY)).toBe(true)
  }
)

test('a signed id says nothing but itself, and its key is known', async () => {
  const format = expressSession()
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\w-]{32}$/), async (id) => {
      const signed = encodeURIComponent(`s:${signId(id, KEY)}`)
      expect(await format.read(signed)).toEqual({ status: 'id', signedAt: null })
      expect(await format.isSignedBy('connect.sid', signed, KEY)).toBe(true)
      expect(await format.isSignedBy('connect.sid', signed, 'another key')).toBe(false)
      for (const [start, end] of Object.values(format.parts(signed))) {
        for (let at = start; at < end; at++) {
          const instead = signed[at] === 'A' ? 'B' : 'A'
          const changed = signed.slice(0, at) + instead + signed.slice(at + 1)
          expect(await format.isSignedBy('connect.sid', changed, KEY)).toBe(false)
        }
      }
    })
  )
})

test('a session that the server keeps, in the format of Clearjar, is an id', async () => {
  const format = clearjar({ secrets: [KEY] })
  const signed = await format.sign({ name: 'session', data: { _jar: { id: 'x' } }, signedAt: 1_000, lifetime: 60 })
  expect(await format.read(signed!)).toEqual({ status: 'id', signedAt: 1_000 })
  expect(await format.open('session', signed!)).toEqual({ _jar: { id: 'x' } })
})

class Money {
  readonly cents: number
  constructor(cents: number) {
    this.cents = cents
  }
}

const moneyType = defineSessionType<Money>({
  tag: ' money',
  check: (value) => value instanceof Money,
  toJSON: ({ cents }) => cents,
  fromJSON: (json) => new Money(json as number)
})

test('typed values are opened as they were signed, so that they can be signed again', async () => {
  const typed = {
    when: new Date('2024-01-02T03:04:05Z'),
    raw: new Uint8Array([0, 255]),
    id: new Uuid('12345678-1234-5678-1234-567812345678'),
    pair: tuple('a', 1),
    price: new Money(199)
  }
  const format = clearjar({ secrets: [KEY], types: [moneyType] })
  const given = { name: 'session', data: typed, signedAt: 1_000, lifetime: 60 }
  const signed = (await format.sign(given))!
  const opened = (await format.open('session', signed))!
  expect(opened).toEqual(typed)
  expect(opened.price).toBeInstanceOf(Money)
  expect(await format.sign({ ...given, data: opened })).toBe(signed)
  expect(await format.read(signed)).toMatchObject({ status: 'data', data: typed })
})

test.each([
  { says: undefined, data: { a: 1 }, signed: { a: 1 } },
  { says: undefined, data: { a: 1, _permanent: true }, signed: { a: 1, _permanent: true } },
  { says: true, data: { a: 1 }, signed: { a: 1, _permanent: true } },
  { says: false, data: { a: 1, _permanent: true }, signed: { a: 1, _permanent: false } },
  { says: false, data: { a: 1 }, signed: { a: 1 } }
])('whether it outlives the browser is noted as Flask does: $says of $data', async ({ says, data: given, signed }) => {
  const format = flask({ secretKey: KEY })
  const sent = await format.sign({
    ...{ name: 'session', data: given, signedAt: 1_000, lifetime: 60 },
    ...(says !== undefined && { permanent: says })
  })
  expect(await format.open('session', sent!)).toEqual(signed)
})

test('a newer key signs, and older ones still open', async () => {
  const given = { name: 'session', data: { user: 'ann' }, signedAt: 1_000, lifetime: 60 }
  for (const [older, newer] of [
    [flask({ secretKey: 'old' }), flask({ secretKey: ['new', 'old'] })],
    [cookieSession({ keys: ['old'] }), cookieSession({ keys: ['new', 'old'] })]
  ] as const) {
    const signed = (await older.sign(given))!
    expect(await newer.open('session', signed)).toEqual({ user: 'ann' })
    expect(await newer.isSignedBy('session', (await newer.sign(given))!, 'new')).toBe(true)
  }
})

test('the name of the cookie is part of what cookie-session signs', async () => {
  const format = cookieSession({ keys: [KEY] })
  const signed = (await format.sign({ name: 'session', data: {}, signedAt: 1_000, lifetime: 60 }))!
  expect(await format.isSignedBy('other', signed, KEY)).toBe(false)
})

test('bytes are a key as text is', async () => {
  const given = { name: 'session', data: { user: 'ann' }, signedAt: 1_000, lifetime: 60 }
  const bytes = new TextEncoder().encode(KEY)
  for (const { format, name } of signing) {
    if (name.includes('ES256')) continue
    expect(await format.isSignedBy('session', (await format.sign(given))!, bytes)).toBe(true)
  }
  const id = encodeURIComponent(`s:${signId('id', KEY)}`)
  expect(await expressSession().isSignedBy('connect.sid', id, bytes)).toBe(true)
})

test('a JWT that nobody signed, or that another algorithm did, is signed by no key', async () => {
  const unsecured = new UnsecuredJWT({ user: 'ann' }).encode()
  const short = (await jwt({ key: KEY }).sign({ name: 'session', data: {}, signedAt: 1_000, lifetime: 60 }))!
  expect(await jwt().isSignedBy('session', unsecured, KEY)).toBe(false)
  expect(await jwt({ key: KEY }).open('session', unsecured)).toBeNull()
  expect(await jwt({ algorithm: 'HS512' }).isSignedBy('session', short, KEY)).toBe(false)
})

test('a JWT keeps the claims that are no times, and says when it ends', async () => {
  const format = jwt({ key: KEY })
  const signed = (await format.sign({
    ...{ name: 'session', data: { sub: 'ann', jti: 'x', exp: 1, iat: 1, nbf: 1 }, signedAt: 1_000, lifetime: 60 }
  }))!
  expect(await format.read(signed)).toEqual({
    ...{ status: 'data', data: { sub: 'ann', jti: 'x' }, signedAt: 1_000, expiresAt: 1_060 }
  })
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
