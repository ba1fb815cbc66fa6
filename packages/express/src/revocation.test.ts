import { createSessionCodec } from '@clearjar/session'
import express, { type NextFunction, type Request, type Response } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import {
  createMemoryStore,
  inspectSession,
  type RevocationOptions,
  session,
  type SessionEvent,
  type SessionMiddleware,
  sessionOf,
  type SessionOptions,
  type SessionStore
} from './index.ts'
import { storeKinds } from './testing/store-kinds.ts'
import { createVisitor, listen, type Visit, type Visitor } from './testing/visit.ts'

const secrets = ['dev-secret-key']
const codec = createSessionCodec({ secrets })
const START = 1_800_000_000
const LIFETIME = 1_000

/** How much longer than a signature something is noted. */
const MARGIN = 300

interface Served {
  readonly url: string
  readonly sessions: SessionMiddleware
  readonly clock: { time: number }
  readonly events: SessionEvent[]
  /** Answers when the request is in its route; what it answers lets it go on. */
  readonly enter: (visitor: Visitor, path: string) => Promise<() => Promise<Visit>>
}

const byUser: RevocationOptions = { subject: (data) => data['user'] }
const tracked: RevocationOptions = { ...byUser, track: (request) => String(request.headers['x-device']) }

const createClock = () => ({ time: START })
const memory = (clock: { time: number }) => createMemoryStore({ now: () => clock.time })

async function serve(options: Partial<SessionOptions> = {}, clock = createClock()): Promise<Served> {
  const events: SessionEvent[] = []
  const places = new Map<string, { arrive: () => void; opened: Promise<void> }>()
  const sessions = session({
    secrets,
    lifetime: LIFETIME,
    revocation: byUser,
    ...('store' in options ? {} : { store: memory(clock) }),
    now: () => clock.time,
    onEvent: (event) => void events.push(event),
    ...options
  })
  const app = express()
  app.use(sessions)
  app.use(async (req, _res, next) => {
    const place = places.get(req.get('x-place') ?? '')
    place?.arrive()
    await place?.opened
    next()
  })
  app.get('/', (req, res) => res.json({ ...req.session }))
  app.get('/set', (req, res) => res.json(Object.assign(req.session, req.query)))
  app.get('/id', (req, res) => res.json(req.session.id))
  app.get('/received', (req, res) => res.json(inspectSession(req).received))
  app.get('/logout', (req, res) => res.json(Reflect.deleteProperty(req.session, 'user')))
  app.get('/destroy', (req, res) => req.session.destroy().then(() => res.json('gone')))
  app.get('/null', (req, res) => {
    req.session = null
    res.json('gone')
  })
  app.get('/empty', (req, res) => {
    for (const name of Object.keys(req.session)) Reflect.deleteProperty(req.session, name)
    res.json('gone')
  })
  app.get('/regenerate', async (req, res) => {
    await req.session.regenerate()
    res.json(Object.assign(req.session, req.query))
  })
  app.use((error: Error & { status?: number; code?: string }, req: Request, res: Response, _next: NextFunction) => {
    res.status(error.status ?? 500).json({ code: error.code, session: req.session === undefined ? undefined : 'there' })
  })
  const url = await listen(app)
  const enter = async (visitor: Visitor, path: string) => {
    const name = String(places.size)
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    const arrived = new Promise<void>((resolve) => places.set(name, { arrive: resolve, opened }))
    const visit = visitor.get(url + path, { headers: { 'x-place': name } })
    await arrived
    return () => {
      open()
      return visit
    }
  }
  return { url, sessions, clock, events, enter }
}

async function signIn(url: string, user: string, device = 'a browser'): Promise<Visitor> {
  const visitor = createVisitor()
  await visitor.get(`${url}/regenerate?user=${user}`, { headers: { 'x-device': device } })
  return visitor
}

const idAt = async (url: string, visitor: Visitor) => JSON.parse((await visitor.get(`${url}/id`)).text) as string
const reasonAt = async (url: string, visitor: Visitor) =>
  (JSON.parse((await visitor.get(`${url}/received`)).text) as { reason?: string }).reason
const userAt = async (url: string, visitor: Visitor) =>
  (JSON.parse((await visitor.get(url)).text) as { user?: string }).user
const modes = ['cookie', 'server'] as const

