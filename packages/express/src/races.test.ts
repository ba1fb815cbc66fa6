import { createRequire } from 'node:module'

import { createSessionCodec, tuple } from '@clearjar/session'
import express, { type Express, type Request, type RequestHandler } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import {
  createMemoryStore,
  saveSession,
  session,
  type SessionEvent,
  sessionOf,
  type SessionOptions,
  type SessionStore
} from './index.ts'
import { createSupersededCookies } from './lib/superseded-cookies.ts'
import { clock, type StoreKind, storeKinds } from './testing/store-kinds.ts'
import { createVisitor, listen, type Visit, type Visitor } from './testing/visit.ts'

const secrets = ['dev-secret-key']
const codec = createSessionCodec({ secrets })
const stores = storeKinds.filter(({ name }) => ['memory', 'embedded', 'redis'].includes(name))

interface Data {
  readonly [name: string]: unknown
  cart: { items: string[] }
  n: number
}

/** What JSON lacks. */
const TYPED = { at: new Date(0), bytes: new Uint8Array([0, 255]), pair: tuple(1, 2), big: 2n ** 70n }

/** Requests stop in their routes, their session read, until the test lets each of them go on. */
function createStage() {
  const waiting = new Map<string, { arrive: () => void; opened: Promise<void> }>()
  let count = 0
  return {
    async hold(req: Request): Promise<void> {
      const place = waiting.get(req.get('x-place') ?? '')
      place?.arrive()
      await place?.opened
    },
    /** Answers when the request is in its route; what it answers lets the request go, and waits for the response. */
    async enter(visitor: Visitor, url: string): Promise<() => Promise<Visit>> {
      const place = String((count += 1))
      let open = (): void => {}
      const opened = new Promise<void>((resolve) => (open = resolve))
      const arrived = new Promise<void>((resolve) => waiting.set(place, { arrive: resolve, opened }))
      const visit = visitor.get(url, { headers: { 'x-place': place } })
      await arrived
      return () => {
        open()
        return visit
      }
    }
  }
}

interface Served {
  readonly url: string
  readonly events: SessionEvent[]
  readonly enter: (visitor: Visitor, path: string) => Promise<() => Promise<Visit>>
  readonly recordOf: (visitor: Visitor) => Promise<string | null>
}

const act = (change: (data: Data & ReturnType<typeof sessionOf<Data>>, req: Request) => unknown): RequestHandler =>
  async function route(req, res) {
    await change(sessionOf<Data>(req) as Data & ReturnType<typeof sessionOf<Data>>, req)
    res.json({ ...req.session })
  }

/** Where every request reads its session, waits to be let go, and then does what its path says. */
async function serve(options: Partial<SessionOptions> = {}): Promise<Served> {
  const events: SessionEvent[] = []
  const stage = createStage()
  const store = options.mode === 'cookie' ? null : (options.store ?? createMemoryStore({ now: () => clock.time }))
  const kept = store === null ? {} : ({ mode: 'server', store } as const)
  const app = express()
  app.use(session({ secrets, ...kept, now: () => clock.time, onEvent: (event) => void events.push(event), ...options }))
  app.use(async (req, _res, next) => {
    expect(req.session).toBeDefined()
    await stage.hold(req)
    next()
  })
  addRoutes(app)
  const url = await listen(app)
  return {
    url,
    events,
    enter: (visitor, path) => stage.enter(visitor, url + path),
    recordOf: async (visitor) => (store === null ? null : store.read(`s:${idIn(visitor)}`))
  }
}

function addRoutes(app: Express): void {
  app.get(
    '/',
    act(() => {})
  )
  app.get(
    '/set',
    act((data, req) => Object.assign(data, req.query))
  )
  app.get(
    '/delete/:name',
    act((data, req) => Reflect.deleteProperty(data, String(req.params['name'])))
  )
  app.get(
    '/cart',
    act((data) => (data.cart = { items: [] }))
  )
  app.get(
    '/cart/:item',
    act((data, req) => data.cart.items.push(String(req.params['item'])))
  )
  app.get('/types', (req, res) => {
    Object.assign(req.session, TYPED)
    res.json('ok')
  })
  app.get(
    '/empty',
    act((data) => Object.keys(data).map((name) => Reflect.deleteProperty(data, name)))
  )
  app.get(
    '/destroy',
    act((data) => data.destroy())
  )
  app.get(
    '/touch',
    act((data) => data.touch())
  )
  app.get('/null', (req, res) => {
    req.session = null
    res.json({})
  })
  app.get('/regenerate', async (req, res) => {
    await req.session.regenerate()
    res.json(Object.assign(req.session, req.query))
  })
}

