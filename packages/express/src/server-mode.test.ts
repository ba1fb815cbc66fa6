import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSessionCodec, defineSessionType } from '@clearjar/session'
import express, { type NextFunction, type Request, type Response } from 'express'
import { expect, onTestFinished, test, vi } from 'vitest'

import {
  createEmbeddedStore,
  createMemoryStore,
  inspectSession,
  session,
  type SessionEvent,
  sessionOf,
  type SessionOptions,
  type SessionStore
} from './index.ts'
import { serveSession } from './testing/serve-session.ts'
import { createVisitor, listen, type Visitor } from './testing/visit.ts'

const secrets = ['dev-secret-key']
const START = 1_800_000_000
const UNAVAILABLE = '{"code":"store-unavailable"}'

interface Served {
  readonly url: string
  readonly store: SessionStore
  readonly clock: { time: number }
  readonly events: SessionEvent[]
  readonly close: () => Promise<void>
}

/** `/set?name=value` changes the session, `/` shows it; the rest is what the names say. */
async function serve(
  options: Partial<SessionOptions> = {},
  clock = { time: START },
  store: SessionStore = createMemoryStore({ now: () => clock.time })
): Promise<Served> {
  const events: SessionEvent[] = []
  const kept = { mode: 'server', store } as const
  const sessions = session({
    secrets,
    ...kept,
    now: () => clock.time,
    onEvent: (event) => events.push(event),
    ...options
  })
  const app = express()
  app.use(sessions)
  app.get('/', (req, res) => res.json({ ...req.session }))
  app.get('/set', (req, res) => res.json(Object.assign(req.session, req.query)))
  app.get('/id', (req, res) => res.json(req.session.id))
  app.get('/received', (req, res) => res.json(inspectSession(req).received))
  app.get('/touch', (req, res) => req.session.touch().then(() => res.json('touched')))
  app.get('/regenerate', async (req, res) => {
    await req.session.regenerate()
    res.json(Object.assign(req.session, req.query))
  })
  app.get('/destroy', (req, res) => req.session.destroy().then(() => res.json('gone')))
  app.get('/null', (req, res) => {
    req.session = null
    res.json('gone')
  })
  app.get('/empty', (req, res) => {
    for (const name of Object.keys(req.session)) Reflect.deleteProperty(req.session, name)
    res.json('gone')
  })
  app.get('/replace', (req, res) => {
    req.session = { ...req.query }
    res.json('replaced')
  })
  app.get('/unasked', (_req, res) => res.json('ok'))
  app.use((error: Error & { status?: number; code?: string }, req: Request, res: Response, _next: NextFunction) => {
    res.status(error.status ?? 500).json({ code: error.code, session: req.session === undefined ? undefined : 'there' })
  })
  return { url: await listen(app), store, clock, events, close: sessions.close }
}

const codec = createSessionCodec({ secrets })
const cookieOf = ({ jar }: Visitor) => jar.get('session') ?? ''
const signedAtOf = (visitor: Visitor) => {
  const verification = codec.verify(cookieOf(visitor))
  return verification.ok ? verification.signedAt : verification.reason
}

