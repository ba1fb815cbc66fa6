import { expect, test } from 'vitest'

import { fromTyped, secretBytes, vectors } from '../../../test/flask-vectors.ts'
import { createSessionCodec, type Verification } from './index.ts'
import { toBase64Url } from './lib/base64.ts'
import { inflate } from './lib/inflate.ts'
import { readTimestamp, writeTimestamp } from './lib/token.ts'
import { createWebSessionCodec } from './web.ts'

/**
 * JavaScript has one kind of number: `1.0` is read as 1 and written as `1`, which Python then reads as an int. And
 * names are text here from the start, so they are sorted as text, where Python sorts its integers first and then
 * turns them into text. Both mean the same to a reader.
 */
const WRITTEN_OTHERWISE = new Set(['float-integral', 'python-int-keys'])

/** Python values that Flask itself turns into something else: nothing here stands for a date without time, a Decimal, a key that is no text. */
const NO_COUNTERPART = new Set(['date-only', 'decimal'])

/** Python's reader takes a year below 100 for one of this or the last century; here a year is what is written. */
const READ_MORE_EXACTLY = new Set(['datetime-year-68', 'datetime-year-70'])

/** `JSON.parse` reads the integer `-0` as -0, Python as 0; `===` finds no difference. */
const READ_WITH_A_SIGN = { 'json-float-exp': { a: 100, b: -0, c: -0, d: Infinity } } as Record<string, object>

/** Node's DecompressionStream lets bytes after the end of the stream pass, Chromium's does not: the runtime decides. */
const LEFT_TO_THE_RUNTIME = 'compressed-trailing-garbage'

/**
 * Python reads these and this strict reader refuses them. No writer produces any of them, and each would read as
 * something other than what is written.
 */
const REFUSED_BY_A_STRICT_READER: Record<string, Exclude<Verification<object>, { ok: true }>['reason']> = {
  // Two spare bits, or another alphabet: one signature would have many spellings.
  'sig-unused-bits': 'signature-mismatch',
  'sig-std-alphabet': 'signature-mismatch',
  // A timestamp with leading zeros.
  'ts-8-bytes': 'malformed',
  // Padding, or junk that Python skips, inside a payload.
  'payload-b64-padded': 'payload-unreadable',
  'payload-b64-junk-4': 'payload-unreadable',
  // Bytes after the end of the zlib stream.
  'compressed-trailing-garbage': 'payload-unreadable',
  // Tags around what their writer never puts there: a tuple of a string's characters or of an object's keys, Markup
  // of nothing, a date that is none (Python: None), bytes with junk in them, an escaped object that lost a key.
  'tag-t-string': 'payload-unreadable',
  'tag-t-dict': 'payload-unreadable',
  'tag-m-null': 'payload-unreadable',
  'tag-d-garbage': 'payload-unreadable',
  'tag-b-nopad-junk': 'payload-unreadable',
  'tag-b-urlsafe': 'payload-unreadable',
  'tag-di-two-keys': 'payload-unreadable',
  'tag-di-no-suffix': 'payload-unreadable',
  // Data of a session is an object: Flask answers the tuple with a 500, and takes null for an empty session.
  'tag-top-level': 'payload-unreadable',
  'top-level-null': 'payload-unreadable'
}

/** Flask's answer to each of these is a 500; itsdangerous calls the signature good and the rest bad. */
const REASONS: Record<string, string> = {
  BadSignature: 'signature-mismatch',
  BadTimeSignature: 'signature-mismatch',
  SignatureExpired: 'too-old',
  BadPayload: 'payload-unreadable',
  OverflowError: 'malformed'
}
const OWN_REASONS: Record<string, string> = { 'one-separator': 'malformed', 'ts-not-b64': 'malformed' }

type ReadVector = (typeof vectors.decode)[number]

function codecsFor(vector: ReadVector) {
  const options = {
    secrets: vector.keys_oldest_first.map(secretBytes).reverse(),
    digest: vector.digest,
    salt: vector.salt,
    derivation: vector.key_derivation
  }
  const verifyOptions = { now: vector.now, ...(vector.max_age === null ? {} : { maxAge: vector.max_age }) }
  return { node: createSessionCodec(options), web: createWebSessionCodec(options), verifyOptions }
}

const encodable = vectors.encode.filter(({ id }) => !NO_COUNTERPART.has(id))

test.each(encodable)('writes what Flask writes: $id', async (vector) => {
  const options = { secrets: [secretBytes(vector.secret)], digest: 'sha1', compressAbove: 0 } as const
  const data = fromTyped(vector.input) as Record<string, unknown>
  const cookie = createSessionCodec(options).sign(data, { now: vector.now })
  const webCookie = await createWebSessionCodec(options).sign(data, { now: vector.now })
  if (WRITTEN_OTHERWISE.has(vector.id)) {
    expect(createSessionCodec(options).serialize(data)).not.toBe(vector.payload_json)
  } else {
    expect(createSessionCodec(options).serialize(data)).toBe(vector.payload_json)
    // The bytes of a zlib stream are the library's own; what they hold is not.
    if (!vector.compressed) expect(cookie).toBe(vector.cookie)
    expect(cookie.startsWith('.')).toBe(vector.compressed)
  }
  expect(webCookie).toBe(cookie)
})