/** A store that can be switched off, by rejecting or by never answering. */
function createSwitch(store: SessionStore) {
  const state = { down: 'no' as 'no' | 'rejects' | 'hangs' }
  const orFail = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (state.down === 'rejects') throw new Error('connection refused')
    return state.down === 'hangs' ? new Promise<Answer>(() => {}) : ask()
  }
  const switched: SessionStore = {
    read: (key) => orFail(() => store.read(key)),
    swap: (key, ...rest) => orFail(() => store.swap(key, ...rest))
  }
  return { state, store: switched }
}

const ends = ['revoke', 'revokeAll', '/destroy', '/null', '/empty', '/regenerate?user=bob', '/regenerate'] as const

test.each(modes.flatMap((mode) => ends.map((end) => [mode, end] as const)))(
  'mode %s: after %s a copied cookie is refused on every server that shares the store',
  async (mode, end) => {
    const clock = createClock()
    const options = { mode, store: memory(clock) }
    const [one, other] = [await serve(options, clock), await serve(options, clock)]
    const ann = await signIn(one.url, 'ann')
    const copy = ann.copy()
    expect([await userAt(one.url, copy), await userAt(other.url, copy)]).toEqual(['ann', 'ann'])
    if (end === 'revoke') await one.sessions.revoke(await idAt(one.url, ann))
    else if (end === 'revokeAll') await one.sessions.revokeAll('ann')
    else await ann.get(one.url + end)
    expect([await reasonAt(one.url, copy), await reasonAt(other.url, copy)]).toEqual(['ended', 'ended'])
    expect(await copy.get(other.url)).toMatchObject({ status: 200, text: '{}', lines: [] })
    expect(other.events).toContainEqual({ type: 'refused', reason: 'ended' })
    clock.time += LIFETIME
    expect(await reasonAt(other.url, copy)).toBe('ended')
  }
)

test.for(storeKinds.filter(({ name }) => ['embedded', 'redis'].includes(name)))(
  '$name: what one server ends, another one refuses',
  async (kind, { skip }) => {
    skip(kind.skipped !== '', kind.skipped)
    const { store, close } = await kind.open()
    onTestFinished(async () => void (await close()))
    const [one, other] = [await serve({ store, revocation: tracked }), await serve({ store, revocation: tracked })]
    const [first, second] = [await signIn(one.url, 'ann'), await signIn(other.url, 'ann')]
    await one.sessions.revoke(await idAt(one.url, first))
    expect([await reasonAt(other.url, first), await userAt(one.url, second)]).toEqual(['ended', 'ann'])
    await one.sessions.revokeAll('ann')
    expect([await reasonAt(other.url, second), await other.sessions.sessionsOf('ann')]).toEqual(['ended', []])
  }
)

test.each(modes)('mode %s: a refused session is never taken up again by the request that brought it', async (mode) => {
  const { url, sessions } = await serve({ mode })
  const ann = await signIn(url, 'ann')
  const old = await idAt(url, ann)
  await sessions.revoke(old)
  await ann.get(`${url}/set?user=ann`)
  expect([await idAt(url, ann), await userAt(url, ann)]).toEqual([expect.not.stringMatching(old), 'ann'])
})

test.each(modes.flatMap((mode) => ['/', '/set?a=1', '/logout'].map((path) => [mode, path] as const)))(
  'mode %s: a copy that is in use at %s when its session is revoked is not signed again',
  async (mode, path) => {
    const { url, sessions, enter, clock, events } = await serve({ mode, idle: 100, slideAfter: 0 })
    for (const end of [(id: string) => sessions.revoke(id), () => sessions.revokeAll('ann')]) {
      const ann = await signIn(url, 'ann')
      await ann.get(`${url}/set?b=1`)
      const inFlight = [await enter(ann.copy(), path), await enter(ann.copy(), path)]
      await end(await idAt(url, ann))
      for (const leave of inFlight) expect((await leave()).lines).toEqual([])
      expect(await reasonAt(url, ann)).toBe('ended')
      clock.time += 1
    }
    const names = { '/': [], '/set?a=1': ['a'], '/logout': ['user'] }[path]!
    const told = events.flatMap((event) => (event.type === 'conflict' ? [[event.where, ...event.names]] : []))
    expect(told).toEqual(names.length === 0 ? [] : Array.from({ length: 4 }, () => ['ended', ...names]))
  }
)

