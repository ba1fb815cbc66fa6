import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { createRequire } from 'node:module'

import { createSessionCodec, type KeyDerivation } from '@clearjar/session'
import { sealData } from 'iron-session'
import Keygrip from 'keygrip'
import { expect, test, vi } from 'vitest'

import { cannotCheck, checkKeys, guessOptions } from './check-keys.ts'
import type { KeyInput } from './key-input.ts'
import { recognise } from './recognise.ts'
import type { Recognised } from './recognised.ts'
import { defaultOptions, type SignOptions } from './sign-options.ts'

const cookieSignature = createRequire(import.meta.url)('cookie-signature') as {
  sign(value: string, key: string): string
}

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'

function read(value: string, name: string | null = 'session', signature: string | null = null): Promise<Recognised> {
  return recognise({ name, value, signature })
}

function key(text: string, encoding: KeyInput['encoding'] = 'text'): KeyInput {
  return { id: `id of ${text}`, text, encoding }
}

async function statusOf(
  cookie: Recognised,
  text: string,
  options: SignOptions = defaultOptions(cookie)
): Promise<string> {
  return (await checkKeys(cookie, [key(text)], options)).status
}

function base64Url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

test("a key of Flask's fits, others beside it do not", async () => {
  const cookie = await read(FLASK)
  expect(await checkKeys(cookie, [key('dev'), key('dev-secret-key'), key('')], defaultOptions(cookie))).toEqual({
    status: 'fits',
    keyId: 'id of dev-secret-key',
    keys: [
      { id: 'id of dev', answer: { status: 'does-not-fit', fitsWith: null }, weakness: 'well-known' },
      { id: 'id of dev-secret-key', answer: { status: 'fits' }, weakness: 'short' },
      { id: 'id of ', answer: { status: 'does-not-fit', fitsWith: null }, weakness: 'empty' }
    ]
  })
})

test('a key that is typed as bytes fits', async () => {
  const cookie = await read(FLASK)
  const hex = key(Buffer.from('dev-secret-key').toString('hex'), 'hex')
  const base64 = key(Buffer.from('dev-secret-key').toString('base64'), 'base64')
  const { keys } = await checkKeys(cookie, [hex, base64], defaultOptions(cookie))
  expect(keys.map(({ answer }) => answer.status)).toEqual(['fits', 'fits'])
})

test('a key that cannot be read is named, and the others are tried', async () => {
  const cookie = await read(FLASK)
  const answer = await checkKeys(
    cookie,
    [key('xyz', 'hex'), key('a', 'base64'), key('dev-secret-key')],
    defaultOptions(cookie)
  )
  expect(answer.status).toBe('fits')
  expect(answer.keys.map((each) => each.answer)).toEqual([
    { status: 'cannot-be-checked', why: 'not-hex' },
    { status: 'cannot-be-checked', why: 'not-base64' },
    { status: 'fits' }
  ])
})

test('without a key nothing was checked', async () => {
  const cookie = await read(FLASK)
  expect(await checkKeys(cookie, [], defaultOptions(cookie))).toEqual({ status: 'not-checked', keys: [] })
  expect((await checkKeys(cookie, [key('x', 'hex')], defaultOptions(cookie))).status).toBe('not-checked')
})

test('a changed cookie fits no key', async () => {
  expect(await statusOf(await read(FLASK.replace('eyJ1', 'eyJ2')), 'dev-secret-key')).toBe('does-not-fit')
  expect(await statusOf(await read(FLASK.replace('ZVPxAA', 'ZVPxAB')), 'dev-secret-key')).toBe('does-not-fit')
})

const derivations: KeyDerivation[] = ['hmac', 'concat', 'django-concat', 'none']

test.each(derivations)(
  "Clearjar's cookie with the derivation %s is checked, and found by guessing",
  async (derivation) => {
    const options: SignOptions = { salt: 'itsdangerous', digest: 'sha512', derivation }
    const value = createSessionCodec({ ...options, digest: 'sha512', secrets: ['clé'] }).sign({ user: 'ann' })
    const cookie = await read(value)
    expect(await statusOf(cookie, 'clé', options)).toBe('fits')
    expect(await statusOf(cookie, 'clé')).toBe('does-not-fit')
    expect(await guessOptions(cookie, key('clé'))).toMatchObject({ digest: 'sha512', derivation })
    expect(await guessOptions(cookie, key('cle'))).toBeNull()
  }
)

