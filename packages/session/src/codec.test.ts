import { createHmac } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { deflateSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { createSessionCodec, defineSessionType, isTuple, Markup, SessionError, tuple, Uuid } from './index.ts'

const codec = createSessionCodec({ secrets: ['new', 'old'] })

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof SessionError ? error.code : String(error)
  }
  return 'nothing thrown'
}

test('gives back what was signed, and when', () => {
  const cookie = codec.sign({ user: 'ann' }, { now: 1_000 })
  expect(codec.verify(cookie, { now: 1_000, maxAge: 60 })).toEqual({
    ok: true,
    data: { user: 'ann' },
    signedAt: 1_000,
    keyIndex: 0,
    json: '{"user":"ann"}'
  })
})

test('accepts a cookie exactly as old as its lifetime and refuses it one second later', () => {
  const cookie = codec.sign({ user: 'ann' }, { now: 1_000 })
  expect(codec.verify(cookie, { maxAge: 60, now: 1_060 }).ok).toBe(true)
  expect(codec.verify(cookie, { maxAge: 60, now: 1_061 })).toEqual({
    ok: false,
    reason: 'too-old',
    signedAt: 1_000,
    keyIndex: 0
  })
})

test('refuses a cookie from the future, unless the clocks may differ by that much', () => {
  const cookie = codec.sign({ user: 'ann' }, { now: 1_005 })
  const skewed = createSessionCodec({ secrets: ['new'], skew: 5 })
  expect(codec.verify(cookie, { maxAge: 60, now: 1_004 })).toMatchObject({ ok: false, reason: 'from-the-future' })
  expect(skewed.verify(cookie, { maxAge: 60, now: 1_000 }).ok).toBe(true)
  expect(skewed.verify(cookie, { maxAge: 60, now: 999 }).ok).toBe(false)
  expect(skewed.verify(cookie, { maxAge: 60, now: 1_070 }).ok).toBe(true)
  expect(skewed.verify(cookie, { maxAge: 60, now: 1_071 }).ok).toBe(false)
})

test('verifies with every key, says which, and signs with the first', () => {
  const old = createSessionCodec({ secrets: ['old'] }).sign({ user: 'ann' })
  expect(codec.verify(old)).toMatchObject({ ok: true, keyIndex: 1 })
  expect(createSessionCodec({ secrets: ['old'] }).verify(codec.sign({}))).toEqual({
    ok: false,
    reason: 'signature-mismatch'
  })
})

test('a cookie for another purpose does not verify', () => {
  const other = createSessionCodec({ secrets: ['new'], salt: 'password-reset' }).sign({ user: 'ann' })
  expect(codec.verify(other)).toEqual({ ok: false, reason: 'signature-mismatch' })
})

test('keeps the types that Flask knows', () => {
  const data = {
    when: new Date('2024-01-02T03:04:05Z'),
    raw: new Uint8Array([0, 255, 254]),
    id: new Uuid('12345678-1234-5678-1234-567812345678'),
    html: new Markup('<b>ok</b>'),
    pair: tuple('a', tuple(1, 2)),
    big: 2n ** 64n,
    zero: -0,
    odd: [NaN, Infinity, -Infinity, 1e300, 1.5e-7],
    ' t': { ' d': { ' di': null } }
  }
  const result = codec.verify(codec.sign(data))
  expect(result).toMatchObject({ ok: true, data })
  expect(result.ok && isTuple(result.data.pair)).toBe(true)
})

test('a class of the application goes in as an instance and comes out as one', () => {
  class Money {
    readonly cents: bigint
    readonly currency: string
    constructor(cents: bigint, currency: string) {
      this.cents = cents
      this.currency = currency
    }
  }
  const money = defineSessionType<Money>({
    tag: ' money',
    check: (value) => value instanceof Money,
    toJSON: ({ cents, currency }) => tuple(cents, currency),
    fromJSON: (json) => {
      const [cents, currency] = json as [number | bigint, string]
      return new Money(BigInt(cents), currency)
    }
  })
  const options = { secrets: ['key'], types: [money] }
  const cookie = createSessionCodec(options).sign({ price: new Money(1_999n, 'EUR'), plain: [1] })
  const result = createSessionCodec<{ price: Money }>(options).verify(cookie)
  expect(result.ok && result.data.price).toBeInstanceOf(Money)
  expect(result).toMatchObject({ ok: true, data: { price: { cents: 1_999n, currency: 'EUR' }, plain: [1] } })
})

