import { createRequire } from 'node:module'

import { decodeUnverified } from '@clearjar/session/decode'
import express, { type Request, type RequestHandler } from 'express'
import { afterEach, expect, test, vi } from 'vitest'

import { createMemoryStore, fromCookieSession, fromExpressSession, sessionOf, type SessionOptions } from './index.ts'
import { serveSession } from './testing/serve-session.ts'
import { createVisitor, listen, type Visitor } from './testing/visit.ts'

const require = createRequire(import.meta.url)
const cookieSession = require('cookie-session') as (options: object) => RequestHandler
const expressSession = require('express-session') as ((options: object) => RequestHandler) & {
  MemoryStore: new () => {
    get(id: string, done: (error: unknown, record?: unknown) => void): void
    destroy(id: string, done: (error?: unknown) => void): void
  }
}

afterEach(() => vi.useRealTimers())

/** What a visitor of the old application has in the jar. */
async function visitBefore(middleware: RequestHandler): Promise<Visitor> {
  const app = express().use(middleware)
  app.get('/', (req, res) => res.json(Object.assign(req.session, { user: 'ann', cart: { items: ['fig'] } })))
  const visitor = createVisitor()
  await visitor.get(await listen(app))
  return visitor
}

const DATA = { user: 'ann', cart: { items: ['fig'] } }

const kinds: [string, Partial<SessionOptions>][] = [
  ['a cookie', {}],
  ['a split cookie', { visibility: 'split' }],
  ['a store', { mode: 'server', store: createMemoryStore() }],
  ['a cookie that can be revoked', { revocation: true, store: createMemoryStore() }]
]

test.each(kinds)('a session of cookie-session goes on in %s, and its cookies go', async (_kind, options) => {
  const visitor = await visitBefore(cookieSession({ name: 'express:sess', keys: ['key'] }))
  const { url, events } = await serveSession({
    ...options,
    accept: [fromCookieSession({ name: 'express:sess', keys: ['key'] })]
  })
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toEqual(DATA)
  expect([...visitor.jar.keys()]).toEqual(options.visibility === 'split' ? ['session', 'session.sig'] : ['session'])
  expect(events).toMatchObject([{ type: 'signed', why: 'imported' }])
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toEqual(DATA)
  expect(events).toHaveLength(1)
})

test.each(kinds)('a session of cookie-session under the same name goes on in %s', async (_kind, options) => {
  const visitor = await visitBefore(cookieSession({ name: 'session', keys: ['key'] }))
  const { url } = await serveSession({ ...options, accept: [fromCookieSession({ keys: ['key'] })] })
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toEqual(DATA)
  expect(visitor.jar.has('session.sig')).toBe(options.visibility === 'split')
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toEqual(DATA)
})

test.each(kinds)('a session of express-session goes on in %s, and soon ends where it was', async (_kind, options) => {
  const store = new expressSession.MemoryStore()
  const destroy = vi.spyOn(store, 'destroy')
  const visitor = await visitBefore(
    expressSession({ store, secret: 'secret', resave: false, saveUninitialized: false, cookie: { maxAge: 60_000 } })
  )
  const late = visitor.copy()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { url, middleware } = await serveSession({
    ...options,
    accept: [fromExpressSession({ store, secrets: ['secret'] })]
  })
  const { text, lines } = await visitor.get(`${url}/get`)
  expect(JSON.parse(text)).toEqual({ ...DATA, _permanent: true })
  expect(lines.filter((line) => line.startsWith('session=')).join()).toContain('Expires=')
  expect(visitor.jar.has('connect.sid')).toBe(false)
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toMatchObject(DATA)
  // A request that was under way with the old cookie finds the session, too.
  expect(JSON.parse((await late.copy().get(`${url}/get`)).text)).toMatchObject(DATA)
  expect(destroy).not.toHaveBeenCalled()
  await middleware.close()
  expect(destroy).toHaveBeenCalled()
  expect((await late.get(`${url}/get`)).text).toBe('{}')
})

