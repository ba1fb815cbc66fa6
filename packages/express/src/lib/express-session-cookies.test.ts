import { createHmac } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import { parseCookie } from 'cookie'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

import { type ExpressSessionRecords, fromExpressSession } from './express-session-cookies.ts'
import type { CookieJar, ForeignSession } from './foreign-cookies.ts'

interface TheirStore extends ExpressSessionRecords {
  set(id: string, record: object, done: (error?: unknown) => void): void
}
type TheirSession = Record<string, unknown> & { cookie: { maxAge: number | null } }
type TheirRequest = IncomingMessage & { session: TheirSession; sessionID: string }
type Middleware = (request: TheirRequest, response: ServerResponse, next: () => void) => void
interface ExpressSession {
  (options: object): Middleware
  readonly MemoryStore: new () => TheirStore
}

// Required, not imported: their types declare another `req.session`.
const require = createRequire(import.meta.url)
const expressSession = require('express-session') as ExpressSession
const LruStore = (require('memorystore') as (session: ExpressSession) => new (options: object) => TheirStore)(
  expressSession
)

const HOUR = 3_600
const secrets = ['new-secret', 'old-secret']
const invalid = expect.objectContaining({ code: 'invalid-option' }) as Error
const down = expect.objectContaining({ code: 'store-unavailable', status: 503 }) as Error
/** Any UTF-16 code unit, halves of pairs too. */
const letter = fc.nat(0xff_ff).map((code) => String.fromCharCode(code))
const unixNow = () => Math.floor(Date.now() / 1000)
const newStore = () => new expressSession.MemoryStore()

interface VisitOptions {
  readonly maxAge?: number | null
  readonly before?: CookieJar
  readonly secret?: string | readonly string[]
  readonly name?: string
  readonly genid?: () => string
}