function idIn(visitor: Visitor): string {
  const verification = codec.verify(cookieOf(visitor))
  const { id } = (verification.ok ? verification.data : {})['_jar'] as { id: string }
  return id
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clearjar-server-mode-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A store that can be switched off, and that notes how long it was to keep what. */
function createSwitch(store: SessionStore) {
  const state = { isDown: false, ttls: [] as number[] }
  const orFail = async <Answer>(ask: () => Promise<Answer>) => {
    if (state.isDown) throw new Error('connection refused')
    return ask()
  }
  const switched: SessionStore = {
    read: (key) => orFail(() => store.read(key)),
    swap(key, before, after, ttl) {
      state.ttls.push(ttl)
      return orFail(() => store.swap(key, before, after, ttl))
    }
  }
  return { state, store: switched }
}

test('the cookie has a signed id and nothing else, and the data is in the store', async () => {
  const { url, store } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  expect(codec.verify(cookieOf(ann))).toMatchObject({ ok: true, data: { _jar: { id: idIn(ann) } } })
  expect(codec.verify(cookieOf(ann))).toHaveProperty('json', `{"_jar":{"id":"${idIn(ann)}"}}`)
  expect(await store.read(`s:${idIn(ann)}`)).toBe('{"user":"ann"}')
  expect(await ann.get(url)).toMatchObject({ text: '{"user":"ann"}', lines: [] })
  expect((await ann.get(`${url}/id`)).text).toBe(JSON.stringify(idIn(ann)))
})

test('an id that nobody signed opens no session, whoever it belongs to', async () => {
  const { url, store } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  const eve = createVisitor()
  await eve.get(`${url}/set?user=eve`)
  const [body, time, signature] = cookieOf(ann).split('.') as [string, string, string]
  const [, eveTime, eveSignature] = cookieOf(eve).split('.') as [string, string, string]
  const forged = [
    idIn(ann),
    `s:${idIn(ann)}`,
    body,
    `${body}.${time}`,
    `${body}.${time}.`,
    `${body}.${eveTime}.${eveSignature}`,
    `${body}.${time}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'E' : 'A'}`,
    `${Buffer.from(`{"_jar":{"id":"${idIn(ann)}"},"user":"eve"}`).toString('base64url')}.${time}.${signature}`,
    createSessionCodec({ secrets: ['guess'] }).sign({ _jar: { id: idIn(ann) } }, { now: START }),
    createSessionCodec({ secrets, salt: 'other' }).sign({ _jar: { id: idIn(ann) } }, { now: START })
  ]
  for (const cookie of forged) {
    const visitor = createVisitor([['session', cookie]])
    expect(await visitor.get(url), cookie).toMatchObject({ text: '{}', lines: [] })
    expect((await visitor.get(`${url}/received`)).text).toMatch(/signature-mismatch|malformed/)
    await visitor.get(`${url}/set?user=eve`)
    expect(idIn(visitor)).not.toBe(idIn(ann))
  }
  expect(await store.read(`s:${idIn(ann)}`)).toBe('{"user":"ann"}')
})

test('an id that was signed but has no record, or is none, is refused as ended and never adopted', async () => {
  const { url, store } = await serve()
  const ids = ['A'.repeat(22), '', '../../../etc/passwd', 'x'.repeat(2000), 5, null, { id: 'A'.repeat(22) }]
  for (const id of ids) {
    const visitor = createVisitor([['session', codec.sign({ _jar: { id } }, { now: START })]])
    expect((await visitor.get(`${url}/received`)).text).toContain('"reason":"ended"')
    await visitor.get(`${url}/set?user=eve`)
    expect(idIn(visitor)).not.toBe(id)
  }
  expect(await store.read(`s:${'A'.repeat(22)}`)).toBeNull()
})

test('regenerate gives another id, and the old one is dead in the store', async () => {
  const { url, store } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?cart=1`)
  const copy = ann.copy()
  const old = idIn(ann)
  await ann.get(`${url}/regenerate?user=ann`)
  expect(idIn(ann)).not.toBe(old)
  expect(await store.read(`s:${old}`)).toBeNull()
  expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  expect((await copy.get(`${url}/received`)).text).toContain('"reason":"ended"')
})

test('to assign another session is to regenerate', async () => {
  const { url, store } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?cart=1`)
  const old = idIn(ann)
  await ann.get(`${url}/replace?user=ann`)
  expect([idIn(ann) === old, await store.read(`s:${old}`)]).toEqual([false, null])
})