function idIn(visitor: Visitor): string {
  const verification = codec.verify(visitor.jar.get('session') ?? '')
  return ((verification.ok ? verification.data : {})['_jar'] as { id: string }).id
}

async function openStore({ open }: StoreKind): Promise<SessionStore> {
  const { store, close } = await open()
  onTestFinished(async () => void (await close()))
  return store
}

const conflicts = (events: readonly SessionEvent[]) => events.filter(({ type }) => type === 'conflict')

test.for(stores)('$name: changes of different names at the same time both survive', async (kind, { skip }) => {
  skip(kind.skipped !== '', kind.skipped)
  const store = await openStore(kind)
  const { url, enter, events } = await serve({ store })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  const one = await enter(ann, '/set?a=1')
  const other = await enter(ann, '/set?b=2')
  await one()
  await other()
  expect((await ann.get(url)).text).toBe('{"a":"1","b":"2","user":"ann"}')
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
  const entered = await Promise.all(names.map((name) => enter(ann, `/set?${name}=1`)))
  await Promise.all(entered.map((leave) => leave()))
  const kept = JSON.parse((await ann.get(url)).text) as object
  expect(Object.keys(kept)).toEqual(expect.arrayContaining(['a', 'b', 'user', ...names]))
  expect(conflicts(events)).toEqual([])
})

test.for(stores)('$name: of changes of one name the later wins, and an event names it', async (kind, { skip }) => {
  skip(kind.skipped !== '', kind.skipped)
  const store = await openStore(kind)
  const { url, enter, events } = await serve({ store })
  const ann = createVisitor()
  await ann.get(`${url}/set?who=ann`)
  const one = await enter(ann, '/set?who=bob-secret&x=1')
  const other = await enter(ann, '/set?who=eve-secret&y=1')
  await one()
  await other()
  expect((await ann.get(url)).text).toBe('{"who":"eve-secret","x":"1","y":"1"}')
  expect(conflicts(events)).toEqual([{ type: 'conflict', where: 'store', names: ['who'] }])
  expect(JSON.stringify(events)).not.toContain('secret')
})

test.for(stores)('$name: a session that is ended while another request writes stays ended', async (kind, { skip }) => {
  skip(kind.skipped !== '', kind.skipped)
  const store = await openStore(kind)
  const { url, enter, events, recordOf } = await serve({ store })
  for (const end of ['/destroy', '/null', '/empty', '/regenerate']) {
    const ann = createVisitor()
    await ann.get(`${url}/set?user=ann`)
    const before = ann.copy()
    const writer = await enter(ann, '/set?a=secret')
    const ender = await enter(ann, end)
    await ender()
    expect(ann.jar.has('session')).toBe(false)
    const late = await writer()
    expect([late.status, late.lines]).toEqual([200, []])
    expect(await recordOf(before)).toBeNull()
    expect(events.splice(0).at(-1)).toEqual({ type: 'conflict', where: 'ended', names: ['a'] })
  }
})

test('a deep change survives beside a change of another name', async () => {
  const { url, enter } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/cart`)
  const one = await enter(ann, '/cart/fig')
  const other = await enter(ann, '/set?a=1')
  await one()
  await other()
  expect((await ann.get(url)).text).toBe('{"a":"1","cart":{"items":["fig"]}}')
})

test('two deep changes under one name are a conflict: the later one has the whole name', async () => {
  const { url, enter, events } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/cart`)
  const one = await enter(ann, '/cart/fig')
  const other = await enter(ann, '/cart/pear')
  await one()
  await other()
  expect((await ann.get(url)).text).toBe('{"cart":{"items":["pear"]}}')
  expect(conflicts(events)).toEqual([{ type: 'conflict', where: 'store', names: ['cart'] }])
})