test.each(modes)('mode %s: revokeAll ends what a subject has, and nothing of anybody else', async (mode) => {
  const { url, sessions } = await serve({ mode })
  const [first, second, bob] = [await signIn(url, 'ann'), await signIn(url, 'ann'), await signIn(url, 'bob')]
  const nobody = createVisitor()
  await nobody.get(`${url}/set?cart=1`)
  await sessions.revokeAll('ann')
  expect([await reasonAt(url, first), await reasonAt(url, second)]).toEqual(['ended', 'ended'])
  expect([await userAt(url, bob), (await nobody.get(url)).text]).toEqual(['bob', '{"cart":"1"}'])
})

test.each(modes)('mode %s: a sign-in in the same second as revokeAll works, again and again', async (mode) => {
  const { url, sessions } = await serve({ mode })
  const before = [await signIn(url, 'ann')]
  for (let round = 0; round < 3; round += 1) {
    await sessions.revokeAll('ann')
    for (const visitor of before) expect(await reasonAt(url, visitor)).toBe('ended')
    const again = await signIn(url, 'ann')
    expect(await userAt(url, again)).toBe('ann')
    before.push(again)
  }
})

test.each(modes)(
  'mode %s: a sign-in that keeps the session of a visitor belongs to those that revokeAll ends',
  async (mode) => {
    const { url, sessions } = await serve({ mode })
    await sessions.revokeAll('ann')
    const ann = createVisitor()
    await ann.get(`${url}/set?cart=1`)
    await ann.get(`${url}/set?user=ann`)
    expect(await userAt(url, ann)).toBe('ann')
    await sessions.revokeAll('ann')
    expect(await reasonAt(url, ann)).toBe('ended')
  }
)

test.each(modes)('mode %s: sign-ins and revokeAll work on servers whose clocks differ', async (mode) => {
  const store = memory(createClock())
  const options = { mode, store, skew: 600, lifetime: 1_800 }
  const ahead = await serve(options, { time: START + 600 })
  const behind = await serve(options, { time: START })
  await ahead.sessions.revokeAll('ann')
  const first = await signIn(behind.url, 'ann')
  expect([await userAt(behind.url, first), await userAt(ahead.url, first)]).toEqual(['ann', 'ann'])
  await behind.sessions.revokeAll('ann')
  expect([await reasonAt(behind.url, first), await reasonAt(ahead.url, first)]).toEqual(['ended', 'ended'])
  const second = await signIn(ahead.url, 'ann')
  expect([await userAt(behind.url, second), await userAt(ahead.url, second)]).toEqual(['ann', 'ann'])
})

test.each(modes)(
  'mode %s: revokeAll works after the record of the last one is over, whatever the clocks',
  async (mode) => {
    const clock = createClock()
    const ahead = { time: START + 3_600 }
    const options = { mode, store: memory(clock), idle: 100, slideAfter: 0, skew: 4_000 }
    const [one, fast] = [await serve(options, clock), await serve(options, ahead)]
    await fast.sessions.revokeAll('ann')
    const ann = await signIn(one.url, 'ann')
    for (let age = 90; age < 9_000; age += 90) {
      clock.time = START + age
      expect(await userAt(one.url, ann)).toBe('ann')
    }
    const sameDay = await signIn(one.url, 'ann')
    await one.sessions.revokeAll('ann')
    expect([await reasonAt(one.url, ann), await reasonAt(one.url, sameDay)]).toEqual(['ended', 'ended'])
  }
)

test('a revoked cookie of a server whose clock is ahead is refused for as long as it could be valid', async () => {
  const clock = createClock()
  const options = { store: memory(clock), lifetime: 100 }
  const one = await serve(options, clock)
  const fast = await serve(options, { time: START + 200 })
  const ann = await signIn(fast.url, 'ann')
  await one.sessions.revoke(await idAt(fast.url, ann))
  clock.time = START + 299
  expect(await reasonAt(one.url, ann)).toBe('ended')
  clock.time = START + 301
  expect(await reasonAt(one.url, ann)).toBe('too-old')
})

