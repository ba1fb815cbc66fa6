import { createHmac } from 'node:crypto'

import { createSessionCodec, Markup, tuple, Uuid } from '@clearjar/session'
import fc from 'fast-check'
import Keygrip from 'keygrip'
import { expect, test, vi } from 'vitest'

import type { KeyInput } from './key-input.ts'
import { recognise } from './recognise.ts'
import type { Recognised } from './recognised.ts'
import { cannotSign, type SignAgain, signAgain } from './sign-again.ts'
import { defaultOptions } from './sign-options.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'
const FLASK_UUID = '.eJyrVipVsqpWUgCSSoZGxiamZuYWuGil2loABOwKyw.ZVPxAA.V5CCMJ2WRErHsGbsWBBYERiiBwk'
const NOW = 1_700_000_000

function read(value: string, name: string | null = 'session', signature: string | null = null): Promise<Recognised> {
  return recognise({ name, value, signature })
}

function key(text: string): KeyInput {
  return { id: '1', text, encoding: 'text' }
}

function again(cookie: Recognised, json: string, text = 'dev-secret-key'): Promise<SignAgain> {
  return signAgain(cookie, { json, key: key(text), options: defaultOptions(cookie), now: NOW })
}

test('what was not changed is signed into the very cookie that Flask made', async () => {
  const cookie = await read(FLASK)
  expect(await again(cookie, '{"user":"ann"}')).toEqual({
    status: 'signed',
    value: FLASK,
    signature: null,
    json: '{"user":"ann"}',
    meter: { bytes: FLASK.length + 8, limit: 4096, level: 'fine' }
  })
  expect(cookie.value).toBe(FLASK)
})

test('an edited value is signed so that a server takes it', async () => {
  const signed = await again(await read(FLASK), '{ "user": "bea",\n "n": 5 }')
  const value = signed.status === 'signed' ? signed.value : ''
  const codec = createSessionCodec({ secrets: ['dev-secret-key'], digest: 'sha1', compressAbove: 0 })
  expect(codec.verify(value, { maxAge: 60, now: NOW })).toMatchObject({
    ok: true,
    data: { user: 'bea', n: 5 },
    signedAt: NOW
  })
})

test('a compressed cookie stays compressed, its typed value typed', async () => {
  const signed = await again(await read(FLASK_UUID), '{"u":{" u":"12345678123456781234567812345678"}}')
  expect(signed).toMatchObject({ status: 'signed', json: '{"u":{" u":"12345678123456781234567812345678"}}' })
  const value = signed.status === 'signed' ? signed.value : ''
  expect(value.startsWith('.')).toBe(true)
  expect(await read(value)).toMatchObject({ payload: { value: { u: { ' u': '12345678123456781234567812345678' } } } })
})

test('a tag stays a tag however it is spaced', async () => {
  const signed = await again(await read(FLASK), '{"a": [ {\n  " b": "AQI=" } ], "p": { " point": [1, 2] }}')
  expect(signed).toMatchObject({ json: '{"a":[{" b":"AQI="}],"p":{" point":[1,2]}}' })
})

test("Clearjar's split session gets two halves", async () => {
  const whole = createSessionCodec({ secrets: ['key'] }).sign({ user: 'ann' }, { now: NOW })
  const dot = whole.lastIndexOf('.')
  const cookie = await read(whole.slice(0, dot), 'session', whole.slice(dot + 1))
  expect(await again(cookie, '{"user":"ann"}', 'key')).toMatchObject({
    value: whole.slice(0, dot),
    signature: whole.slice(dot + 1)
  })
})

test('a cookie whose signature is missing gets one', async () => {
  expect(await again(await read('eyJ1c2VyIjoiYW5uIn0.ZVPxAA'), '{"user":"ann"}')).toMatchObject({ value: FLASK })
})

test('an empty key signs', async () => {
  const signed = await again(await read(FLASK), '{"user":"ann"}', '')
  const derived = createHmac('sha1', '').update('cookie-session').digest()
  const expected = createHmac('sha1', derived).update('eyJ1c2VyIjoiYW5uIn0.ZVPxAA').digest('base64url')
  expect(signed).toMatchObject({ value: `eyJ1c2VyIjoiYW5uIn0.ZVPxAA.${expected}` })
})

test('cookie-session gets its value and its signature', async () => {
  const value = Buffer.from('{"user":"ann"}').toString('base64')
  const cookie = await read(value, 'session', new Keygrip(['key']).sign(`session=${value}`))
  const next = Buffer.from('{"user":"bé","a":1}').toString('base64')
  expect(await again(cookie, '{"user": "bé", "a": 1}', 'key')).toMatchObject({
    status: 'signed',
    value: next,
    signature: new Keygrip(['key']).sign(`session=${next}`)
  })
})