/** A visit to a server with the real express-session, whose view keeps `data`: what the browser has then. */
async function visit(store: TheirStore, data: object, { maxAge = null, before = {}, ...options }: VisitOptions = {}) {
  const middleware = expressSession({ store, secret: secrets, resave: false, saveUninitialized: false, ...options })
  let id = ''
  const server = createServer((request, response) => {
    middleware(request as TheirRequest, response, () => {
      const { session, sessionID } = request as TheirRequest
      id = sessionID
      session.cookie.maxAge = maxAge
      Object.assign(session, data)
      response.end()
    })
  }).listen(0)
  await once(server, 'listening')
  const cookies = Object.entries(before).map(([name, value]) => `${name}=${value}`)
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`, {
    headers: { connection: 'close', cookie: cookies.join('; ') }
  })
  server.close()
  const pairs = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return { id, jar: parseCookie(pairs.join('; '), { decode: (text) => text }) }
}

/** A store that holds one record, whatever it is asked. */
const holding = (record: unknown): ExpressSessionRecords => ({
  get: (_id, done) => done(null, record),
  destroy: (_id, done) => done()
})

const record = (cookie: object | null, data: object = { user: 'ann' }) => ({ cookie, ...data })
const signatureOfNothing = createHmac('sha256', secrets[0]!).update('').digest('base64').replace('=', '')
const { jar: validJar } = await visit(newStore(), { user: 'ann' })

test.each([
  ['MemoryStore', newStore],
  ['memorystore', () => new LruStore({})]
])('reads what the real express-session kept in %s, and forgets it there', async (_name, create) => {
  const store = create()
  const data = { user: 'ann', cart: { items: ['tea', 'Zoë 日本'] }, passport: { user: 7 } }
  const { jar, id } = await visit(store, data, { maxAge: HOUR * 1000 })
  const { read } = fromExpressSession({ store, secrets })
  const found = (await read(jar))!
  expect(found).toEqual({ data, permanent: true, forget: expect.any(Function) as unknown })
  await found.forget!()
  expect(await read(jar)).toBeNull()
  const again = await visit(store, {}, { before: jar })
  expect(again.id).not.toBe(id)
})

test('a session without a maximum age went with the browser', async () => {
  const store = newStore()
  const { jar } = await visit(store, { user: 'ann' })
  expect(await fromExpressSession({ store, secrets }).read(jar)).toMatchObject({ permanent: false })
})

test('reads cookies under another name, with path and domain for their deletion', async () => {
  const store = newStore()
  const { jar } = await visit(store, { user: 'ann' }, { name: 'sid' })
  const reader = fromExpressSession({ store, secrets, name: 'sid', path: '/app', domain: 'example.com' })
  expect(await reader.read(jar)).toMatchObject({ data: { user: 'ann' } })
  expect(reader).toMatchObject({ names: ['sid'], path: '/app', domain: 'example.com' })
  expect(fromExpressSession({ store, secrets })).toMatchObject({ names: ['connect.sid'], path: '/' })
})

test('accepts a cookie signed with any of the secrets, and asks the store for no other', async () => {
  const store = newStore()
  const { jar } = await visit(store, { user: 'ann' }, { secret: 'old-secret' })
  expect(await fromExpressSession({ store, secrets }).read(jar)).toMatchObject({ data: { user: 'ann' } })
  const get = vi.spyOn(store, 'get')
  expect(await fromExpressSession({ store, secrets: ['new-secret'] }).read(jar)).toBeNull()
  expect(get).not.toHaveBeenCalled()
})

test('ids with dots, slashes and other scripts are read', async () => {
  const store = newStore()
  const genid = () => 'ann/日本.1+=%.2'
  const { jar, id } = await visit(store, { user: 'ann' }, { genid })
  expect(id).toBe(genid())
  const { read } = fromExpressSession({ store, secrets })
  expect(await read(jar)).toMatchObject({ data: { user: 'ann' } })
  const otherSpelling = jar['connect.sid']!.replace('%2F', '%2f')
  expect(otherSpelling).not.toBe(jar['connect.sid'])
  expect(await read({ 'connect.sid': otherSpelling })).toBeNull()
})

test('refuses a record whose time is over, to the second', async () => {
  const now = unixNow()
  const expires = new Date((now + HOUR) * 1000)
  for (const when of [expires, expires.toISOString(), expires.getTime()]) {
    const store = holding(record({ expires: when, originalMaxAge: HOUR * 1000 }))
    const readAt = (second: number) => fromExpressSession({ store, secrets, now: () => second }).read(validJar)
    expect(await readAt(now + HOUR - 1)).toMatchObject({ data: { user: 'ann' }, permanent: true })
    expect(await readAt(now + HOUR)).toBeNull()
  }
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'ann'],
  ['a record without cookie, which express-session cannot open', { user: 'ann' }],
  ['a record whose cookie is null', record(null)],
  ['an expiry that is no date', record({ expires: 'tomorrow' })]
])('refuses %s in the store', async (_what, stored) => {
  expect(await fromExpressSession({ store: holding(stored), secrets }).read(validJar)).toBeNull()
})

test.each([{ expires: null, originalMaxAge: null }, { expires: false }, {}])(
  '%j went with the browser',
  async (cookie) => {
    const { read } = fromExpressSession({ store: holding(record(cookie)), secrets })
    expect(await read(validJar)).toMatchObject({ permanent: false })
  }
)

test.each([
  { expires: '9999-12-31', originalMaxAge: null },
  { expires: null, originalMaxAge: 5000 }
])('%j outlived the browser', async (cookie) => {
  const { read } = fromExpressSession({ store: holding(record(cookie)), secrets })
  expect(await read(validJar)).toMatchObject({ permanent: true })
})

test('a name that every object has is no cookie', () => {
  expect(fromExpressSession({ store: newStore(), secrets, name: 'constructor' }).read({})).toBeNull()
})

test('fields of express-session and its stores are not data, nor names that every object has', async () => {
  const stored = JSON.parse(
    '{"cookie":{},"__lastAccess":1,"id":"x","save":1,"__proto__":{"admin":true},"in":{"__proto__":{"admin":true}}}'
  ) as object
  const { data } = (await fromExpressSession({ store: holding(stored), secrets }).read(validJar))!
  expect(Object.keys(data)).toEqual(['in'])
  expect([data, data.in].map((value) => (value as Record<string, unknown>).admin)).toEqual([undefined, undefined])
})

test('data is a copy of what a store holds, as JSON has it', async () => {
  const stored = record({}, { since: new Date(0), cart: { items: ['tea'] }, gone: undefined })
  const { data } = (await fromExpressSession({ store: holding(stored), secrets }).read(validJar))!
  expect(data).toStrictEqual({ since: '1970-01-01T00:00:00.000Z', cart: { items: ['tea'] } })
  expect(data.cart).not.toBe((stored as object as typeof data).cart)
})

test.each([
  ['none', {}],
  ['an unsigned one', { 'connect.sid': 'abc' }],
  ['an unsigned one with the mark of a signature', { 'connect.sid': 's%3Aabc' }],
  [
    'one without encoding, as express-session never writes it',
    { 'connect.sid': decodeURIComponent(validJar['connect.sid']!) }
  ],
  ['one that cannot be decoded', { 'connect.sid': 's%3Aabc.%E0%A4%A' }],
  ['one without id', { 'connect.sid': encodeURIComponent(`s:.${signatureOfNothing}`) }]
])('a cookie is refused without asking the store: %s', (_what, jar) => {
  const store = { get: vi.fn<() => void>(), destroy: vi.fn<() => void>() }
  expect(fromExpressSession({ store, secrets }).read(jar)).toBeNull()
  expect(store.get).not.toHaveBeenCalled()
})

test('any one-character change of a valid cookie is refused', () => {
  const store = { get: vi.fn<() => void>(), destroy: vi.fn<() => void>() }
  const { read } = fromExpressSession({ store, secrets })
  const value = validJar['connect.sid']!
  fc.assert(
    fc.property(
      fc.nat(value.length - 1),
      fc.constantFrom('change', 'insert', 'delete'),
      fc.oneof(letter, fc.constantFrom(...'%+/=.abcdefABCDEF0123')),
      (at, kind, other) => {
        const rest = value.slice(kind === 'insert' ? at : at + 1)
        const changed = value.slice(0, at) + (kind === 'delete' ? '' : other) + rest
        fc.pre(changed !== value)
        expect(read({ 'connect.sid': changed })).toBeNull()
      }
    ),
    { numRuns: 2_000 }
  )
  expect(store.get).not.toHaveBeenCalled()
})

test('no cookie text throws or reaches the store', () => {
  const store = { get: vi.fn<() => void>(), destroy: vi.fn<() => void>() }
  const { read } = fromExpressSession({ store, secrets })
  fc.assert(
    fc.property(fc.string({ unit: letter }), fc.constantFrom('', 's%3A', 's:'), (text, mark) => {
      expect(read({ 'connect.sid': mark + text })).toBeNull()
      expect(read({ 'connect.sid': mark + encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')) })).toBeNull()
    })
  )
  expect(store.get).not.toHaveBeenCalled()
})

test('a store that reports a missing record as an error has none', async () => {
  const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })
  const store = { ...holding(null), get: (_id: string, done: (error: unknown) => void) => done(missing) }
  expect(await fromExpressSession({ store, secrets }).read(validJar)).toBeNull()
})

test.each([
  ['reports an error', (_id: string, done: (error: unknown) => void) => done(new Error('ECONNREFUSED'))],
  ['reports text', (_id: string, done: (error: unknown) => void) => done('ECONNREFUSED')],
  [
    'throws',
    () => {
      throw new Error('ECONNREFUSED')
    }
  ]
])('rejects when the store %s', async (_how, fails) => {
  const reading = fromExpressSession({ store: { get: fails, destroy: fails }, secrets }).read(validJar)
  await expect(reading).rejects.toThrow(down)
  await expect(reading).rejects.not.toThrow('ECONNREFUSED')
  const found = await fromExpressSession({ store: { ...holding(record({})), destroy: fails }, secrets }).read(validJar)
  await expect((found as ForeignSession).forget!()).rejects.toThrow(down)
})

test('a method of the store is called as one', async () => {
  class Store extends EventEmitter {
    readonly #records = new Map<string, unknown>()
    get(_id: string, done: (error: unknown, stored: unknown) => void) {
      done(null, this.#records.get('any') ?? record({}))
    }
    destroy(_id: string, done: () => void) {
      this.#records.set('any', record(null))
      done()
    }
  }
  const { read } = fromExpressSession({ store: new Store(), secrets })
  await (await read(validJar))!.forget!()
  expect(await read(validJar)).toBeNull()
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no secrets', { store: newStore() }],
  ['no secret in the list', { store: newStore(), secrets: [] }],
  ['text in place of a list', { store: newStore(), secrets: 'do-not-quote-me' }],
  ['an empty secret', { store: newStore(), secrets: ['do-not-quote-me', ''] }],
  ['no store', { secrets }],
  ['a store without methods', { store: {}, secrets }],
  ['a store that cannot forget', { store: { get: () => undefined }, secrets }],
  ['a clock that is none', { store: newStore(), secrets, now: 5 }],
  ['a name that no cookie can have', { store: newStore(), secrets, name: 'do;not=quote' }],
  ['an option of express-session that has another name here', { store: newStore(), secrets, secret: 'do-not-quote-me' }]
])('refuses %s at the start, and quotes no value', (_what, options) => {
  const make = () => fromExpressSession(options as Parameters<typeof fromExpressSession>[0])
  expect(make).toThrow(invalid)
  expect(make).not.toThrow(/do.not.quote/)
})