test.each(vectors.encode)('reads what Flask wrote: $id', async (vector) => {
  const options = { secrets: [secretBytes(vector.secret)], digest: 'sha1' } as const
  const result = createSessionCodec(options).verify(vector.cookie, { maxAge: 60, now: vector.now })
  const expected = READ_MORE_EXACTLY.has(vector.id) ? vector.input : vector.decoded
  expect(result).toEqual({
    ok: true,
    data: fromTyped(expected),
    signedAt: vector.now,
    keyIndex: 0,
    json: vector.payload_json
  })
  expect(await createWebSessionCodec(options).verify(vector.cookie, { maxAge: 60, now: vector.now })).toEqual(result)
})

test.each(vectors.decode)('agrees with itsdangerous, or says why not: $id', async (vector) => {
  const { node, web, verifyOptions } = codecsFor(vector)
  const result = node.verify(vector.cookie, verifyOptions)
  const refusal = REFUSED_BY_A_STRICT_READER[vector.id]
  if (refusal !== undefined) expect(result).toMatchObject({ ok: false, reason: refusal })
  else if (vector.itsdangerous.ok) {
    const data = READ_WITH_A_SIGN[vector.id] ?? fromTyped(vector.itsdangerous.value)
    expect(result).toMatchObject({ ok: true, data })
  }
  if (vector.id !== LEFT_TO_THE_RUNTIME) expect(await web.verify(vector.cookie, verifyOptions)).toEqual(result)
})

test.each(vectors.reject)('refuses what itsdangerous refuses: $id', async (vector) => {
  const { node, web, verifyOptions } = codecsFor(vector)
  const result = node.verify(vector.cookie, verifyOptions)
  const error = vector.itsdangerous.ok ? '' : vector.itsdangerous.error
  expect(result).toMatchObject({ ok: false, reason: OWN_REASONS[vector.id] ?? REASONS[error] })
  expect(await web.verify(vector.cookie, verifyOptions)).toEqual(result)
})

test('names only vectors that exist among its exceptions', () => {
  const ids = new Set([...vectors.encode, ...vectors.decode, ...vectors.reject].map(({ id }) => id))
  const named = [
    ...WRITTEN_OTHERWISE,
    ...NO_COUNTERPART,
    ...READ_MORE_EXACTLY,
    ...Object.keys(REFUSED_BY_A_STRICT_READER)
  ]
  named.push(...Object.keys(READ_WITH_A_SIGN), LEFT_TO_THE_RUNTIME, ...Object.keys(OWN_REASONS))
  expect(named.filter((id) => !ids.has(id))).toEqual([])
})

test.each(vectors.primitives.filter(({ id }) => id.startsWith('timestamp-')))(
  'writes and reads $id',
  ({ int, b64 }) => {
    expect(writeTimestamp(Number(int))).toBe(b64)
    expect(readTimestamp(b64!)).toBe(Number(int))
  }
)

test.each(vectors.primitives.filter(({ id }) => id.startsWith('b64url-')))('writes $id', ({ bytes_hex, b64 }) => {
  expect(toBase64Url(Buffer.from(bytes_hex!, 'hex'))).toBe(b64)
})

test.each(vectors.primitives.filter(({ id }) => id.startsWith('derive-')))('derives the key of $id', async (vector) => {
  const options = {
    secrets: [vector.secret!],
    salt: vector.salt!,
    derivation: vector.key_derivation!,
    digest: vector.digest!
  }
  // The signature covers `value.timestamp`, whatever `value` is: it verifies, and is then no base64url of JSON.
  const reason = { ok: false, reason: 'payload-unreadable', signedAt: vector.now, keyIndex: 0 }
  expect(createSessionCodec(options).verify(vector.signed!)).toEqual(reason)
  expect(await createWebSessionCodec(options).verify(vector.signed!)).toEqual(reason)
  expect(createSessionCodec({ ...options, salt: 'other', secrets: ['other'] }).verify(vector.signed!).ok).toBe(false)
})

test('every compressed vector inflates within a bound and is refused beyond it', async () => {
  const compressed = vectors.encode.filter((vector) => vector.compressed)
  for (const { cookie, payload_json } of compressed) {
    const bytes = new Uint8Array(Buffer.from(cookie.split('.')[1]!, 'base64url'))
    expect(new TextDecoder().decode((await inflate(bytes, payload_json.length)) as Uint8Array)).toBe(payload_json)
    expect(await inflate(bytes, payload_json.length - 1)).toBe('too-large')
  }
  expect(compressed.length).toBeGreaterThan(10)
})