test('cookie-session needs a name', async () => {
  const cookie = await read(Buffer.from('{"user":"ann"}').toString('base64'), null)
  expect(await again(cookie, '{}', 'key')).toEqual({ status: 'not-signed', why: 'name-missing' })
  const given = { json: '{}', key: key('key'), options: defaultOptions(cookie), now: NOW, name: 'session' }
  expect(await signAgain(cookie, given)).toMatchObject({ signature: new Keygrip(['key']).sign('session=e30=') })
})

test('a JSON Web Token keeps its header', async () => {
  const head = Buffer.from('{"typ":"JWT", "alg":"HS384"}').toString('base64url')
  const body = Buffer.from('{"sub":"bea"}').toString('base64url')
  const expected = createHmac('sha384', 'key').update(`${head}.${body}`).digest('base64url')
  expect(await again(await read(`${head}.e30.AAAA`), '{"sub": "bea"}', 'key')).toMatchObject({
    value: `${head}.${body}.${expected}`,
    signature: null
  })
})

test('what cannot be signed again says why', async () => {
  const why = async (value: string, json = '{}'): Promise<unknown> => again(await read(value), json)
  expect(await why(FLASK, '{')).toEqual({ status: 'not-signed', why: 'not-json' })
  expect(await why(FLASK, '[1]')).toEqual({ status: 'not-signed', why: 'not-an-object' })
  expect(await why(FLASK, '{" u":"12345678123456781234567812345678"}')).toEqual({
    status: 'not-signed',
    why: 'not-an-object'
  })
  expect(await why(FLASK, '{"a":{" d":"yesterday"}}')).toEqual({ status: 'not-signed', why: 'bad-tag' })
  expect(await why(FLASK, JSON.stringify({ a: 'x'.repeat(100_000) }))).toEqual({
    status: 'not-signed',
    why: 'too-large'
  })
  expect(await why('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d')).toEqual({ status: 'not-signed', why: 'not-signed' })
  expect(await why('dark')).toEqual({ status: 'not-signed', why: 'unknown-format' })
  expect(await why('ImhlbGxvIg:1QaUZC:YIye-ze3TTx7gtSv422nZA4sgmk')).toEqual({
    status: 'not-signed',
    why: 'format-not-written'
  })
  expect(cannotSign(await read(`${btoa('{"alg":"RS256"}')}.e30.AAAA`))).toBe('public-key')
})

test('a key that cannot be read is named', async () => {
  const cookie = await read(FLASK)
  const given = {
    json: '{}',
    key: { id: '1', text: 'xy', encoding: 'hex' } as const,
    options: defaultOptions(cookie),
    now: NOW
  }
  expect(await signAgain(cookie, given)).toEqual({ status: 'not-signed', why: 'not-hex' })
})

test('without WebCrypto it is said', async () => {
  const cookie = await read(FLASK)
  vi.stubGlobal('crypto', {})
  const signed = await again(cookie, '{}')
  vi.unstubAllGlobals()
  expect(signed).toEqual({ status: 'not-signed', why: 'no-webcrypto' })
})

test('the new cookie is measured with its name', async () => {
  const cookie = await read(createSessionCodec({ secrets: ['key'] }).sign({ user: 'ann' }))
  const ids = Array.from({ length: 100 }, (_, index) => createHmac('sha256', String(index)).digest('base64'))
  const signed = await again(cookie, JSON.stringify({ ids }), 'key')
  expect(signed).toMatchObject({ status: 'signed', meter: { limit: 4096, level: 'too-big' } })
  expect(signed.status === 'signed' && signed.meter.bytes - signed.value.length).toBe('session='.length)
})

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyUnits,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 80n }),
    fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    fc.uint8Array(),
    fc.uuid().map((text) => new Uuid(text)),
    fc.string().map((text) => new Markup(text)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => tuple(...items)),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(' t', ' di', ' point', '__proto__x')), tie('value'), {
      maxKeys: 4
    })
  )
})).value

test('whatever Flask can store is signed again exactly as it was', async () => {
  const codec = createSessionCodec({ secrets: ['key'], digest: 'sha1', compressAbove: 0 })
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), values, { maxKeys: 4 }), async (data) => {
      const json = codec.serialize({ ...data, user: 'ann' })
      const cookie = await read(codec.signSerialized(json))
      expect(cookie.payload).toMatchObject({ status: 'json', json })
      const signed = await again(cookie, json, 'key')
      expect(signed).toMatchObject({ status: 'signed', json })
      expect(codec.verify(signed.status === 'signed' ? signed.value : '')).toMatchObject({ ok: true, json })
    }),
    { numRuns: 50 }
  )
})

test('any text is signed or refused', async () => {
  const cookie = await read(FLASK)
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anyUnits,
        fc.json(),
        fc.json().map((json) => `{" d":${json}}`)
      ),
      async (json) => {
        expect(['signed', 'not-signed']).toContain((await again(cookie, json)).status)
      }
    )
  )
})