test.each(['destroy', 'null', 'empty'])('%s deletes the record and the cookie', async (act) => {
  const { url, store, events } = await serve()
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann&cart=1`)
  const copy = ann.copy()
  const id = idIn(ann)
  await ann.get(`${url}/${act}`)
  expect(ann.jar.has('session')).toBe(false)
  expect(await store.read(`s:${id}`)).toBeNull()
  expect(events.at(-1)).toEqual({ type: 'deleted' })
  expect((await copy.get(`${url}/received`)).text).toContain('"reason":"ended"')
})

test('a record lives as long as the signature of the cookie that names it', async () => {
  const clock = { time: START }
  const { state, store } = createSwitch(createMemoryStore({ now: () => clock.time }))
  const { url } = await serve({ lifetime: 100, sliding: false, permanent: true, skew: 5 }, clock, store)
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  const copy = ann.copy()
  clock.time += 5
  await ann.get(`${url}/set?cart=1`)
  expect([signedAtOf(ann), state.ttls]).toEqual([START, [105, 100]])
  clock.time = START + 100
  expect((await copy.get(url)).text).toContain('"cart":"1","user":"ann"')
  clock.time = START + 107
  expect((await copy.get(`${url}/received`)).text).toContain('too-old')
  expect(await store.read(`s:${idIn(copy)}`)).toBeNull()
})

test('use prolongs cookie and record together, and only past the threshold', async () => {
  const { url, store, clock, events } = await serve({ idle: 100, slideAfter: 20 })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  clock.time = START + 19
  expect((await ann.get(url)).lines).toEqual([])
  clock.time = START + 20
  expect((await ann.get(`${url}/unasked`)).lines).toEqual([])
  expect((await ann.get(url)).lines).toHaveLength(1)
  expect(events.at(-1)).toMatchObject({ type: 'signed', why: 'slid' })
  clock.time = START + 120
  expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  clock.time = START + 222
  expect(await store.read(`s:${idIn(ann)}`)).toBeNull()
})

test('a change prolongs cookie and record past the threshold, where use alone does not', async () => {
  const { url, store, clock } = await serve({ lifetime: 100, slideAfter: 20 })
  const ann = createVisitor()
  await ann.get(`${url}/set?n=1`)
  clock.time = START + 19
  expect((await ann.get(`${url}/set?n=2`)).lines).toEqual([])
  clock.time = START + 20
  expect((await ann.get(url)).lines).toEqual([])
  await ann.get(`${url}/set?n=3`)
  expect(signedAtOf(ann)).toBe(START + 20)
  clock.time = START + 120
  expect([(await ann.get(url)).text, await store.read(`s:${idIn(ann)}`)]).toEqual(['{"n":"3"}', '{"n":"3"}'])
})

test.each([0, 200])('what is saved after the headers is kept, %i seconds after the cookie was signed', async (age) => {
  const clock = { time: START }
  const noted = createSwitch(createMemoryStore({ now: () => clock.time }))
  const app = express()
  app.use(session({ secrets, mode: 'server', store: noted.store, lifetime: 1_000, now: () => clock.time }))
  app.get('/', async (req, res) => {
    const data = sessionOf<{ n: number }>(req)
    if (req.query['touch']) await req.session.touch()
    if (req.query['early']) data.n = 1
    res.write('"')
    data.n = (data.n ?? 0) + 1
    res.end(await req.session.save().then(() => `${data.n}"`, String))
  })
  const url = await listen(app)
  const ann = createVisitor()
  expect((await ann.get(`${url}/?early=1`)).text).toBe('"2"')
  clock.time += age
  expect((await ann.get(url)).text).toBe('"3"')
  expect(noted.state.ttls.at(-1)).toBe(1_000 - age)
  // The browser has the new signature by then, and the record must not be over before it is.
  expect((await ann.get(`${url}/?touch=1`)).text).toBe('"4"')
  expect(noted.state.ttls.at(-1)).toBe(1_000)
})

test('touch prolongs cookie and record before the threshold', async () => {
  const { url, store, clock } = await serve({ idle: 100, slideAfter: 50 })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  clock.time += 10
  await ann.get(`${url}/touch`)
  clock.time = START + 110
  expect(signedAtOf(ann)).toBe(START + 10)
  expect(await store.read(`s:${idIn(ann)}`)).toBe('{"user":"ann"}')
})