test.each([
  ['/delete/a', '/set?b=1', '{"b":"1","user":"ann"}', []],
  ['/set?b=1', '/delete/a', '{"b":"1","user":"ann"}', []],
  ['/delete/a', '/set?a=1', '{"a":"1","user":"ann"}', ['a']],
  ['/set?a=1', '/delete/a', '{"user":"ann"}', ['a']],
  ['/delete/a', '/delete/a', '{"user":"ann"}', []],
  ['/delete/a', '/delete/user', '{}', []],
  ['/set?a=1', '/set?a=1', '{"a":"1","user":"ann"}', []],
  ['/set?a=1', '/', '{"a":"1","user":"ann"}', []],
  ['/set?a=1', '/touch', '{"a":"1","user":"ann"}', []]
])('%s and then %s, at the same time, make %s', async (first, second, kept, names) => {
  const { url, enter, events } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann&a=0`)
  const one = await enter(ann, first)
  const other = await enter(ann, second)
  await one()
  await other()
  expect((await ann.get(url)).text).toBe(kept)
  expect(conflicts(events).flatMap((event) => ('names' in event ? event.names : []))).toEqual(names)
})

test('a session that one request empties and another fills is kept, and so is its cookie', async () => {
  const { url, enter, events, recordOf } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?flash=1`)
  const emptier = await enter(ann, '/empty')
  const filler = await enter(ann, '/set?user=ann')
  await filler()
  const { lines } = await emptier()
  expect(lines).toEqual([])
  expect(await recordOf(ann)).toBe('{"user":"ann"}')
  expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  expect(conflicts(events)).toEqual([])
})

test.each(['/set?a=1', '/empty', '/touch', '/'])(
  'a login with regenerate is not undone by %s, which comes late with the old id',
  async (path) => {
    const { url, enter } = await serve({ idle: 100, slideAfter: 0 })
    const ann = createVisitor()
    await ann.get(`${url}/set?cart=1`)
    const old = idIn(ann)
    const late = await enter(ann, path)
    const login = await enter(ann, '/regenerate?user=ann')
    await login()
    expect((await late()).lines).toEqual([])
    expect((await ann.get(url)).text).toBe('{"user":"ann"}')
    expect(idIn(ann)).not.toBe(old)
  }
)

