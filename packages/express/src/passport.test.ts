import { createSessionCodec } from '@clearjar/session'
import express, { type ErrorRequestHandler, type Express, type Request, type Response as Answer } from 'express'
import passport from 'passport'
import { Strategy } from 'passport-local'
import { expect, test } from 'vitest'

import { createMemoryStore, session, type SessionOptions, type SessionStore } from './index.ts'
import { createVisitor, listen, type Visit, type Visitor } from './testing/visit.ts'

declare module './index.ts' {
  interface SessionData {
    basket: string[]
    messages: string[]
    passport: { user?: string }
  }
}

const modes: [string, () => Partial<SessionOptions>][] = [
  ['cookie', () => ({})],
  ['cookie with revocation', () => ({ revocation: true, store: createMemoryStore() })],
  [
    'cookie with subjects',
    () => ({
      revocation: { subject: (data) => (data as { passport?: { user?: string } }).passport?.user, track: true },
      store: createMemoryStore()
    })
  ],
  ['server', () => ({ mode: 'server', store: createMemoryStore() })]
]
const endable = modes.slice(1)

/** The guide of Passport, with its own strategy, and nothing of ours but `session()`. */
function createShop(options: Partial<SessionOptions>, later: (done: () => void) => unknown = setImmediate): Express {
  const users = new Map([['ann', 'secret']])
  const auth = new passport.Passport()
  auth.use(
    new Strategy((username, password, done) => {
      if (users.get(username) === password) done(null, { name: username })
      else done(null, false, { message: 'Wrong name or password.' })
    })
  )
  auth.serializeUser((user, done) => void later(() => done(null, (user as { name: string }).name)))
  auth.deserializeUser((name: string, done) => done(null, users.has(name) && { name }))
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.use(session({ secrets: ['dev-secret-key'], ...options }))
  app.use(auth.initialize(), auth.session())
  const outcome = { successRedirect: '/', failureRedirect: '/', failureMessage: true }
  app.post('/login', auth.authenticate('local', outcome))
  app.post('/login/keeping', auth.authenticate('local', { ...outcome, keepSessionInfo: true }))
  app.post('/login/plainly', auth.authenticate('local'), whoIsThere)
  app.post('/logout', (req, res, next) => req.logout((error) => (error ? next(error) : res.redirect('/'))))
  app.post('/logout/keeping', (req, res, next) =>
    req.logout({ keepSessionInfo: true }, (error) => (error ? next(error) : res.redirect('/')))
  )
  app.post('/forget', (_req, res) => res.json(users.clear()))
  app.post('/basket', (req, res) => {
    req.session.basket = [...(req.session.basket ?? []), 'pear']
    res.json(req.session.basket)
  })
  app.get('/', whoIsThere)
  return app.use(reportCode)
}

function whoIsThere(req: Request, res: Answer): void {
  const { basket = null, messages = null } = req.session
  const { name = null } = (req.user ?? {}) as { name?: string }
  res.json({ name, signedIn: req.isAuthenticated(), basket, messages, id: req.session.id })
}

const reportCode: ErrorRequestHandler = (error: Error & { code?: string; status?: number }, _req, res, _next) =>
  void res.status(error.status ?? 500).json(error.code ?? String(error))

const credentials = 'username=ann&password=secret'

function post(visitor: Visitor, url: string, body = ''): Promise<Visit> {
  return visitor.get(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' }
  })
}

const see = async (visitor: Visitor, url: string) =>
  JSON.parse((await visitor.get(url)).text) as Record<string, unknown>

const nobody = { name: null, signedIn: false, basket: null, messages: null }
const ann = { name: 'ann', signedIn: true, basket: null, messages: null }

test.each(modes)(
  'a login is there for the redirect that follows, and for the requests after it: %s',
  async (_mode, make) => {
    const url = await listen(createShop(make()))
    const visitor = createVisitor()
    expect(await see(visitor, url)).toMatchObject(nobody)
    const login = await post(visitor, `${url}/login`, credentials)
    expect([login.status, login.headers.get('location'), login.lines.length]).toEqual([302, '/', 1])
    expect(await see(visitor, url)).toMatchObject(ann)
    expect(await see(visitor, url)).toMatchObject(ann)
  }
)

test.each(modes)('a login without a redirect answers in the same request: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  const visitor = createVisitor()
  expect(JSON.parse((await post(visitor, `${url}/login/plainly`, credentials)).text)).toMatchObject(ann)
  expect(await see(visitor, url)).toMatchObject(ann)
})

test.each(modes)('a login drops what the session held, unless it is told to keep it: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  for (const [path, basket] of [
    ['/login', null],
    ['/login/keeping', ['pear']]
  ] as const) {
    const visitor = createVisitor()
    await post(visitor, `${url}/basket`)
    await post(visitor, `${url}${path}`, credentials)
    expect(await see(visitor, url)).toMatchObject({ ...ann, basket })
  }
})

test.each(endable)(
  'a login gives the session another id, whatever is kept, and ends the one before: %s',
  async (_mode, make) => {
    const url = await listen(createShop(make()))
    for (const path of ['/login', '/login/keeping']) {
      const visitor = createVisitor()
      await post(visitor, `${url}/basket`)
      const before = visitor.copy()
      const { id } = await see(visitor, url)
      await post(visitor, `${url}${path}`, credentials)
      const after = await see(visitor, url)
      expect([id, after['id']]).toEqual([expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)])
      expect(after['id']).not.toBe(id)
      const copied = await see(before, url)
      expect(copied).toMatchObject(nobody)
      expect([id, after['id']]).not.toContain(copied['id'])
    }
  }
)