test('a request that leaves the session alone moves nothing', async () => {
  const visitor = await visitBefore(cookieSession({ keys: ['key'] }))
  const { url } = await serveSession({ accept: [fromCookieSession({ keys: ['key'] })] })
  expect((await visitor.get(`${url}/leave`)).lines).toEqual([])
})

test('a forged cookie of the other library is nobody', async () => {
  const visitor = await visitBefore(cookieSession({ keys: ['other key'] }))
  const { url } = await serveSession({ accept: [fromCookieSession({ keys: ['key'] })] })
  expect((await visitor.get(`${url}/get`)).text).toBe('{}')
})

test('our own cookie wins over one that is to be moved', async () => {
  const visitor = await visitBefore(cookieSession({ name: 'express:sess', keys: ['key'] }))
  const { url } = await serveSession({ accept: [fromCookieSession({ name: 'express:sess', keys: ['key'] })] })
  const old = [...visitor.jar]
  await visitor.get(`${url}/set?user=bob`)
  for (const [name, value] of old) visitor.jar.set(name, value)
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toMatchObject({ user: 'bob' })
})

test('data of another library cannot pass for what only we may say', async () => {
  const read = () => ({ data: { user: 'ann', _jar: { id: 'A'.repeat(22), gen: 9 } } })
  const store = createMemoryStore()
  const { url } = await serveSession({ revocation: true, store, accept: [{ names: ['old'], read }] })
  const visitor = createVisitor([['old', 'any']])
  await visitor.get(`${url}/get`)
  expect(decodeUnverified(visitor.jar.get('session')!).payload).toMatchObject({
    data: { user: 'ann', _jar: { id: expect.not.stringMatching(/^A+$/) as unknown } }
  })
})

test('a store of the other library that does not answer is an error, and the cookie stays', async () => {
  const read = () => new Promise<never>(() => undefined)
  const { url } = await serveSession({ storeTimeout: 5, accept: [{ names: ['old'], read }] })
  const visitor = createVisitor([['old', 'any']])
  expect(await visitor.get(`${url}/get`)).toMatchObject({
    status: 503,
    text: '{"code":"store-unavailable"}',
    lines: []
  })
})

/** A session of another library, in a store that has it until it is forgotten. */
function oldSession() {
  let isThere = true
  const forget = async () => void (isThere = false)
  return { names: ['old'], read: () => (isThere ? { data: { user: 'ann' }, forget } : null) }
}

const firstActs = {
  empty: (req: Request) => Reflect.deleteProperty(req.session, 'user'),
  null: (req: Request) => (req.session = null),
  destroy: (req: Request) => req.session.destroy(),
  regenerate: (req: Request) => req.session.regenerate(),
  replace: (req: Request) => (req.session = { user: 'bob' }),
  saved: (req: Request) => req.session.save().then(() => req.session.destroy())
}

test.each(kinds.flatMap(([kind, options]) => Object.keys(firstActs).map((act) => [act, kind, options] as const)))(
  'a session that came from elsewhere is over at once after %s in its first request, in %s',
  async (act, _kind, options) => {
    const { url } = await serveSession({ ...options, accept: [oldSession()] }, firstActs)
    const visitor = createVisitor([['old', 'any']])
    const copy = visitor.copy()
    await visitor.get(`${url}/act?name=${act}`)
    expect(visitor.jar.has('old')).toBe(false)
    expect((await visitor.get(`${url}/get`)).text).toBe(act === 'replace' ? '{"user":"bob"}' : '{}')
    expect((await copy.get(`${url}/get`)).text).toBe('{}')
  }
)

test('where the old store does not answer, to end a session that came from there is an error', async () => {
  const forget = () => new Promise<void>(() => undefined)
  const read = () => ({ data: { user: 'ann' }, forget })
  const { url } = await serveSession({ storeTimeout: 5, accept: [{ names: ['old'], read }] })
  const visitor = createVisitor([['old', 'any']])
  expect(await visitor.get(`${url}/end`)).toMatchObject({ status: 503, lines: [] })
})

