import { deflateSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { decodeUnverified, inflateUnverified } from './decode.ts'
import { createSessionCodec, defineSessionType } from './index.ts'

const codec = createSessionCodec({ secrets: ['key'], compressAbove: 0 })

test('reads the three parts of a cookie without a key', () => {
  const cookie = codec.sign({ string: 'hello', at: new Date(0) }, { now: 1_700_000_000 })
  const [payload, timestamp, signature] = cookie.split('.')
  expect(decodeUnverified(cookie)).toEqual({
    parts: { payload, timestamp, signature },
    signedAt: 1_700_000_000,
    payload: {
      status: 'json',
      json: '{"at":{" d":"Thu, 01 Jan 1970 00:00:00 GMT"},"string":"hello"}',
      data: { string: 'hello', at: new Date(0) }
    },
    warnings: []
  })
})

test('reads what is left of a cookie that lost its end', () => {
  const [payload, timestamp] = codec.sign({ a: 1 }, { now: 5 }).split('.')
  expect(decodeUnverified(payload!)).toMatchObject({
    signedAt: null,
    payload: { data: { a: 1 } },
    warnings: ['timestamp-missing', 'signature-missing']
  })
  expect(decodeUnverified(`${payload}.${timestamp}`)).toMatchObject({ signedAt: 5, warnings: ['signature-missing'] })
  expect(decodeUnverified(`${payload}.!.x`)).toMatchObject({ signedAt: null, warnings: ['timestamp-unreadable'] })
})

test('the timestamp of second 0 is empty, not missing', () => {
  expect(decodeUnverified(codec.sign({ a: 1 }, { now: 0 }))).toMatchObject({ signedAt: 0, warnings: [] })
})

test('a compressed payload is inflated on request, and only as far as asked', async () => {
  const cookie = codec.sign({ text: 'hello '.repeat(50) })
  const decoded = decodeUnverified(cookie)
  expect(decoded.payload.status).toBe('compressed')
  expect((await inflateUnverified(decoded)).payload).toMatchObject({
    status: 'json',
    data: { text: 'hello '.repeat(50) }
  })
  expect((await inflateUnverified(decoded, { limit: 100 })).payload).toEqual({ status: 'unreadable', why: 'too-large' })
})

test('inflating unverified input is bounded', async () => {
  const bomb = `.${deflateSync(Buffer.alloc(16 * 1024 * 1024)).toString('base64url')}.AQ.x`
  expect((await inflateUnverified(decodeUnverified(bomb))).payload).toEqual({ status: 'unreadable', why: 'too-large' })
})

test.each([
  ['missing', ''],
  ['not-base64url', 'a+b/.AQ.x'],
  ['not-base64url', 'eyJhIjoxfQ==.AQ.x'],
  ['not-utf8', '__57ImEiOjF9.AQ.x'],
  ['not-json', 'eyJhIjoxLH0.AQ.x']
])('says that a payload is %s', (why, cookie) => {
  expect(decodeUnverified(cookie).payload).toEqual({ status: 'unreadable', why })
})

test('anything that is no text reads as nothing', () => {
  expect(decodeUnverified(undefined as never).payload).toEqual({ status: 'unreadable', why: 'missing' })
})

test('says that a payload is no zlib stream', async () => {
  const decoded = await inflateUnverified(decodeUnverified('.bm90IHpsaWI.AQ.x'))
  expect(decoded.payload).toEqual({ status: 'unreadable', why: 'not-zlib' })
})

test("without the application's types their values are what travels", () => {
  const type = defineSessionType<Set<unknown>>({
    tag: ' set',
    check: (value) => value instanceof Set,
    toJSON: (value) => [...value],
    fromJSON: (json) => new Set(json as unknown[])
  })
  const cookie = createSessionCodec({ secrets: ['key'], types: [type] }).sign({ seen: new Set([1]) })
  expect(decodeUnverified(cookie).payload).toMatchObject({ data: { seen: { ' set': [1] } } })
  expect(decodeUnverified(cookie, { types: [type] }).payload).toMatchObject({ data: { seen: new Set([1]) } })
})