test('two logins at once leave the browser with a session that works, and none with the old id', async () => {
  const { url, enter, recordOf } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?cart=1`)
  const before = ann.copy()
  const entered = [await enter(ann, '/regenerate?user=ann'), await enter(ann, '/regenerate?user=ann')]
  await Promise.all(entered.map((leave) => leave()))
  expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  expect(await recordOf(before)).toBeNull()
})

test('what another request wrote between two saves of a route survives both', async () => {
  const store = createMemoryStore()
  const stage = createStage()
  const app = express()
  app.use(session({ secrets, mode: 'server', store }))
  app.get(
    '/twice',
    act(async (data, req) => {
      data.n = 1
      await stage.hold(req)
      await saveSession(req)
      data.n = 2
      await data.save()
      Object.assign(data, { last: true })
    })
  )
  addRoutes(app)
  const url = await listen(app)
  const ann = createVisitor()
  await ann.get(`${url}/set?a=0&b=0`)
  const twice = await stage.enter(ann, `${url}/twice`)
  await ann.get(`${url}/set?a=1`)
  await ann.get(`${url}/delete/b`)
  await twice()
  expect((await ann.get(url)).text).toBe('{"a":"1","last":true,"n":2}')
})

test('typed values survive a merge, whichever request has them', async () => {
  for (const [first, second] of [
    ['/types', '/set?a=1'],
    ['/set?a=1', '/types']
  ] as const) {
    const { url, enter, recordOf } = await serve()
    const ann = createVisitor()
    await ann.get(`${url}/set?user=ann`)
    const one = await enter(ann, first)
    const other = await enter(ann, second)
    await one()
    await other()
    expect(codec.parse((await recordOf(ann)) ?? '')).toEqual({ user: 'ann', a: '1', ...TYPED })
  }
})

const pairs = Number(process.env['CLEARJAR_PAIRS'] ?? 300)
const timeout = 20_000 + pairs * 30

/** Pairs of requests, each to be in its route before either goes on; half of what they change is lost if one wins whole. */
async function countLost(url: string, enter: Served['enter'], alsoEnter: Served['enter']): Promise<number> {
  let started = 0
  let lost = 0
  const work = async (): Promise<void> => {
    const visitor = createVisitor()
    await visitor.get(`${url}/set?user=ann`)
    while (started < pairs) {
      const pair = (started += 1)
      const entered = await Promise.all([enter(visitor, `/set?a=${pair}`), alsoEnter(visitor, `/set?b=${pair}`)])
      await Promise.all(entered.map((leave) => leave()))
      const kept = JSON.parse((await visitor.get(url)).text) as { a?: string; b?: string }
      if (kept.a !== String(pair) || kept.b !== String(pair)) lost += 1
    }
  }
  await Promise.all(Array.from({ length: 20 }, work))
  return lost
}

test.for(stores)(
  `$name: of ${pairs} racing pairs on two servers none loses an update`,
  { timeout },
  async (kind, { skip }) => {
    skip(kind.skipped !== '', kind.skipped)
    const store = await openStore(kind)
    const [one, other] = [await serve({ store }), await serve({ store })]
    expect(await countLost(one.url, one.enter, other.enter)).toBe(0)
  }
)

test(`express-session loses an update of each of ${pairs} racing pairs`, { timeout }, async () => {
  const expressSession = createRequire(import.meta.url)('express-session') as (options: object) => RequestHandler
  const stage = createStage()
  const app = express()
  app.use(expressSession({ secret: secrets[0], resave: false, saveUninitialized: false }))
  app.use(async (req, _res, next) => {
    await stage.hold(req)
    next()
  })
  app.get('/', (req, res) => res.json({ ...req.session }))
  app.get('/set', (req, res) => res.json(Object.assign(req.session, req.query)))
  const url = await listen(app)
  const enter: Served['enter'] = (visitor, path) => stage.enter(visitor, url + path)
  expect(await countLost(url, enter, enter)).toBe(pairs)
})

test('in a cookie the later response wins whole, and an event says what it changed', async () => {
  const { url, enter, events } = await serve({ mode: 'cookie' })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  const one = await enter(ann, '/set?a=secret')
  const other = await enter(ann, '/set?b=secret')
  await one()
  await other()
  expect((await ann.get(url)).text).toBe('{"b":"secret","user":"ann"}')
  expect(conflicts(events)).toEqual([{ type: 'conflict', where: 'cookie', names: ['b'] }])
  await ann.get(`${url}/set?c=1`)
  expect(conflicts(events)).toHaveLength(1)
})

test('in a cookie a conflict between two servers is not seen by either', async () => {
  const [one, other] = [await serve({ mode: 'cookie' }), await serve({ mode: 'cookie' })]
  const ann = createVisitor()
  await ann.get(`${one.url}/set?user=ann`)
  const entered = [await one.enter(ann, '/set?a=1'), await other.enter(ann, '/set?b=1')]
  for (const leave of entered) await leave()
  expect((await ann.get(one.url)).text).toBe('{"b":"1","user":"ann"}')
  expect(conflicts([...one.events, ...other.events])).toEqual([])
})

test.each<[string, string, Partial<SessionOptions>]>([
  ['a slide', '/', { idle: 100, slideAfter: 0 }],
  ['a touch', '/touch', {}],
  ['a rotation', '/', { secrets: ['new', ...secrets] }],
  ['a cookie that gets an id', '/', { revocation: true, store: createMemoryStore() }]
])('%s does not overwrite a newer cookie', async (_what, path, options) => {
  const { url, enter, events } = await serve({ mode: 'cookie', ...options })
  const ann = createVisitor([['session', codec.sign({ user: 'ann' }, { now: clock.time })]])
  const writer = await enter(ann, '/set?a=1')
  const other = await enter(ann, path)
  await writer()
  expect((await other()).lines).toEqual([])
  expect((await ann.get(url)).text).toBe('{"a":"1","user":"ann"}')
  expect(conflicts(events)).toEqual([])
})

test('in a cookie, an end that a write overtakes is undone, and the write is told of as a conflict', async () => {
  const { url, enter, events } = await serve({ mode: 'cookie' })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  const writer = await enter(ann, '/set?a=1')
  const ender = await enter(ann, '/null')
  await ender()
  await writer()
  expect((await ann.get(url)).text).toBe('{"a":"1","user":"ann"}')
  expect(conflicts(events)).toEqual([{ type: 'conflict', where: 'cookie', names: ['a'] }])
})

test.each(['/null', '/destroy', '/empty', '/regenerate?user=ann'])(
  'in a cookie with revocation, %s is not undone by a write on another server',
  async (end) => {
    const options = { mode: 'cookie', revocation: true, store: createMemoryStore({ now: () => clock.time }) } as const
    const [one, other] = [await serve(options), await serve(options)]
    const ann = createVisitor()
    await ann.get(`${one.url}/set?user=ann`)
    const writer = await one.enter(ann, '/set?a=1')
    const ender = await other.enter(ann, end)
    await ender()
    const kept = ann.jar.get('session')
    expect((await writer()).lines).toEqual([])
    expect(ann.jar.get('session')).toBe(kept)
    expect(conflicts(one.events)).toEqual([{ type: 'conflict', where: 'ended', names: ['a'] }])
  }
)

test('of the cookies that were replaced, the oldest are forgotten first', () => {
  const superseded = createSupersededCookies()
  for (let index = 0; index <= 5_000; index += 1) superseded.add(String(index))
  expect([superseded.has('0'), superseded.has('2500'), superseded.has('5000')]).toEqual([false, true, true])
})
