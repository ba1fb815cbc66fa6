import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import { parseCookie } from 'cookie'
import fc from 'fast-check'
import Keygrip from 'keygrip'
import { expect, onTestFinished, test } from 'vitest'

import { fromCookieSession } from './cookie-session-cookies.ts'
import type { CookieJar } from './foreign-cookies.ts'

type Data = Record<string, unknown>
type TheirRequest = IncomingMessage & { session: Data | null }
type Middleware = (request: TheirRequest, response: ServerResponse, next: () => void) => void

// Required, not imported: its types declare another `req.session`.
const require = createRequire(import.meta.url)
const cookieSession = require('cookie-session') as (options: object) => Middleware

const keys = ['new-key', 'old-key']
/** Any UTF-16 code unit, halves of pairs too. */
const letter = fc.nat(0xff_ff).map((code) => String.fromCharCode(code))
const invalid = expect.objectContaining({ code: 'invalid-option' }) as Error

/** The cookies that the real cookie-session sets for this data, as the browser sends them back. */
function written(data: Data, options: object = { keys }): Promise<CookieJar> {
  return writtenAfter({}, (session) => Object.assign(session, data), options)
}

/** The same for a browser that has cookies already. */
async function writtenAfter(before: CookieJar, edit: (session: Data) => void, options: object): Promise<CookieJar> {
  const middleware = cookieSession(options)
  const server = createServer((request, response) => {
    middleware(request as TheirRequest, response, () => {
      edit((request as TheirRequest).session!)
      response.end()
    })
  }).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const response = await fetch(url, { headers: { connection: 'close', cookie: headerOf(before) } })
  const pairs = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return parseCookie(pairs.join('; '), { decode: (text) => text })
}