test('a session that is used without end is over at its absolute age, and its record goes with it', async () => {
  const { url, store, clock } = await serve({ idle: 100, slideAfter: 0, absolute: 250 })
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  for (const age of [90, 180, 250]) {
    clock.time = START + age
    expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  }
  clock.time = START + 251
  expect((await ann.get(`${url}/received`)).text).toContain('"reason":"absolute-lifetime-over"')
  clock.time = START + 252
  expect(await store.read(`s:${idIn(ann)}`)).toBeNull()
})

test('sessions survive a restart of the server with the embedded store', async () => {
  const path = temporaryFolder()
  const ann = createVisitor()
  const before = createEmbeddedStore({ path })
  await ann.get(`${(await serve({}, { time: START }, before)).url}/set?user=ann`)
  await before.close?.()
  const after = createEmbeddedStore({ path })
  onTestFinished(() => after.close?.())
  expect((await ann.get((await serve({}, { time: START }, after)).url)).text).toBe('{"user":"ann"}')
})

test('servers that share a store share their sessions, and their ends', async () => {
  const path = temporaryFolder()
  const stores = [createEmbeddedStore({ path }), createEmbeddedStore({ path })] as const
  for (const store of stores) onTestFinished(() => store.close?.())
  const [one, other] = [await serve({}, undefined, stores[0]), await serve({}, undefined, stores[1])]
  const ann = createVisitor()
  await ann.get(`${one.url}/set?user=ann`)
  await ann.get(`${other.url}/set?cart=1`)
  expect((await ann.get(one.url)).text).toBe('{"cart":"1","user":"ann"}')
  const copy = ann.copy()
  await ann.get(`${other.url}/destroy`)
  expect((await copy.get(`${one.url}/received`)).text).toContain('"reason":"ended"')
})

test.each([
  ['cookie', 'server'],
  ['server', 'cookie']
] as const)('a session that was kept in mode %s moves over to mode %s when that is accepted', async (from, to) => {
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const before = await serve(from === 'server' ? {} : { mode: 'cookie', revocation: true }, clock, store)
  const after = await serve({ mode: to, accept: [{ mode: from }] }, clock, store)
  const ann = createVisitor()
  await ann.get(`${before.url}/set?user=ann`)
  expect((await ann.get(after.url)).text).toBe('{"user":"ann"}')
  expect(after.events).toContainEqual(expect.objectContaining({ type: 'signed', why: 'imported' }))
  expect((await ann.get(`${after.url}/received`)).text).toContain('"status":"present"')
  expect(JSON.stringify(codec.verify(cookieOf(ann)))).toContain(to === 'server' ? '{"_jar":{"id":"' : '{"user":"ann"}')
  expect((await ann.get(after.url)).lines).toEqual([])
})

test('what moved over is ended where it was, when the server closes or a moment later', async () => {
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const before = await serve({}, clock, store)
  const after = await serve({ mode: 'cookie', accept: [{ mode: 'server' }] }, clock, store)
  const ann = createVisitor()
  await ann.get(`${before.url}/set?user=ann`)
  const old = ann.copy()
  await ann.get(after.url)
  await after.close()
  expect(await store.read(`s:${idIn(old)}`)).toBeNull()
  expect((await old.get(`${after.url}/received`)).text).toContain('"reason":"ended"')
})

test('a cookie session with an id cannot be moved over twice', async () => {
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const before = await serve({ mode: 'cookie', revocation: true }, clock, store)
  const after = await serve({ accept: [{ mode: 'cookie' }], revocation: true }, clock, store)
  const ann = createVisitor()
  await ann.get(`${before.url}/set?user=ann`)
  const old = ann.copy()
  await ann.get(after.url)
  await after.close()
  expect((await old.get(`${after.url}/received`)).text).toContain('"reason":"ended"')
})