test('what was noted about sessions dies with their lifetime', async () => {
  const clock = createClock()
  const store = memory(clock)
  const keys = new Set<string>()
  const noting: SessionStore = {
    ...store,
    swap(key, ...rest) {
      keys.add(key)
      return store.swap(key, ...rest)
    }
  }
  const { url, sessions } = await serve({ store: noting, revocation: tracked, skew: 10 }, clock)
  const [ann, bob] = [await signIn(url, 'ann'), await signIn(url, 'bob')]
  await sessions.revoke(await idAt(url, ann))
  await sessions.revokeAll('bob')
  expect(await reasonAt(url, bob)).toBe('ended')
  const kinds = [...keys].map((key) => key.slice(0, 2)).toSorted()
  expect(kinds).toEqual(['r:', 'u:', 'u:'])
  const kept = async () =>
    (await Promise.all([...keys].map(async (key) => store.read(key)))).filter((text) => text !== null)
  clock.time = START + LIFETIME + 10
  expect(await kept()).toHaveLength(3)
  clock.time = START + LIFETIME + 10 + MARGIN + 2
  expect(await kept()).toEqual([])
})

test('the store is not told who the subjects are', async () => {
  const keys: string[] = []
  const store = memory(createClock())
  const noting: SessionStore = { ...store, read: (key) => (keys.push(key), store.read(key)) }
  const { url, sessions } = await serve({ store: noting, revocation: tracked })
  const user = `ann@example.org/${'é'.repeat(500)}`
  await signIn(url, encodeURIComponent(user))
  expect(await sessions.sessionsOf(user)).toHaveLength(1)
  expect(keys.every((key) => /^[\x20-\x7e]{1,64}$/.test(key))).toBe(true)
})

test.each(modes)('mode %s: sessionsOf lists the live sessions of a subject, the last used first', async (mode) => {
  const { url, sessions, clock } = await serve({ mode, revocation: tracked, permanent: true, slideAfter: 10 })
  const phone = await signIn(url, 'ann', 'phone')
  clock.time += 5
  const laptop = await signIn(url, 'ann', 'laptop')
  await signIn(url, 'bob', 'tablet')
  const [phoneId, laptopId] = [await idAt(url, phone), await idAt(url, laptop)]
  const onPhone = {
    id: phoneId,
    startedAt: START,
    seenAt: START,
    expires: START + LIFETIME,
    scope: 'browser',
    about: 'phone'
  }
  const onLaptop = {
    id: laptopId,
    startedAt: START + 5,
    seenAt: START + 5,
    expires: START + 5 + LIFETIME,
    scope: 'browser',
    about: 'laptop'
  }
  expect(await sessions.sessionsOf('ann')).toEqual([onLaptop, onPhone])
  clock.time = START + 12
  await phone.get(url, { headers: { 'x-device': 'other' } })
  const later = { ...onPhone, seenAt: START + 12, expires: START + 12 + LIFETIME }
  expect(await sessions.sessionsOf('ann')).toEqual([later, onLaptop])
  expect(await sessions.sessionsOf('eve')).toEqual([])
})

test.each(modes.flatMap((mode) => ['revoke', ...ends.slice(2), '/logout'].map((end) => [mode, end] as const)))(
  'mode %s: after %s a session is not listed any more',
  async (mode, end) => {
    const { url, sessions } = await serve({ mode, revocation: tracked })
    const [ann, other] = [await signIn(url, 'ann'), await signIn(url, 'ann')]
    await ann.get(`${url}/set?cart=1`)
    if (end === 'revoke') await sessions.revoke(await idAt(url, ann))
    else await ann.get(url + end)
    expect((await sessions.sessionsOf('ann')).map(({ id }) => id)).toEqual([await idAt(url, other)])
  }
)

test.each(modes)('mode %s: a session that changes hands changes lists', async (mode) => {
  const { url, sessions } = await serve({ mode, revocation: tracked })
  const visitor = await signIn(url, 'ann')
  await visitor.get(`${url}/set?user=bob`)
  expect([await sessions.sessionsOf('ann'), await sessions.sessionsOf('bob')]).toEqual([[], [expect.anything()]])
  await sessions.revokeAll('ann')
  expect(await userAt(url, visitor)).toBe('bob')
  await sessions.revokeAll('bob')
  expect(await reasonAt(url, visitor)).toBe('ended')
})