test.each(modes)('who planted a cookie before the login is not signed in by it: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  const attacker = createVisitor()
  await post(attacker, `${url}/basket`)
  const victim = attacker.copy()
  await post(victim, `${url}/login/keeping`, credentials)
  expect(await see(victim, url)).toMatchObject({ name: 'ann' })
  expect(await see(attacker, url)).toMatchObject({ name: null, signedIn: false })
  await post(attacker, `${url}/basket`)
  expect(await see(attacker, url)).toMatchObject({ name: null, signedIn: false })
  expect(await see(victim, url)).toMatchObject({ ...ann, basket: ['pear'] })
})

test.each(modes)('a logout ends the login, and keeps the rest only if it is told to: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  for (const [path, basket] of [
    ['/logout', null],
    ['/logout/keeping', ['pear']]
  ] as const) {
    const visitor = createVisitor()
    await post(visitor, `${url}/login`, credentials)
    await post(visitor, `${url}/basket`)
    expect(await see(visitor, url)).toMatchObject({ ...ann, basket: ['pear'] })
    const logout = await post(visitor, `${url}${path}`)
    expect([logout.status, logout.lines.length]).toEqual([302, 1])
    expect(visitor.jar.has('session')).toBe(basket !== null)
    expect(await see(visitor, url)).toMatchObject({ ...nobody, basket })
  }
})

test.each(endable)('a copy of the cookie is worth nothing after the logout: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  for (const path of ['/logout', '/logout/keeping']) {
    const visitor = createVisitor()
    await post(visitor, `${url}/login`, credentials)
    await post(visitor, `${url}/basket`)
    const copy = visitor.copy()
    expect(await see(copy, url)).toMatchObject({ name: 'ann' })
    await post(visitor, `${url}${path}`)
    expect(await see(copy, url)).toMatchObject(nobody)
  }
})

test('without a store a copy of the cookie outlives the logout, as the documentation says', async () => {
  const url = await listen(createShop({}))
  const visitor = createVisitor()
  await post(visitor, `${url}/login`, credentials)
  const copy = visitor.copy()
  await post(visitor, `${url}/logout`)
  expect(await see(copy, url)).toMatchObject({ name: 'ann' })
})

test.each(modes)(
  'a failed login leaves the session as it is, and leaves its message there: %s',
  async (_mode, make) => {
    const url = await listen(createShop(make()))
    const visitor = createVisitor()
    await post(visitor, `${url}/basket`)
    for (const _time of [1, 2]) await post(visitor, `${url}/login`, 'username=ann&password=guess')
    expect(await see(visitor, url)).toMatchObject({
      ...nobody,
      basket: ['pear'],
      messages: ['Wrong name or password.', 'Wrong name or password.']
    })
    const refused = await post(createVisitor(), `${url}/login/plainly`, 'username=ann&password=guess')
    expect([refused.status, refused.text, refused.lines]).toEqual([401, 'Unauthorized', []])
  }
)

test.each(modes)('a user who is gone is signed out by the next request: %s', async (_mode, make) => {
  const url = await listen(createShop(make()))
  const visitor = createVisitor()
  await post(visitor, `${url}/login`, credentials)
  await post(createVisitor(), `${url}/forget`)
  expect(await see(visitor, url)).toMatchObject(nobody)
})

test('a login in server mode leaves one record, and a logout none', async () => {
  const store = createMemoryStore()
  const there = new Set<string>()
  const watched: SessionStore = {
    read: (key) => store.read(key),
    async swap(key, before, after, ttl) {
      const isDone = await store.swap(key, before, after, ttl)
      if (isDone) there[after === null ? 'delete' : 'add'](key)
      return isDone
    }
  }
  const url = await listen(createShop({ mode: 'server', store: watched }))
  const visitor = createVisitor()
  await post(visitor, `${url}/basket`)
  await post(visitor, `${url}/login/keeping`, credentials)
  const { id } = await see(visitor, url)
  expect([...there]).toEqual([`s:${String(id)}`])
  await post(visitor, `${url}/logout`)
  expect(there.size).toBe(0)
})

test('a store that fails makes the login an error, and nobody is signed in', async () => {
  const store = createMemoryStore()
  let isDown = false
  const failing: SessionStore = {
    read: (key) => store.read(key),
    swap: (...given) => (isDown ? Promise.reject(new Error('down')) : store.swap(...given))
  }
  const url = await listen(createShop({ mode: 'server', store: failing }))
  const visitor = createVisitor()
  await post(visitor, `${url}/basket`)
  isDown = true
  const login = await post(visitor, `${url}/login`, credentials)
  expect([login.status, login.text, login.lines]).toEqual([503, '"store-unavailable"', []])
  isDown = false
  expect(await see(visitor, url)).toMatchObject({ ...nobody, basket: ['pear'] })
})

test('a login cannot keep what another program stored under a name of ours, and says so', async () => {
  const secrets = ['dev-secret-key']
  const url = await listen(createShop({ secrets }, (done) => done()))
  const theirs = createSessionCodec({ secrets }).sign({ id: 5, basket: ['pear'] })
  const visitor = createVisitor([['session', theirs]])
  expect(await see(visitor, url)).toMatchObject({ id: 5, basket: ['pear'] })
  const keeping = await post(visitor, `${url}/login/keeping`, credentials)
  expect([keeping.status, keeping.text]).toEqual([500, '"reserved-name"'])
  await post(visitor, `${url}/login`, credentials)
  expect(await see(visitor, url)).toMatchObject(ann)
})