test('what a registered type cannot read back is refused, not thrown', () => {
  const strict = defineSessionType<Set<unknown>>({
    tag: ' set',
    check: (value) => value instanceof Set,
    toJSON: (value) => [...value],
    fromJSON: () => {
      throw new Error('no')
    }
  })
  const picky = createSessionCodec({ secrets: ['key'], types: [strict] })
  expect(picky.verify(picky.sign({ seen: new Set([1]) }))).toMatchObject({ ok: false, reason: 'payload-unreadable' })
})

test('writes equal data as equal text, whatever the order of its names', () => {
  expect(codec.serialize({ b: { d: 1, c: 'ü' }, a: undefined })).toBe('{"b":{"c":"\\u00fc","d":1}}')
  expect(codec.serialize({ 10: 1, 9: 2 })).toBe('{"10":1,"9":2}')
})

test('parse is the inverse of serialize and refuses other text with a code', () => {
  expect(codec.parse(codec.serialize({ at: new Date(0) }))).toEqual({ at: new Date(0) })
  expect(codeOf(() => codec.parse('[1]'))).toBe('unreadable-json')
  expect(codeOf(() => codec.parse('{'))).toBe('unreadable-json')
})

test('says where a value is that cannot be stored, and not what it is', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  for (const value of [
    () => 'secret',
    Symbol('secret'),
    new Map([['secret', 1]]),
    new Date(NaN),
    [undefined],
    circle
  ]) {
    expect(codeOf(() => codec.sign({ value }))).toBe('unserializable-value')
  }
  expect(() => codec.sign({ cart: [{ made: new Map([['secret', 1]]) }] })).toThrow(
    'An instance of Map cannot be stored. Register a type for it, or store a plain object (at session.cart[0].made).'
  )
  expect(codeOf(() => codec.sign(new Map() as never))).toBe('unserializable-value')
  expect(codeOf(() => codec.sign([] as never))).toBe('unserializable-value')
})

test('names of Object.prototype are names like any other', () => {
  const data = { constructor: 'x', toString: 'y', a: { z: 1, b: 2 } }
  expect(codec.serialize(data)).toBe('{"a":{"b":2,"z":1},"constructor":"x","toString":"y"}')
})

test('a limit or a clock that is no number lets nothing pass', () => {
  const cookie = codec.sign({ a: 1 }, { now: 1 })
  expect(codec.verify(cookie, { maxAge: NaN })).toMatchObject({ ok: false, reason: 'too-old' })
  expect(codec.verify(cookie, { maxAge: 10, now: NaN })).toMatchObject({ ok: false, reason: 'too-old' })
  expect(codec.verify(cookie, { maxAge: '31d' as never })).toMatchObject({ ok: false, reason: 'too-old' })
})

test('milliseconds are an error, not a cookie that nobody reads', () => {
  expect(codeOf(() => codec.sign({ a: 1 }, { now: Date.now() }))).toBe('invalid-option')
})

test('keeps integers of any size', () => {
  const data = { n: 10n ** 400n, m: -(10n ** 309n), o: 2n ** 53n }
  expect(codec.verify(codec.sign(data))).toMatchObject({ ok: true, data })
})

test('text that is no JSON is refused, also beside numbers that JSON.parse would round', () => {
  for (const text of ['{NaN:1}', '{12345678901234567:1}', '{"a":NaN,Infinity:1}', '{"a":00000000000000001}']) {
    expect(codec.verify(codec.signSerialized(text))).toMatchObject({ ok: false, reason: 'payload-unreadable' })
  }
})

test('what it signs it reads, down to the same depth', () => {
  const nested = (depth: number) =>
    Array.from({ length: depth }).reduce<Record<string, unknown>>((inner) => ({ ' di': inner }), { end: true })
  expect(codec.verify(codec.sign(nested(490))).ok).toBe(true)
  expect(codeOf(() => codec.sign(nested(600)))).toBe('unserializable-value')
})

test('one value has one spelling, also where only a holder of the key could write another', () => {
  const plain = createSessionCodec({ secrets: ['key'], derivation: 'none' })
  const sign = (signed: string) => `${signed}.${createHmac('sha256', 'key').update(signed).digest('base64url')}`
  expect(plain.verify(sign('eyJhIjoxfQ.ZVPxAA')).ok).toBe(true)
  for (const other of [
    'eyJhIjoxfR.ZVPxAA',
    '\u0165yJhIjoxfQ.ZVPxAA',
    'eyJhIjoxfQ.AGVT8QA',
    'eyJhIjoxfQ.ZVPxAB',
    'eyJhIjoxfQ.AA'
  ]) {
    expect(plain.verify(sign(other)).ok).toBe(false)
  }
})