test.each(modes)('mode %s: a session is listed for as long as it lives, and not longer than absolute', async (mode) => {
  const { url, sessions, clock } = await serve({ mode, revocation: tracked, idle: 100, slideAfter: 0, absolute: 150 })
  const ann = await signIn(url, 'ann')
  clock.time = START + 90
  await ann.get(url)
  expect(await sessions.sessionsOf('ann')).toMatchObject([
    { startedAt: START, seenAt: START + 90, expires: START + 150 }
  ])
  clock.time = START + 149
  expect(await sessions.sessionsOf('ann')).toHaveLength(1)
  clock.time = START + 151
  expect(await sessions.sessionsOf('ann')).toEqual([])
  expect(await reasonAt(url, ann)).toBe(mode === 'server' ? 'ended' : 'absolute-lifetime-over')
})

test.each(modes)(
  'mode %s: a request that was under way at revokeAll does not come back into the list',
  async (mode) => {
    const { url, sessions, enter } = await serve({ mode, revocation: tracked, idle: 100, slideAfter: 0 })
    const ann = await signIn(url, 'ann')
    const leave = await enter(ann, '/set?a=1')
    await sessions.revokeAll('ann')
    const again = await signIn(url, 'ann')
    await leave()
    expect((await sessions.sessionsOf('ann')).map(({ id }) => id)).toEqual([await idAt(url, again)])
  }
)

test('a sign-in that revokeAll overtakes is neither accepted nor listed', async () => {
  const store = memory(createClock())
  let overtake: (() => Promise<void>) | undefined
  const overtaken: SessionStore = {
    ...store,
    async swap(key, ...rest) {
      const act = overtake
      overtake = undefined
      await act?.()
      return store.swap(key, ...rest)
    }
  }
  const { url, sessions } = await serve({ store: overtaken, revocation: tracked })
  overtake = () => sessions.revokeAll('ann')
  const ann = await signIn(url, 'ann')
  expect([await reasonAt(url, ann), await sessions.sessionsOf('ann')]).toEqual(['ended', []])
})

test.each(['rejects', 'hangs'] as const)('a store that %s makes a 503 in time, where that is refused', async (down) => {
  const { state, store } = createSwitch(memory(createClock()))
  const { url, events, sessions } = await serve({ store, storeTimeout: 50, revocation: tracked })
  const ann = await signIn(url, 'ann')
  const id = await idAt(url, ann)
  state.down = down
  const started = performance.now()
  expect(await ann.get(url)).toMatchObject({ status: 503, text: '{"code":"store-unavailable"}', lines: [] })
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(events.filter(({ type }) => type === 'store-failed')).toEqual([{ type: 'store-failed', doing: 'check' }])
  expect(await createVisitor().get(url)).toMatchObject({ status: 200, lines: [] })
  const login = await createVisitor().get(`${url}/set?user=bob`)
  expect([login.status, login.lines, performance.now() - started < 4_000]).toEqual([503, [], true])
  expect(events.slice(-2)).toEqual([
    { type: 'failed', code: 'store-unavailable' },
    { type: 'store-failed', doing: 'save' }
  ])
  for (const act of [sessions.revoke(id), sessions.revokeAll('ann'), sessions.sessionsOf('ann')]) {
    await expect(act).rejects.toMatchObject({ code: 'store-unavailable', status: 503 })
  }
  state.down = 'no'
  expect(await userAt(url, ann)).toBe('ann')
})

test.each(['rejects', 'hangs'] as const)('a store that %s stops nobody, where that is accepted', async (down) => {
  const { state, store } = createSwitch(memory(createClock()))
  const options = { store, storeTimeout: 50, idle: 100, slideAfter: 0 }
  const { url, events, sessions } = await serve({ ...options, revocation: { ...tracked, whenDown: 'accept' } })
  const [ann, gone] = [await signIn(url, 'ann'), await signIn(url, 'eve')]
  await sessions.revoke(await idAt(url, gone))
  state.down = down
  expect(await userAt(url, ann)).toBe('ann')
  expect(await userAt(url, gone.copy())).toBe('eve')
  expect(events).toContainEqual({ type: 'store-failed', doing: 'check' })
  expect((await ann.get(`${url}/set?a=1`)).lines).toHaveLength(1)
  const bob = createVisitor()
  expect(await bob.get(`${url}/set?user=bob`)).toMatchObject({ status: 200 })
  expect(await userAt(url, bob)).toBe('bob')
  state.down = 'no'
  expect([await userAt(url, bob), await reasonAt(url, gone)]).toEqual(['bob', 'ended'])
  expect(await sessions.sessionsOf('bob')).toHaveLength(1)
})