test('other options that would fit are named with the key that does not', async () => {
  const cookie = await read(FLASK)
  const { keys } = await checkKeys(cookie, [key('dev-secret-key')], { salt: 'x', digest: 'sha256', derivation: 'none' })
  expect(keys[0]?.answer).toEqual({
    status: 'does-not-fit',
    fitsWith: { salt: 'cookie-session', digest: 'sha1', derivation: 'hmac' }
  })
})

test.each(derivations)('an empty key fits what was signed with it, derivation %s', async (derivation) => {
  const derive = {
    hmac: () => createHmac('sha1', '').update('cookie-session').digest(),
    concat: () => createHash('sha1').update('cookie-session').digest(),
    'django-concat': () => createHash('sha1').update('cookie-sessionsigner').digest(),
    none: () => Buffer.alloc(0)
  }
  const signed = `${base64Url({ user: 'ann' })}.ZVPxAA`
  const cookie = await read(`${signed}.${createHmac('sha1', derive[derivation]()).update(signed).digest('base64url')}`)
  expect(await statusOf(cookie, '', { salt: 'cookie-session', digest: 'sha1', derivation })).toBe('fits')
  expect(await statusOf(cookie, 'x', { salt: 'cookie-session', digest: 'sha1', derivation })).toBe('does-not-fit')
})

test("both halves of Clearjar's split session are checked together", async () => {
  const value = createSessionCodec({ secrets: ['key'] }).sign({ user: 'ann' })
  const dot = value.lastIndexOf('.')
  expect(await statusOf(await read(value.slice(0, dot), 'session', value.slice(dot + 1)), 'key')).toBe('fits')
})

test("Starlette's session is checked with its options", async () => {
  const body = Buffer.from('{"user":"ann?>"}').toString('base64')
  const derived = createHash('sha1').update('itsdangerous.Signersignerkey').digest()
  const signature = createHmac('sha1', derived).update(`${body}.ZVPxAA`).digest('base64url')
  const cookie = await read(`${body}.ZVPxAA.${signature}`)
  expect(cookie.format).toBe('itsdangerous')
  expect(await statusOf(cookie, 'key')).toBe('fits')
})

test('cookie-session is checked with the digest that was chosen, and the name counts', async () => {
  const value = Buffer.from('{"user":"ann"}').toString('base64')
  const sha1 = new Keygrip(['key']).sign(`session=${value}`)
  const sha256 = new Keygrip(['key'], 'sha256').sign(`session=${value}`)
  expect(await statusOf(await read(value, 'session', sha1), 'key')).toBe('fits')
  expect(await statusOf(await read(value, 'session', sha256), 'key')).toBe('fits')
  expect(await statusOf(await read(value, 'other', sha1), 'key')).toBe('does-not-fit')
  expect(cannotCheck(await read(value, null, sha1))).toBe('name-missing')
})

test('express-session is checked', async () => {
  const cookie = await read(
    `s:${cookieSignature.sign('x5Gk0mVJZb2yC1qkXbXh8nq3s3b9kLsW', 'keyboard cat')}`,
    'connect.sid'
  )
  expect(await checkKeys(cookie, [key('keyboard cat'), key('key')], defaultOptions(cookie))).toMatchObject({
    status: 'fits',
    keys: [
      { answer: { status: 'fits' }, weakness: 'well-known' },
      { answer: { status: 'does-not-fit', fitsWith: null } }
    ]
  })
})

function djangoSignature(signed: string, salt: string, secret: string): string {
  const derived = createHash('sha256').update(`${salt}signer${secret}`).digest()
  return createHmac('sha256', derived).update(signed).digest('base64url')
}

test("Django's signed session is checked", async () => {
  const signed = `${base64Url({ user: 'ann' })}:1r31eq`
  const signature = djangoSignature(signed, 'django.contrib.sessions.backends.signed_cookies', 'key')
  expect(await statusOf(await read(`${signed}:${signature}`, 'sessionid'), 'key')).toBe('fits')
  expect(await statusOf(await read(`${signed}:${signature}`, 'sessionid'), 'kex')).toBe('does-not-fit')
})