function headerOf(jar: CookieJar): string {
  return Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

/** What the real cookie-session makes of these cookies; undefined when it starts a new session. */
function readByThem(jar: CookieJar): Data | undefined {
  const request = { headers: { cookie: headerOf(jar) }, socket: {} } as TheirRequest
  const response = { writeHead() {}, setHeader() {}, getHeader() {} } as object as ServerResponse
  let session: Data | null = null
  cookieSession({ keys })(request, response, () => {
    session = request.session
  })
  return session!.isNew === true ? undefined : { ...session! }
}

/** Signed as cookie-session signs, whatever it is. */
function signed(text: string | Buffer, key = keys[0]!): CookieJar {
  const value = Buffer.from(text).toString('base64')
  return { session: value, 'session.sig': Keygrip([key]).sign(`session=${value}`) }
}

test.each<[string, Data]>([
  ['a small session', { user: 'ann', visits: 3 }],
  ['nested data', { cart: { items: ['tea', { price: 1.5 }] }, flash: [null, true] }],
  ['text of other scripts', { name: 'Zoë 日本 👩‍🚀 "quoted" ; = %' }],
  ['values whose base64 has every letter of it', { a: '>>>???', b: 'ÿþý~~~' }]
])('reads what the real cookie-session wrote: %s', async (_what, data) => {
  expect(fromCookieSession({ keys }).read(await written(data))).toEqual({ data })
})

test('reads cookies under another name, with path and domain for their deletion', async () => {
  const cookies = await written({ user: 'ann' }, { keys, name: 'koa:sess' })
  const reader = fromCookieSession({ keys, name: 'koa:sess', path: '/app', domain: 'example.com' })
  expect(reader.read(cookies)).toEqual({ data: { user: 'ann' } })
  expect(reader).toMatchObject({ names: ['koa:sess', 'koa:sess.sig'], path: '/app', domain: 'example.com' })
  expect(fromCookieSession({ keys })).toMatchObject({ names: ['session', 'session.sig'], path: '/' })
  expect(fromCookieSession({ keys })).not.toHaveProperty('domain')
})

test('accepts a cookie signed with any of the keys, as text or bytes, and with no other', async () => {
  const cookies = await written({ user: 'ann' }, { secret: 'old-key' })
  expect(fromCookieSession({ keys }).read(cookies)).toEqual({ data: { user: 'ann' } })
  expect(fromCookieSession({ keys: [Buffer.from('old-key')] }).read(cookies)).toEqual({ data: { user: 'ann' } })
  expect(fromCookieSession({ keys: ['new-key'] }).read(cookies)).toBeNull()
})

test('reads what a Keygrip with another hash signed', async () => {
  const cookies = await written({ user: 'ann' }, { keys: new Keygrip(keys, 'sha256') })
  expect(fromCookieSession({ keys, algorithm: 'sha256' }).read(cookies)).toEqual({ data: { user: 'ann' } })
  expect(fromCookieSession({ keys }).read(cookies)).toBeNull()
})

test('a session that was emptied is empty, not absent', async () => {
  const before = await written({ user: 'ann' })
  const after = await writtenAfter(before, (session) => delete session.user, { keys })
  expect(Object.keys(after)).toEqual(['session', 'session.sig'])
  expect(fromCookieSession({ keys }).read(after)).toEqual({ data: {} })
})

test('refuses the signature of another name, another value, or none', async () => {
  const ann = await written({ user: 'ann' })
  const bob = await written({ user: 'bob' })
  const other = await written({ user: 'ann' }, { keys, name: 'other' })
  const { read } = fromCookieSession({ keys })
  expect(read({ ...ann, 'session.sig': bob['session.sig'] })).toBeNull()
  expect(read({ session: other.other, 'session.sig': other['other.sig'] })).toBeNull()
  expect(read({ session: ann.session })).toBeNull()
  expect(read({ 'session.sig': ann['session.sig'] })).toBeNull()
  expect(read({ ...ann, 'session.sig': '' })).toBeNull()
  expect(read({})).toBeNull()
})

test.each(['[1]', '"ann"', '5', 'true', 'null', '{', ''])('refuses %s, which cookie-session never signs', (text) => {
  expect(fromCookieSession({ keys }).read(signed(text))).toBeNull()
})

test('a name that every object has is no cookie', () => {
  expect(fromCookieSession({ keys, name: 'constructor' }).read({})).toBeNull()
})

test('data under __proto__ and names of every object stays hidden, as in cookie-session, and touches no prototype', () => {
  const json = '{"__proto__":{"admin":true},"constructor":1,"isNew":false,"_ctx":2,"in":{"__proto__":{"admin":true}}}'
  const found = fromCookieSession({ keys }).read(signed(json)) as { data: Data }
  expect(Object.keys(found.data)).toEqual(['in'])
  expect(Object.keys(found.data)).toEqual(Object.keys(readByThem(signed(json))!))
  expect([found.data, found.data.in].map((value) => (value as Data).admin)).toEqual([undefined, undefined])
  expect(Object.getPrototypeOf(found.data.in)).toBe(Object.prototype)
  expect(JSON.stringify(found.data)).toBe('{"in":{"__proto__":{"admin":true}}}')
})

test('any one-character change of a valid cookie is refused', async () => {
  const cookies = await written({ user: 'ann', role: 'reader' })
  const { read } = fromCookieSession({ keys })
  fc.assert(
    fc.property(
      fc.constantFrom('session', 'session.sig'),
      fc.nat(),
      fc.constantFrom('change', 'insert', 'delete'),
      letter,
      (name, seed, kind, other) => {
        const value = cookies[name]!
        const at = seed % value.length
        const rest = value.slice(kind === 'insert' ? at : at + 1)
        const changed = value.slice(0, at) + (kind === 'delete' ? '' : other) + rest
        fc.pre(changed !== value)
        expect(read({ ...cookies, [name]: changed })).toBeNull()
      }
    ),
    { numRuns: 1_000 }
  )
})

test('no cookie text throws or counts', () => {
  const { read } = fromCookieSession({ keys })
  fc.assert(
    fc.property(fc.string({ unit: letter }), fc.string({ unit: letter }), (value, signature) => {
      expect(read({ session: value, 'session.sig': signature })).toBeNull()
    })
  )
})

test('whatever was signed with a key is read as cookie-session reads it, or refused', () => {
  const { read } = fromCookieSession({ keys })
  const text = fc.oneof(
    fc.json(),
    fc.json().map((json) => `{"__proto__":${json},"a":${json}}`),
    fc.dictionary(fc.string(), fc.jsonValue()).map((data) => JSON.stringify(data)),
    fc.string(),
    fc.uint8Array().map((bytes) => Buffer.from(bytes))
  )
  fc.assert(
    fc.property(text, fc.constantFrom(...keys, 'unknown'), (body, key) => {
      const cookies = signed(body, key)
      const theirs = readByThem(cookies)
      const ours = read(cookies) as { data: Data } | null
      if (ours !== null) expect(ours.data).toEqual(theirs)
      else if (theirs !== undefined) expect(JSON.parse(body.toString())).not.toEqual(theirs)
    }),
    { numRuns: 1_000 }
  )
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no keys', {}],
  ['no key in the list', { keys: [] }],
  ['text in place of a list', { keys: 'do-not-quote-me' }],
  ['an empty key', { keys: ['do-not-quote-me', ''] }],
  ['a key that is no text', { keys: [7] }],
  ['a hash that node does not have', { keys, algorithm: 'do-not-quote-me' }],
  ['a name that no cookie can have', { keys, name: 'do;not=quote' }],
  ['a domain that no cookie can have', { keys, domain: 'do not quote' }],
  ['an option of cookie-session that has another name here', { keys, secret: 'do-not-quote-me' }]
])('refuses %s at the start, and quotes no value', (_what, options) => {
  const make = () => fromCookieSession(options as Parameters<typeof fromCookieSession>[0])
  expect(make).toThrow(invalid)
  expect(make).not.toThrow(/do.not.quote/)
})