test.each(['/null', '/destroy', '/empty', '/regenerate?user=ann'])(
  'while the store is down %s is an error, and ends nothing, whatever is accepted',
  async (path) => {
    const { state, store } = createSwitch(memory(createClock()))
    const { url, sessions } = await serve({ store, revocation: { ...byUser, whenDown: 'accept' } })
    const ann = await signIn(url, 'ann')
    const id = await idAt(url, ann)
    state.down = 'rejects'
    expect(await ann.get(url + path)).toMatchObject({ status: 503, lines: [] })
    await expect(sessions.revoke(id)).rejects.toMatchObject({ code: 'store-unavailable' })
    state.down = 'no'
    expect(await userAt(url, ann)).toBe('ann')
  }
)

test('a session from before revocation gets an id when it is used, and ends with every copy', async () => {
  const { url, sessions } = await serve()
  const old = (): Visitor => createVisitor([['session', codec.sign({ user: 'ann', cart: 1 }, { now: START })]])
  const ann = old()
  await ann.get(url)
  expect(codec.verify(ann.jar.get('session')!)).toMatchObject({ data: { user: 'ann', cart: 1 } })
  const id = await idAt(url, ann)
  expect([id, await idAt(url, old())]).toEqual([expect.stringMatching(/^[\w-]{22}$/), id])
  await sessions.revoke(id)
  expect([await reasonAt(url, ann), await reasonAt(url, old())]).toEqual(['ended', 'ended'])
})

test('a session from before revocation has one id, wherever its cookie is parted in two', async () => {
  const { url, sessions } = await serve()
  const [body, time, signature] = codec.sign({ user: 'ann' }, { now: START }).split('.') as [string, string, string]
  const whole = createVisitor([['session', `${body}.${time}.${signature}`]])
  await sessions.revoke(await idAt(url, whole.copy()))
  for (const [value, companion] of [
    [`${body}.${time}`, signature],
    [body, `${time}.${signature}`]
  ] as const) {
    const parted = createVisitor([
      ['session', value],
      ['session.sig', companion]
    ])
    expect(await reasonAt(url, parted)).toBe('ended')
  }
})

test.each(['/null', '/empty', '/regenerate', 'revokeAll'])(
  'a session from before revocation is ended by %s, and its copies are refused',
  async (end) => {
    const { url, sessions } = await serve()
    const ann = createVisitor([['session', codec.sign({ user: 'ann' }, { now: START })]])
    const copy = ann.copy()
    if (end === 'revokeAll') await sessions.revokeAll('ann')
    else await ann.get(url + end)
    expect(await reasonAt(url, copy)).toBe('ended')
  }
)

test('a session that was emptied and filled by one request goes on under another id', async () => {
  const app = express()
  const sessions = session({ secrets, revocation: true, store: createMemoryStore() })
  app.use(sessions)
  app.get('/', async (req, res) => {
    const data = sessionOf<{ n: number }>(req)
    const { id } = req.session
    delete data.n
    await data.save()
    data.n = 1
    res.json([id, req.session.id])
  })
  app.get('/received', (req, res) => res.json(inspectSession(req).received))
  const url = await listen(app)
  const visitor = createVisitor()
  await visitor.get(url)
  const copy = visitor.copy()
  const [before, after] = JSON.parse((await visitor.get(url)).text) as string[]
  expect(before).not.toBe(after)
  expect([await reasonAt(url, copy), await reasonAt(url, visitor)]).toEqual(['ended', undefined])
})