test("Django's signing.dumps is found by guessing its salt", async () => {
  const signed = `${base64Url({ user: 'ann' })}:1r31eq`
  const cookie = await read(`${signed}:${djangoSignature(signed, 'django.core.signing', 'key')}`)
  expect(await guessOptions(cookie, key('key'))).toMatchObject({ salt: 'django.core.signing' })
})

test("Django's signed cookie is checked with its name as the salt", async () => {
  const cookie = await read(`red:1r31eq:${djangoSignature('red:1r31eq', 'colour', 'django.http.cookieskey')}`, 'colour')
  expect(cookie.format).toBe('django-signed-cookie')
  expect(await statusOf(cookie, 'key')).toBe('fits')
})

test("Rack's cookie is checked, and Rails' signed one", async () => {
  const body = Buffer.from('{"user":"ann"}').toString('base64')
  const rack = createHmac('sha1', 'key').update(body).digest('hex')
  const rails = createHmac('sha1', pbkdf2Sync('key', 'signed cookie', 1000, 64, 'sha1'))
    .update(body)
    .digest('hex')
  expect(await statusOf(await read(`${body}--${rack.toUpperCase()}`), 'key')).toBe('fits')
  expect(await statusOf(await read(`${body}--${rails}`), 'key')).toBe('fits')
  expect(await statusOf(await read(`${body}--${rails}`), 'kex')).toBe('does-not-fit')
})

test.each(['256', '384', '512'])('a JSON Web Token with HS%s is checked', async (bits) => {
  const signed = `${base64Url({ alg: `HS${bits}` })}.${base64Url({ sub: 'ann' })}`
  const cookie = await read(`${signed}.${createHmac(`sha${bits}`, '').update(signed).digest('base64url')}`)
  expect(await statusOf(cookie, '')).toBe('fits')
  expect(await statusOf(cookie, 'key')).toBe('does-not-fit')
})

test('the example of RFC 7515 fits its key', async () => {
  const cookie = await read(
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  )
  const text = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
  expect((await checkKeys(cookie, [key(text, 'base64')], defaultOptions(cookie))).status).toBe('fits')
})

test('what no shared key can check says why', async () => {
  const token = (alg: unknown): string => `${base64Url({ alg, typ: 'JWT' })}.${base64Url({ sub: 'ann' })}.AAAA`
  expect(cannotCheck(await read(token('RS256')))).toBe('public-key')
  expect(cannotCheck(await read(token('EdDSA')))).toBe('public-key')
  expect(cannotCheck(await read(token('XX1')))).toBe('unknown-algorithm')
  expect(cannotCheck(await read(token('none')))).toBe('not-signed')
  expect(cannotCheck(await read(await sealData({}, { password: 'x'.repeat(32) })))).toBe('encrypted')
  expect(cannotCheck(await read('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d'))).toBe('not-signed')
  expect(cannotCheck(await read('dark'))).toBe('unknown-format')
  expect(cannotCheck(await read('eyJ1c2VyIjoiYW5uIn0.ZVPxAA'))).toBe('signature-missing')
})

test('without WebCrypto it is said, and nothing fails', async () => {
  const cookie = await read(FLASK)
  vi.stubGlobal('crypto', {})
  const answer = await checkKeys(cookie, [key('dev-secret-key')], defaultOptions(cookie))
  vi.unstubAllGlobals()
  expect(answer).toEqual({
    status: 'cannot-be-checked',
    why: 'no-webcrypto',
    keys: [
      { id: 'id of dev-secret-key', answer: { status: 'cannot-be-checked', why: 'no-webcrypto' }, weakness: 'short' }
    ]
  })
})

test('checking leaves the cookie as it was', async () => {
  const cookie = await read(FLASK)
  const before = structuredClone(cookie)
  await checkKeys(cookie, [key('dev')], defaultOptions(cookie))
  expect(cookie).toEqual(before)
})

test('says of a key whether the blanks around it are all that is wrong with it', async () => {
  const cookie = await read(FLASK)
  const check = async (text: string, encoding?: KeyInput['encoding']): Promise<unknown> =>
    (await checkKeys(cookie, [key(text, encoding)], defaultOptions(cookie))).keys[0]?.answer
  expect(await check('\u200b dev-secret-key\t ')).toEqual({ status: 'does-not-fit', fitsWith: null, fitsTrimmed: true })
  expect(await check(' other ')).toEqual({ status: 'does-not-fit', fitsWith: null })
  expect(await check('dev-secret-key')).toEqual({ status: 'fits' })
})