test('a session that came from elsewhere can be reloaded before it is kept', async () => {
  const { url } = await serveSession(
    { accept: [oldSession()] },
    {
      reload: async (req) => {
        sessionOf<{ user: string }>(req).user = 'bob'
        await req.session.reload()
        return req.session
      }
    }
  )
  expect((await createVisitor([['old', 'any']]).get(`${url}/act?name=reload`)).text).toBe('{"user":"ann"}')
})

const subject = (data: Readonly<Record<string, unknown>>) => data['user'] as string | undefined

test('revokeAll holds for sessions that are still to come from elsewhere', async () => {
  const { url, middleware } = await serveSession({
    revocation: { subject },
    store: createMemoryStore(),
    accept: [oldSession()]
  })
  await middleware.revokeAll('ann')
  const received = await createVisitor([['old', 'any']]).get(`${url}/get`)
  expect(received).toMatchObject({ text: '{}', lines: [] })
})

const moves = [
  ['server', 'cookie'],
  ['cookie', 'server']
] as const

type Mode = 'cookie' | 'server'

/** Servers of the two modes over one store, and a visitor of the first. */
async function moveBetween(from: Mode, to: Mode, acts: Parameters<typeof serveSession>[1] = {}) {
  const shared = { store: createMemoryStore(), revocation: { subject } }
  const id = (req: Request) => req.session.id
  const before = await serveSession({ ...shared, mode: from }, { id })
  const after = await serveSession({ ...shared, mode: to, accept: [{ mode: from }] }, { id, ...acts })
  const visitor = createVisitor()
  const idAt = async (url: string) => JSON.parse((await visitor.get(`${url}/act?name=id`)).text) as string
  return { before, after, visitor, idAt }
}

test.each(moves)('from mode %s to %s a session stays the one that it is', async (from, to) => {
  const { before, after, visitor, idAt } = await moveBetween(from, to)
  await before.middleware.revokeAll('ann')
  await visitor.get(`${before.url}/set?user=ann`)
  const [late, id] = [visitor.copy(), await idAt(before.url)]
  expect(await idAt(after.url)).toBe(id)
  await visitor.get(`${after.url}/set?cart=1`)
  await late.get(`${after.url}/set?note=2`)
  expect(JSON.parse((await late.get(`${after.url}/get`)).text)).toMatchObject({ user: 'ann', note: '2' })
  expect(JSON.parse((await visitor.get(`${after.url}/get`)).text)).toMatchObject({ user: 'ann', cart: '1' })
})

test.each(moves)('from mode %s to %s a session ends with all that was made of its copies', async (from, to) => {
  const { before, after, visitor } = await moveBetween(from, to)
  await visitor.get(`${before.url}/set?user=ann`)
  const [copy, moved] = [visitor.copy(), visitor.copy()]
  await visitor.get(`${after.url}/get`)
  await moved.get(`${after.url}/get`)
  await visitor.get(`${after.url}/end`)
  expect((await copy.get(`${after.url}/get`)).text).toBe('{}')
  expect((await moved.get(`${after.url}/get`)).text).toBe('{}')
})

test.each(moves)('from mode %s to %s nothing moves that is revoked meanwhile', async (from, to) => {
  for (const end of ['revoke', 'revokeAll'] as const) {
    const slow = async (req: Request) => {
      sessionOf<{ user: string }>(req).user = 'ann'
      await (end === 'revoke' ? after.middleware.revoke(id) : after.middleware.revokeAll('ann'))
    }
    const { before, after, visitor, idAt } = await moveBetween(from, to, { slow })
    await visitor.get(`${before.url}/set?user=ann`)
    const id = await idAt(before.url)
    expect((await visitor.get(`${after.url}/act?name=slow`)).lines).toEqual([])
    expect((await visitor.get(`${after.url}/get`)).text).toBe('{}')
  }
})