test('data that Flask changed beside what the middleware notes stays one session, and ends as one', async () => {
  const { url, sessions } = await serve({ digest: 'sha1' })
  const flask = createSessionCodec({ secrets, digest: 'sha1' })
  const ann = await signIn(url, 'ann')
  const id = await idAt(url, ann)
  const verification = flask.verify(ann.jar.get('session')!)
  expect(verification).toMatchObject({ ok: true, data: { user: 'ann', _jar: { id } } })
  const data = verification.ok ? { ...verification.data, flashes: 1 } : {}
  ann.jar.set('session', flask.sign(data, { now: START }))
  expect([await idAt(url, ann), (await ann.get(url)).text]).toEqual([id, '{"flashes":1,"user":"ann"}'])
  await sessions.revoke(id)
  expect(await reasonAt(url, ann)).toBe('ended')
})

test("somebody else's id in a cookie that nobody signed opens and ends nothing", async () => {
  const { url } = await serve()
  const ann = await signIn(url, 'ann')
  const payload = JSON.stringify({ user: 'ann', _jar: { id: await idAt(url, ann) } })
  const [, time, signature] = ann.jar.get('session')!.split('.') as [string, string, string]
  const eve = createVisitor([['session', `${Buffer.from(payload).toString('base64url')}.${time}.${signature}`]])
  expect(await reasonAt(url, eve)).toMatch(/signature-mismatch/)
  await eve.get(`${url}/null`)
  expect(await userAt(url, ann)).toBe('ann')
})

test.each<Partial<SessionOptions>>([{}, { mode: 'server' }])(
  'a name that a visitor chooses cannot take the place of what the middleware notes: %o',
  async (options) => {
    const { url } = await serve(options)
    const eve = await signIn(url, 'eve')
    const id = await idAt(url, eve)
    const { status, text, lines } = await eve.get(`${url}/set?_jar=x`)
    expect([status, text, lines]).toEqual([500, '{"code":"reserved-name","session":"there"}', []])
    expect([await idAt(url, eve), await userAt(url, eve)]).toEqual([id, 'eve'])
  }
)

test('an older cookie of a session that goes on is accepted with its data, until the session is regenerated', async () => {
  const { url } = await serve()
  const ann = await signIn(url, 'ann')
  await ann.get(`${url}/set?role=admin`)
  const older = ann.copy()
  await ann.get(`${url}/set?role=none`)
  expect((await older.get(url)).text).toContain('admin')
  await ann.get(`${url}/regenerate?user=ann`)
  expect(await reasonAt(url, older)).toBe('ended')
})

test('a subject function that fails makes an error without the session being lost', async () => {
  let fault: 'none' | 'throws' | 'number' = 'none'
  const subject = (data: Readonly<Record<string, unknown>>): string | undefined => {
    if (fault === 'throws') throw new TypeError('user is not there')
    return (fault === 'number' ? 5 : data['user']) as string | undefined
  }
  const { url, events } = await serve({ revocation: { subject } })
  const ann = await signIn(url, 'ann')
  for (fault of ['throws', 'number'] as const) {
    expect(await ann.get(url)).toMatchObject({ status: 500, text: '{"code":"invalid-option"}', lines: [] })
    const fresh = await createVisitor().get(`${url}/set?user=bob`)
    expect(fresh).toMatchObject({ status: 500, text: '{"code":"invalid-option","session":"there"}', lines: [] })
    expect(events.at(-1)).toEqual({ type: 'failed', code: 'invalid-option' })
  }
  expect(events.map(({ type }) => type)).not.toContain('store-failed')
  fault = 'none'
  expect(await userAt(url, ann)).toBe('ann')
})

test('a track function that fails is an error, also where a store that is down is accepted', async () => {
  const track = (): string => {
    throw new TypeError('no such header')
  }
  const { url, events } = await serve({ revocation: { ...byUser, track, whenDown: 'accept' } })
  expect(await createVisitor().get(`${url}/set?user=ann`)).toMatchObject({ status: 500, lines: [] })
  expect(events.map(({ type }) => type)).not.toContain('store-failed')
})

test('revokeAll ends a session that its own request has saved before', async () => {
  const sessions = session({ secrets, revocation: byUser, store: createMemoryStore() })
  const app = express()
  app.use(sessions)
  app.get('/', (req, res) => res.json({ ...req.session }))
  app.get('/sign-in', async (req, res) => {
    const data = sessionOf<{ user: string; n: number }>(req)
    data.user = 'ann'
    await data.save()
    if (req.query['late'] === 'true') await sessions.revokeAll('ann')
    data.n = 1
    res.json('ok')
  })
  const url = await listen(app)
  const [ann, late] = [createVisitor(), createVisitor()]
  await ann.get(`${url}/sign-in`)
  expect(await userAt(url, ann)).toBe('ann')
  await late.get(`${url}/sign-in?late=true`)
  expect([await userAt(url, ann), await userAt(url, late)]).toEqual([undefined, undefined])
})