test('dates that no clock shows are refused', () => {
  for (const date of [
    'Mon, 02 Jan 2024 24:00:00 GMT',
    'Tue, 31 Feb 2024 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 -0100'
  ]) {
    const cookie = codec.signSerialized(`{"at":{" d":"${date}"}}`)
    expect(codec.verify(cookie)).toMatchObject({ ok: false, reason: 'payload-unreadable' })
  }
})

test('an object that would write itself as something else is no session', () => {
  expect(codeOf(() => codec.sign({ a: 1, toJSON: () => 'text' }))).toBe('unserializable-value')
})

test('a hole in a list is an error, not invalid JSON', () => {
  const list = Array<number>(2)
  list[1] = 1
  expect(codeOf(() => codec.sign({ list }))).toBe('unserializable-value')
})

test('an object that knows its own JSON is stored as that', () => {
  expect(codec.serialize({ url: new URL('https://example.com/a') })).toBe('{"url":"https://example.com/a"}')
})

test('a name that would be the prototype stays a name', () => {
  const result = codec.verify(
    codec.sign(
      JSON.parse('{"__proto__":{"admin":true},"a":{" di":{"__proto____":{" t":[]}}}}') as Record<string, unknown>
    )
  )
  expect(result.ok && Object.getPrototypeOf(result.data)).toBe(Object.prototype)
  expect(result.ok && Object.keys(result.data)).toEqual(['__proto__', 'a'])
  expect(({} as Record<string, unknown>).admin).toBeUndefined()
})

test('compresses only where that is shorter, and reads it either way', () => {
  const repetitive = { text: 'hello '.repeat(400) }
  const cookie = codec.sign(repetitive)
  expect(cookie.startsWith('.')).toBe(true)
  expect(codec.verify(cookie)).toMatchObject({ ok: true, data: repetitive })
  expect(
    createSessionCodec({ secrets: ['new'], compressAbove: Infinity })
      .sign(repetitive)
      .startsWith('.')
  ).toBe(false)
  expect(
    createSessionCodec({ secrets: ['new'], compressAbove: 0 })
      .sign({ a: 1 })
      .startsWith('.')
  ).toBe(false)
})

test('a signed bomb is refused before it fills the memory', () => {
  const body = `.${deflateSync(Buffer.alloc(64 * 1024 * 1024, ' ')).toString('base64url')}.AQ`
  const bomb = `${body}.${createHmac('sha256', 'key').update(body).digest('base64url')}`
  const plain = createSessionCodec({ secrets: ['key'], derivation: 'none' })
  expect(plain.verify(bomb)).toEqual({ ok: false, reason: 'payload-unreadable', signedAt: 1, keyIndex: 0 })
})

test('data that no reader would accept is not signed', () => {
  expect(codeOf(() => codec.sign({ text: 'x'.repeat(1024 * 1024) }))).toBe('payload-too-large')
})

test.each([
  ['secrets as one string', { secrets: 'secret' }],
  ['no secret', { secrets: [] }],
  ['an empty secret', { secrets: [''] }],
  ['an unknown digest', { secrets: ['a'], digest: 'md5' }],
  ['an unknown derivation', { secrets: ['a'], derivation: 'pbkdf2' }],
  ['a negative skew', { secrets: ['a'], skew: -1 }],
  ['a tag without its space', { secrets: ['a'], types: [{ tag: 'x' }] }],
  ['a tag that Flask has', { secrets: ['a'], types: [{ tag: ' t' }] }],
  ['one tag twice', { secrets: ['a'], types: [{ tag: ' x' }, { tag: ' x' }] }]
])('refuses at construction: %s', (_title, options) => {
  expect(codeOf(() => createSessionCodec(options as never))).toBe('invalid-option')
})

test('a time that is none is an error of the caller', () => {
  expect(codeOf(() => codec.sign({}, { now: NaN }))).toBe('invalid-option')
  expect(codeOf(() => codec.sign({}, { now: -1 }))).toBe('invalid-option')
})

test('takes bytes and dates of another realm for what they are', () => {
  const foreign = runInNewContext('({ raw: new Uint8Array([1, 2]), at: new Date(0), list: [{ a: 1 }] })') as object
  const secret = runInNewContext('new Uint8Array([7])') as Uint8Array
  const other = createSessionCodec({ secrets: [secret] })
  expect(other.verify(other.sign({ ...foreign }))).toMatchObject({
    ok: true,
    data: { raw: new Uint8Array([1, 2]), at: new Date(0), list: [{ a: 1 }] }
  })
})
