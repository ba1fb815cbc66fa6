import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { deflateSync } from 'node:zlib'

import { createSessionCodec } from '@clearjar/session'
import fc from 'fast-check'
import { sealData } from 'iron-session'
import Keygrip from 'keygrip'
import { expect, test } from 'vitest'

import { recognise } from './recognise.ts'
import type { Recognised } from './recognised.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

const cookieSignature = createRequire(import.meta.url)('cookie-signature') as {
  sign(value: string, key: string): string
}

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'
const FLASK_UUID = '.eJyrVipVsqpWUgCSSoZGxiamZuYWuGil2loABOwKyw.ZVPxAA.V5CCMJ2WRErHsGbsWBBYERiiBwk'

function read(value: string, name: string | null = 'session', signature: string | null = null): Promise<Recognised> {
  return recognise({ name, value, signature })
}

function base64Url(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

test("Flask's cookie is read, with its parts where they stand", async () => {
  const cookie = await read(FLASK)
  expect(cookie).toMatchObject({
    format: 'flask',
    confidence: 'certain',
    damage: [],
    facts: [{ kind: 'digest', digest: 'sha1' }],
    payload: { status: 'json', json: '{"user":"ann"}', value: { user: 'ann' } },
    times: { signedAt: 1_700_000_000 },
    signature: { status: 'present', text: 'vA8jpjXgBX-YxAOIkhIvDz3ussk' },
    signed: 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA'
  })
  expect(cookie.parts.map(({ kind, range, text }) => [kind, FLASK.slice(range.start, range.end) === text])).toEqual([
    ['payload', true],
    ['timestamp', true],
    ['signature', true]
  ])
})

test('a compressed cookie is inflated, and typed values stay as they travel', async () => {
  const { payload, facts } = await read(FLASK_UUID)
  expect(payload).toMatchObject({ value: { u: { ' u': '12345678123456781234567812345678' } } })
  expect(facts).toContainEqual({ kind: 'compressed', from: 31, to: 47 })
})

test("Clearjar's notes and digest tell its cookie from Flask's", async () => {
  const codec = createSessionCodec({ secrets: ['key'] })
  const notes = { id: 'AAAAAAAAAAAAAAAAAAAAAA', born: 1_700_000_000 }
  expect(await read(codec.sign({ user: 'ann', _permanent: true, _jar: notes }))).toMatchObject({
    format: 'clearjar',
    confidence: 'certain',
    alternatives: [],
    facts: [
      { kind: 'digest', digest: 'sha256' },
      { kind: 'permanent', permanent: true },
      { kind: 'jar', id: notes.id, born: 1_700_000_000, generation: 0, tabs: null }
    ]
  })
  expect(await read(codec.sign({ user: 'ann' }))).toMatchObject({ format: 'clearjar', alternatives: ['flask'] })
})

test("Clearjar's id of a session that the server keeps is said to be one", async () => {
  const value = createSessionCodec({ secrets: ['key'] }).sign({ _jar: { id: 'AAAAAAAAAAAAAAAAAAAAAA' } })
  expect((await read(value)).facts).toContainEqual({ kind: 'server-side' })
})

test("the two halves of Clearjar's split session are one", async () => {
  const value = createSessionCodec({ secrets: ['key'] }).sign({ user: 'ann' })
  const dot = value.lastIndexOf('.')
  expect(await read(value.slice(0, dot), 'session', value.slice(dot + 1))).toMatchObject({
    format: 'clearjar',
    confidence: 'certain',
    damage: [],
    signature: { status: 'present', text: value.slice(dot + 1), in: 'signature-cookie' },
    signed: value.slice(0, dot)
  })
})

test('a signed list is no session', async () => {
  expect(await read(`${base64Url([1])}.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk`)).toMatchObject({ format: 'itsdangerous' })
})

test('a cut cookie is read as far as it goes, and what is missing is named', async () => {
  expect(await read('eyJ1c2VyIjoiYW5uIn0.ZVPxAA')).toMatchObject({
    format: 'flask',
    confidence: 'likely',
    damage: ['signature-missing'],
    payload: { value: { user: 'ann' } },
    signature: { status: 'missing' }
  })
  expect(await read('eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg')).toMatchObject({ damage: ['signature-cut'] })
  expect(await read('eyJ1c2VyIjoiYW5uIn0')).toMatchObject({
    confidence: 'guess',
    damage: ['timestamp-missing', 'signature-missing'],
    payload: { value: { user: 'ann' } }
  })
})

test('a payload with a changed byte is still a cookie of Flask', async () => {
  expect(await read('eyJ1c2VyIjoiYW5uIv0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk')).toMatchObject({
    format: 'flask',
    damage: ['payload-unreadable'],
    payload: { status: 'unreadable', why: 'not-utf8' },
    times: { signedAt: 1_700_000_000 }
  })
})

test('three words with dots between them are no cookie of Flask', async () => {
  expect((await read('www.AQ.vA8jpjXgBX-YxAOIkhIvDz3ussk')).format).toBe('text')
})

test('a tag with something else under it is shown as it is', async () => {
  expect(await read(`${base64Url({ a: { ' d': 5 } })}.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk`)).toMatchObject({
    payload: { status: 'json', value: { a: { ' d': 5 } } }
  })
})

test('numbers that JavaScript cannot hold are said to be rounded', async () => {
  const { payload, facts } = await read(
    `${base64Url('{"a":18446744073709551617,"b":NaN}')}.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk`
  )
  expect(payload).toMatchObject({ json: '{"a":18446744073709551617,"b":NaN}', value: { a: 2 ** 64 } })
  expect(facts).toContainEqual({ kind: 'long-numbers' })
})

test("cookie-session's two cookies are read", async () => {
  const value = Buffer.from('{"user":"ann"}').toString('base64')
  const signature = new Keygrip(['key']).sign(`session=${value}`)
  expect(await read(value, 'session', signature)).toMatchObject({
    format: 'cookie-session',
    confidence: 'certain',
    facts: [
      { kind: 'digest', digest: 'sha1' },
      { kind: 'signature-cookie', name: 'session.sig' }
    ],
    payload: { value: { user: 'ann' } },
    signed: `session=${value}`
  })
  expect(await read(value)).toMatchObject({
    format: 'cookie-session',
    confidence: 'guess',
    damage: ['signature-missing']
  })
})

test("koa-session's end is read", async () => {
  const value = Buffer.from('{"_expire":1700000000500,"_maxAge":86400000}').toString('base64')
  expect(await read(value, 'koa.sess', 'a'.repeat(27))).toMatchObject({ times: { expiresAt: 1_700_000_000 } })
})

test("express-session's signed id is read", async () => {
  const id = 'x5Gk0mVJZb2yC1qkXbXh8nq3s3b9kLsW'
  expect(await read(`s:${cookieSignature.sign(id, 'key')}`, 'connect.sid')).toMatchObject({
    format: 'express-session',
    confidence: 'certain',
    facts: [{ kind: 'digest', digest: 'sha256' }, { kind: 'server-side' }, { kind: 'bits', bits: 192 }],
    payload: { status: 'text', text: id },
    signed: id
  })
  expect(await read(`s:${cookieSignature.sign('a.b', 'key')}`)).toMatchObject({ confidence: 'certain', signed: 'a.b' })
  expect(await read(`s:${id}`, 'connect.sid')).toMatchObject({
    format: 'express-session',
    damage: ['signature-missing']
  })
})

/** As `django.core.signing.TimestampSigner` does: the key is the hash of salt, `signer` and secret. */
function djangoSigned(body: string, time: string): string {
  return `${body}:${time}:${createHmac('sha256', 'key').update(`${body}:${time}`).digest('base64url')}`
}

test("Django's signed session is read, compressed or not", async () => {
  const plain = await read(djangoSigned(base64Url({ user: 'ann' }), '1r31eq'), 'sessionid')
  expect(plain).toMatchObject({
    format: 'django-signed-session',
    confidence: 'certain',
    payload: { value: { user: 'ann' } },
    times: { signedAt: 1_700_000_000 }
  })
  const list = Array.from({ length: 40 }, () => 'item')
  const packed = await read(djangoSigned(`.${deflateSync(JSON.stringify({ list })).toString('base64url')}`, '1r31eq'))
  expect(packed).toMatchObject({ format: 'django-signed-session', payload: { value: { list } } })
  expect(packed.facts[0]?.kind).toBe('compressed')
})

test("the examples of Django's documentation are read", async () => {
  expect(await read('ImhlbGxvIg:1QaUZC:YIye-ze3TTx7gtSv422nZA4sgmk')).toMatchObject({
    format: 'django-signed-session',
    facts: [{ kind: 'digest', digest: 'sha1' }],
    payload: { value: 'hello' },
    times: { signedAt: 1_309_014_878 }
  })
  expect(
    await read('.eJwFwcERACAIwLCF-rCiILN47r-GyZVJsNgkxaFxoDgxcOHGxMKD_T7vhAml:1QaUaL:BA0thEZrp4FQVXIXuOvYJtLJSrQ')
  ).toMatchObject({ payload: { value: Array.from({ length: 19 }, (_, index) => index + 1) } })
})

test("Django's signed cookie is text", async () => {
  expect(await read(djangoSigned('red: 5', '1r31eq'), 'colour')).toMatchObject({
    format: 'django-signed-cookie',
    payload: { status: 'text', text: 'red: 5' },
    signed: 'red: 5:1r31eq'
  })
})

test("Rack's cookie is told to be Marshal, and JSON is read", async () => {
  const marshal = Buffer.from('\x04\b{\x06I"\tuser\x06:\x06ETI"\bann\x06;\0T', 'latin1').toString('base64')
  const sign = (body: string): string => `${body}--${createHmac('sha1', 'key').update(body).digest('hex')}`
  expect(await read(sign(marshal), 'rack.session')).toMatchObject({
    format: 'rack',
    confidence: 'certain',
    facts: [{ kind: 'marshal' }, { kind: 'digest', digest: 'sha1' }],
    payload: { status: 'bytes' },
    signed: marshal
  })
  const json = Buffer.from('{"user":"ann"}').toString('base64')
  expect(await read(sign(json))).toMatchObject({ format: 'rack', payload: { value: { user: 'ann' } } })
})

test("Rails' encrypted cookie is told to be that", async () => {
  const bytes = (length: number): string => Buffer.alloc(length, 7).toString('base64')
  expect(await read(`${bytes(50)}--${bytes(12)}--${bytes(16)}`, '_app_session')).toMatchObject({
    format: 'rails-encrypted',
    confidence: 'certain',
    payload: { status: 'encrypted' }
  })
})

test('a JSON Web Token gives header, claims and times', async () => {
  // RFC 7515, appendix A.1.
  const value =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  expect(await read(value)).toMatchObject({
    format: 'jwt',
    confidence: 'certain',
    header: { typ: 'JWT', alg: 'HS256' },
    facts: [
      { kind: 'algorithm', algorithm: 'HS256' },
      { kind: 'claim', name: 'iss', text: 'joe' }
    ],
    payload: { value: { iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true } },
    times: { signedAt: null, expiresAt: 1_300_819_380, notBefore: null },
    parts: [{ kind: 'header' }, { kind: 'payload' }, { kind: 'signature' }]
  })
})

test('a JSON Web Token of another algorithm, without a signature, or unsigned still shows its claims', async () => {
  const token = (alg: string): string =>
    `${base64Url({ alg, kid: 'k1' })}.${base64Url({ sub: 'ann', iat: 1_700_000_000 })}`
  expect(await read(`${token('EdDSA')}.AAAA`)).toMatchObject({
    format: 'jwt',
    facts: [{ kind: 'algorithm', algorithm: 'EdDSA' }, { kind: 'key-id' }, { kind: 'claim', name: 'sub' }],
    payload: { value: { sub: 'ann' } },
    times: { signedAt: 1_700_000_000 }
  })
  expect(await read(token('HS256'))).toMatchObject({ format: 'jwt', damage: ['signature-missing'] })
  expect(await read(`${token('none')}.`)).toMatchObject({ format: 'jwt', damage: [], signature: { status: 'none' } })
})

test('an encrypted JSON Web Token is opaque', async () => {
  const value = `${base64Url({ alg: 'dir', enc: 'A256GCM' })}..iv.data.tag`
  expect(await read(value)).toMatchObject({
    format: 'jwe',
    payload: { status: 'encrypted' },
    header: { enc: 'A256GCM' }
  })
})

test("iron-session's seal is opaque, and its end is read", async () => {
  const value = await sealData({ user: 'ann' }, { password: 'x'.repeat(32), ttl: 3600 })
  const { format, confidence, payload, times } = await read(value)
  expect([format, confidence, payload.status]).toEqual(['iron-session', 'certain', 'encrypted'])
  expect(Math.abs((times.expiresAt ?? 0) - Date.now() / 1000 - 3600)).toBeLessThan(120)
})

test('ids are told to be ids', async () => {
  expect(await read('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d')).toMatchObject({
    format: 'uuid',
    payload: { status: 'elsewhere' }
  })
  expect(await read('0123456789abcdef0123456789abcdef', 'PHPSESSID')).toMatchObject({
    format: 'hex-id',
    confidence: 'likely'
  })
  expect(await read('1a2b3c4d5e6f7g8h9i0jklmnopqrstuv', 'sessionid')).toMatchObject({
    format: 'django-session-id',
    confidence: 'certain'
  })
  expect(await read('Zm9vYmFy-_0123456789abcdefghijklmnopqrstuvw')).toMatchObject({
    format: 'random-id',
    facts: [{ kind: 'server-side' }, { kind: 'bits' }]
  })
})

test("JSON without a signature is read, also behind Express's mark", async () => {
  expect(await read('{"user":"ann"}')).toMatchObject({
    format: 'json',
    facts: [{ kind: 'unsigned' }],
    payload: { value: { user: 'ann' } }
  })
  expect(await read('j:{"user":"ann"}')).toMatchObject({
    format: 'json',
    parts: [{ kind: 'other' }, { kind: 'payload' }]
  })
})

test('text is text, and nothing is nothing', async () => {
  expect(await read('dark')).toMatchObject({ format: 'text', payload: { status: 'text', text: 'dark' } })
  expect(await read('')).toMatchObject({ format: 'nothing', damage: ['payload-missing'], parts: [] })
})

test('names such as __proto__ in a payload are names', async () => {
  const { payload } = await read(`${base64Url('{"__proto__":{"a":1}}')}.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk`)
  expect(payload.status === 'json' && JSON.stringify(payload.value)).toBe('{"__proto__":{"a":1}}')
})

test('any value is recognised as something, with parts that lie in it', async () => {
  const pieces = [
    '.',
    ':',
    '--',
    's:',
    'eyJ',
    'Fe26.2*',
    '*',
    '=',
    FLASK,
    FLASK_UUID,
    base64Url({ alg: 'x' }),
    base64Url({ enc: 1 }),
    'ZVPxAA',
    '{"',
    'j:'
  ]
  const values = fc.oneof(
    anyUnits,
    fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.base64String(), fc.string({ maxLength: 6 })), { maxLength: 8 })
      .map((parts) => parts.join('')),
    fc.json().map((json) => `${base64Url(json)}.ZVPxAA.sig`)
  )
  await fc.assert(
    fc.asyncProperty(values, fc.option(fc.string()), fc.option(fc.string()), async (value, name, signature) => {
      const { parts } = await recognise({ name, value, signature })
      const isOrdered = parts.every(({ range }, index) => range.start >= (parts[index - 1]?.range.end ?? 0))
      expect([isOrdered, parts.map(({ range }) => value.slice(range.start, range.end))]).toEqual([
        true,
        parts.map(({ text }) => text)
      ])
    }),
    { numRuns: 300 }
  )
})

test('a long value is recognised in time that fits its length', async () => {
  const started = performance.now()
  for (const piece of ['.', ':', '-', ' ', 'a', 'a:', '*', '=', '--a', 'eyJ', '[']) await read(piece.repeat(8_000))
  expect(performance.now() - started).toBeLessThan(4000)
})