test('a record of a subject that another program wrote is an error that does not quote it', async () => {
  const clock = createClock()
  const store = memory(clock)
  const keys: string[] = []
  const noting: SessionStore = { ...store, swap: (key, ...rest) => (keys.push(key), store.swap(key, ...rest)) }
  const { sessions } = await serve({ store: noting, revocation: tracked }, clock)
  await sessions.revokeAll('ann')
  for (const text of ['secret', 'null', '5', '{}', '{"generation":1,"sessions":null}']) {
    await store.swap(keys[0]!, await store.read(keys[0]!), text, 100)
    const asked = sessions.sessionsOf('ann')
    await expect(asked).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(asked).rejects.not.toThrow(/secret/)
  }
})

test('a request that only reads asks the store once for each thing, and writes nothing', async () => {
  const asked: string[] = []
  const store = memory(createClock())
  const { url, sessions } = await serve({
    store: {
      read: (key) => (asked.push(`read ${key.slice(0, 2)}`), store.read(key)),
      swap: (key, ...rest) => (asked.push(`swap ${key.slice(0, 2)}`), store.swap(key, ...rest))
    }
  })
  await sessions.revokeAll('ann')
  const ann = await signIn(url, 'ann')
  asked.length = 0
  expect(await userAt(url, ann)).toBe('ann')
  expect(asked.sort()).toEqual(['read r:', 'read u:'])
})

test('what a browser says of itself takes little of the record of its subject', async () => {
  const { url, sessions } = await serve({ revocation: tracked })
  await signIn(url, 'ann', 'x'.repeat(5_000))
  expect((await sessions.sessionsOf('ann')).map(({ about }) => about)).toEqual(['x'.repeat(256)])
})

test.each([42, undefined, null, ''])(
  'acts on the sessions of %o are an error that does not quote it',
  async (nobody) => {
    const { sessions } = await serve({ revocation: tracked })
    for (const asked of [sessions.revokeAll(nobody as never), sessions.sessionsOf(nobody as never)]) {
      await expect(asked).rejects.toMatchObject({
        code: 'invalid-option',
        message: expect.not.stringContaining('42') as unknown
      })
    }
  }
)

test('revoke takes any text as an id, and touches the store for those that can be one', async () => {
  const asked: string[] = []
  const store = memory(createClock())
  const { sessions } = await serve({ store: { ...store, read: (key) => (asked.push(key), store.read(key)) } })
  for (const id of ['', 'x', 'é'.repeat(22), 'x'.repeat(1_000_000), '../../x', 'u:ann']) await sessions.revoke(id)
  expect(asked).toEqual([])
  await sessions.revoke('A'.repeat(22))
  expect(asked).toEqual([`r:${'A'.repeat(22)}`])
  await expect(sessions.revoke(null as never)).rejects.toMatchObject({ code: 'invalid-option' })
})

test('acts that the options do not allow are refused with what is missing', async () => {
  const plain = session({ secrets })
  await expect(plain.revoke('A'.repeat(22))).rejects.toThrow(/needs revocation, or mode: "server"/)
  await expect(plain.revokeAll('ann')).rejects.toMatchObject({ code: 'invalid-option' })
  const untracked = session({ secrets, store: createMemoryStore(), revocation: byUser })
  await expect(untracked.sessionsOf('ann')).rejects.toThrow(/track/)
  const nobodys = session({ secrets, store: createMemoryStore(), revocation: true })
  await expect(nobodys.revokeAll('ann')).rejects.toThrow(/subject/)
})

test('events and errors name no id, subject or value', async () => {
  const { url, sessions, events, enter } = await serve({ revocation: tracked })
  const ann = await signIn(url, 'ann-secret')
  const id = await idAt(url, ann)
  const leave = await enter(ann, '/set?a=b-secret')
  await sessions.revoke(id)
  await leave()
  await ann.get(url)
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['signed', 'conflict', 'refused']))
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`secret|${id}`))
})