test.each<Partial<SessionOptions>>([
  { mode: 'server' },
  { mode: 'server', revocation: true },
  { mode: 'cookie', revocation: true },
  { mode: 'cookie' }
])('a session that was kept in the other mode is refused as ended where that is not accepted: %o', async (options) => {
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const before = await serve(options.mode === 'server' ? { mode: 'cookie', revocation: true } : {}, clock, store)
  const keeps = options.mode === 'server' || options.revocation === true
  const after = await serve({ ...options, ...(keeps ? {} : { store: undefined as never }) }, clock, store)
  const ann = createVisitor()
  await ann.get(`${before.url}/set?user=ann`)
  const old = cookieOf(ann)
  expect((await ann.get(`${after.url}/received`)).text).toContain('"reason":"ended"')
  expect(await ann.get(after.url)).toMatchObject({ text: '{}', lines: [] })
  expect(after.events).toContainEqual({ type: 'refused', reason: 'ended' })
  expect((await createVisitor([['session', old]]).get(before.url)).text).toBe('{"user":"ann"}')
})

test.each(['', 'not json', '[]', '5', 'null', '{"a":', '{"cookie":{" d":5}}'])(
  'a record that another program made unreadable is refused and left as it is: %s',
  async (text) => {
    const { url, store, events } = await serve()
    const ann = createVisitor()
    await ann.get(`${url}/set?user=ann`)
    const key = `s:${idIn(ann)}`
    await store.swap(key, '{"user":"ann"}', text, 1000)
    expect(await ann.get(url)).toMatchObject({ status: 200, text: '{}', lines: [] })
    expect((await ann.get(`${url}/received`)).text).toContain('"reason":"payload-unreadable"')
    expect(events).toContainEqual({ type: 'refused', reason: 'payload-unreadable' })
    expect(events.map(({ type }) => type)).not.toContain('store-failed')
    await ann.get(`${url}/set?user=bob`)
    expect([await store.read(key), (await ann.get(url)).text]).toEqual([text, '{"user":"bob"}'])
  }
)

test('a record that another program made unreadable during a request is an error, and left as it is', async () => {
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const app = express()
  app.use(session({ secrets, mode: 'server', store, now: () => clock.time }))
  app.get('/', async (req, res) => {
    const key = `s:${req.session.id!}`
    if (!req.session.isNew) await store.swap(key, await store.read(key), 'not json', 1000)
    Object.assign(req.session, { at: req.session.isNew ? 'first' : 'then' })
    res.json('ok')
  })
  app.use((error: { code: string }, _req: Request, res: Response, _next: NextFunction) =>
    res.status(500).json(error.code)
  )
  const url = await listen(app)
  const ann = createVisitor()
  await ann.get(url)
  expect(await ann.get(url)).toMatchObject({ status: 500, text: '"unreadable-json"', lines: [] })
  expect(await store.read(`s:${idIn(ann)}`)).toBe('not json')
})

test('a server that does not know a type leaves its values as they are', async () => {
  class Point {
    readonly x: number
    constructor(x: number) {
      this.x = x
    }
  }
  const point = defineSessionType<Point>({
    tag: ' point',
    check: (value) => value instanceof Point,
    toJSON: ({ x }) => x,
    fromJSON: (x) => new Point(Number(x))
  })
  const clock = { time: START }
  const store = createMemoryStore({ now: () => clock.time })
  const knowing = express()
  knowing.use(session({ secrets, mode: 'server', store, types: [point], now: () => clock.time }))
  knowing.get('/', (req, res) => {
    const data = sessionOf<{ at: Point }>(req)
    const isPoint = data.at instanceof Point
    data.at ??= new Point(7)
    res.json([isPoint, data.at])
  })
  const url = await listen(knowing)
  const other = await serve({}, clock, store)
  const ann = createVisitor()
  await ann.get(url)
  await ann.get(`${other.url}/set?user=ann`)
  expect((await ann.get(url)).text).toBe('[true,{"x":7}]')
})

test('first requests that come at once make a session each, and the browser keeps a whole one', async () => {
  const { url, store } = await serve()
  const visitors = [createVisitor(), createVisitor(), createVisitor()]
  await Promise.all(visitors.map((visitor, index) => visitor.get(`${url}/set?n${index}=1`)))
  expect(new Set(visitors.map(idIn)).size).toBe(3)
  for (const [index, visitor] of visitors.entries()) {
    expect(await store.read(`s:${idIn(visitor)}`)).toBe(`{"n${index}":"1"}`)
  }
})

test('while the store is down a request without a cookie is served, and none is set', async () => {
  const { state, store } = createSwitch(createMemoryStore())
  const { url } = await serve({}, undefined, store)
  state.isDown = true
  expect(await createVisitor().get(url)).toMatchObject({ status: 200, text: '{}', lines: [] })
})

test('a store that is down when a session is loaded makes a 503 without req.session, and the cookie is kept', async () => {
  const { state, store } = createSwitch(createMemoryStore())
  const { url, events } = await serve({}, undefined, store)
  const ann = createVisitor()
  await ann.get(`${url}/set?user=ann`)
  state.isDown = true
  expect(await ann.get(url)).toMatchObject({ status: 503, text: UNAVAILABLE, lines: [] })
  expect(events.at(-1)).toEqual({ type: 'store-failed', doing: 'load' })
  state.isDown = false
  expect((await ann.get(url)).text).toBe('{"user":"ann"}')
})

test.each(['set?user=bob', 'regenerate?user=bob', 'destroy', 'null', 'empty'])(
  'a store that goes down before /%s is kept makes a 503, and nothing of the session is lost',
  async (path) => {
    const { state, store } = createSwitch(createMemoryStore())
    const { url, events } = await serve({}, undefined, {
      ...store,
      swap: async (key, ...rest) => {
        state.isDown = rest[0] !== null
        return store.swap(key, ...rest)
      }
    })
    const ann = createVisitor()
    await ann.get(`${url}/set?user=ann`)
    expect(await ann.get(`${url}/${path}`)).toMatchObject({ status: 503, lines: [] })
    expect(events).toContainEqual({ type: 'store-failed', doing: 'save' })
    expect(events).toContainEqual({ type: 'failed', code: 'store-unavailable' })
    state.isDown = false
    expect((await ann.get(url)).text).toBe('{"user":"ann"}')
  }
)

test('a store that never answers makes a 503 in time', async () => {
  const hanging: SessionStore = { read: () => new Promise(() => {}), swap: () => new Promise(() => {}) }
  const { url } = await serve({ storeTimeout: 20 }, undefined, hanging)
  const cookie = codec.sign({ _jar: { id: 'A'.repeat(22) } }, { now: START })
  expect(await createVisitor([['session', cookie]]).get(url)).toMatchObject({ status: 503, text: UNAVAILABLE })
  expect(await createVisitor().get(`${url}/set?user=ann`)).toMatchObject({ status: 503, lines: [] })
})

test('close closes the store that nobody gave, once, and never one that was given', async () => {
  const folder = temporaryFolder()
  vi.spyOn(process, 'cwd').mockReturnValue(folder)
  const sessions = session({ secrets, mode: 'server' })
  vi.restoreAllMocks()
  const app = express()
  app.use(sessions)
  app.get('/', (req, res) => res.json(Object.assign(req.session, { user: 'ann' })))
  const ann = createVisitor()
  await ann.get(await listen(app))
  await sessions.close()
  await sessions.close()
  const reopened = createEmbeddedStore({ path: join(folder, '.clearjar') })
  onTestFinished(() => reopened.close?.())
  expect(await reopened.read(`s:${idIn(ann)}`)).toBe('{"user":"ann"}')

  const close = vi.fn(async () => {})
  await session({ secrets, mode: 'server', store: { ...createMemoryStore(), close } }).close()
  expect(close).not.toHaveBeenCalled()
})

test('a store that does not keep what it is given is an error, and not a request that never ends', async () => {
  const store = createMemoryStore()
  const changing: SessionStore = {
    read: async (key) => `${await store.read(key)} `,
    swap: async (key, before, after, ttl) => before === null && store.swap(key, before, after, ttl)
  }
  const { url } = await serveSession({ mode: 'server', store: changing })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  expect(await visitor.get(`${url}/set?user=bob`)).toMatchObject({ status: 503, text: '{"code":"store-unavailable"}' })
})
