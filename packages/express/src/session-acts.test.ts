import { createSessionCodec } from '@clearjar/session'
import express, { type ErrorRequestHandler, type Request, type Response as Answer } from 'express'
import { expect, expectTypeOf, test } from 'vitest'

import {
  createMemoryStore,
  inspectSession,
  saveSession,
  session,
  type Session,
  type SessionCommit,
  type SessionData,
  type SessionEvent,
  sessionOf,
  type SessionOptions,
  type SessionStore,
  setSessionCookie
} from './index.ts'
import { createVisitor, listen, type Visit, type Visitor } from './testing/visit.ts'

declare module './index.ts' {
  interface SessionData {
    name: string
    tags: string[]
  }
}

const NOW = 1_700_000_000
const secrets = ['dev-secret-key']
const codec = createSessionCodec({ secrets })

type View = (req: Request, res: Answer) => unknown

const reportCode: ErrorRequestHandler = (error: Error & { code?: string }, _req, res, _next) =>
  void res.status(500).json(error.code ?? String(error))

/** Visits one view after the other, with the cookies that the one before left. */
async function walk(
  views: readonly View[],
  options: Partial<SessionOptions> = {},
  visitor: Visitor = createVisitor()
): Promise<(Visit & { readonly json: unknown })[]> {
  const app = express().use(session({ secrets, now: () => NOW, ...options }))
  for (const [index, view] of views.entries()) {
    app.get(`/${index}`, async (req, res) => {
      const answer = await view(req, res)
      if (!res.headersSent) res.json(answer ?? null)
    })
  }
  const url = await listen(app.use(reportCode))
  const visits = []
  for (const index of views.keys()) {
    const visit = await visitor.get(`${url}/${index}`)
    visits.push({ ...visit, json: JSON.parse(visit.text) as unknown })
  }
  return visits
}

/** What the last of the views answered. */
async function last(views: readonly View[], options?: Partial<SessionOptions>, visitor?: Visitor): Promise<unknown> {
  return (await walk(views, options, visitor)).at(-1)?.json
}

const modes: [string, () => Partial<SessionOptions>][] = [
  ['cookie', () => ({})],
  ['cookie with revocation', () => ({ revocation: true, store: createMemoryStore() })],
  ['server', () => ({ mode: 'server', store: createMemoryStore() })]
]
const withIds = modes.slice(1)

type Act = 'regenerate' | 'save' | 'reload' | 'destroy' | 'touch'
type Form = (session: Session, act: Act) => Promise<void>

const forms: [string, Form][] = [
  ['a promise', (target, act) => target[act]()],
  [
    'a callback',
    (target, act) =>
      new Promise((resolve, reject) => {
        void target[act]((error) => (error === undefined ? resolve() : reject(error)))
      })
  ]
]

const signIn: View = (req) => void (req.session = { name: 'ann', tags: ['a'] })
const look: View = (req) => ({ ...req.session })
const state: View = (req) => [req.session.isNew, req.session.isChanged, req.session.isPopulated]

const each = modes.flatMap(([mode, options]) => forms.map(([form, act]) => [mode, form, options, act] as const))

test.each(each)('regenerate starts over without data: %s mode, by %s', async (_mode, _form, options, act) => {
  const visits = await walk(
    [
      signIn,
      async (req) => {
        const before = req.session
        await act(before, 'regenerate')
        const changed = [before !== req.session, req.session.isNew, Object.keys(req.session)]
        req.session.name = 'bob'
        return changed
      },
      look
    ],
    options()
  )
  expect(visits[1]!.json).toEqual([true, true, []])
  expect(visits[2]!.json).toEqual({ name: 'bob' })
})

test.each(each)('save keeps the session before the response: %s mode, by %s', async (_mode, _form, options, act) => {
  const visits = await walk(
    [
      async (req, res) => {
        req.session.name = 'ann'
        await act(req.session, 'save')
        return [req.session.isChanged, res.getHeader('Set-Cookie')]
      },
      look
    ],
    options()
  )
  expect(visits[0]!.json).toEqual([expect.any(Boolean), expect.anything()])
  expect(visits[0]!.lines).toHaveLength(1)
  expect(visits[1]!.json).toEqual({ name: 'ann' })
})

test.each(each)('reload drops what was changed: %s mode, by %s', async (_mode, _form, options, act) => {
  const visits = await walk(
    [
      signIn,
      async (req) => {
        const before = req.session
        req.session.tags!.push('b')
        req.session.name = 'bob'
        await act(before, 'reload')
        return [{ ...req.session }, req.session.isNew, req.session.isChanged]
      },
      look
    ],
    options()
  )
  expect(visits[1]!.json).toEqual([{ name: 'ann', tags: ['a'] }, false, false])
  expect([visits[1]!.lines, visits[2]!.json]).toEqual([[], { name: 'ann', tags: ['a'] }])
})

test.each(each)('destroy ends the session: %s mode, by %s', async (_mode, _form, options, act) => {
  const visits = await walk(
    [
      signIn,
      async (req) => {
        await act(req.session, 'destroy')
        return [Object.keys(req.session), req.session.isPopulated]
      },
      (req) => inspectSession(req).received
    ],
    options()
  )
  expect(visits[1]!.json).toEqual([[], false])
  expect(visits[1]!.lines).toEqual([expect.stringMatching(/^session=; Expires=Thu, 01 Jan 1970/)])
  expect(visits[2]!.json).toEqual({ status: 'absent' })
})

test.each(each)('touch signs again, though nothing changed: %s mode, by %s', async (_mode, _form, options, act) => {
  const visits = await walk([signIn, (req) => act(req.session, 'touch'), look], options())
  expect(visits[1]!.lines).toEqual([expect.stringMatching(/^session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)])
  expect(visits[2]!.json).toEqual({ name: 'ann', tags: ['a'] })
})

test.each(withIds)('a copy of a session that was regenerated or destroyed is refused: %s mode', async (_mode, make) => {
  for (const end of ['regenerate', 'destroy'] as const) {
    const options = make()
    const visitor = createVisitor()
    await walk([signIn], options, visitor)
    const copy = visitor.copy()
    await walk([(req) => req.session[end]()], options, visitor)
    const received = await last([(req) => inspectSession(req).received], options, copy)
    expect(received).toMatchObject({ status: 'refused', reason: 'ended' })
  }
})

test.each(withIds)('an id stays, is seldom guessed, and regenerate gives another: %s mode', async (_mode, make) => {
  const id: View = (req) => [req.session.id, inspectSession(req).id]
  const visits = await walk(
    [(req, res) => (signIn(req, res), id(req, res)), id, (req) => req.session.regenerate().then(() => req.session.id)],
    make()
  )
  const [first, second, third] = visits.map(({ json }) => json)
  expect(first).toEqual([expect.stringMatching(/^[\w-]{22}$/), expect.anything()])
  expect(second).toEqual(first)
  expect(third).toMatch(/^[\w-]{22}$/)
  expect(first).not.toContain(third)
})

test('without a store nothing needs an id', async () => {
  expect(await last([(req) => [req.session.id, req.session.regenerate().then(() => 0)].slice(0, 1)])).toEqual([null])
})

test.each(modes)('isNew, isChanged and isPopulated tell what is: %s mode', async (_mode, make) => {
  const visits = await walk(
    [
      state,
      (req, res) => (signIn(req, res), state(req, res)),
      state,
      (req, res) => (req.session.tags!.push('b'), state(req, res)),
      (req, res) => (req.session.tags!.push('c'), req.session.tags!.pop(), state(req, res)),
      (req, res) => ((req.session = {}), state(req, res))
    ],
    make()
  )
  expect(visits.map(({ json }) => json)).toEqual([
    [true, false, false],
    [true, true, true],
    [false, false, true],
    [false, true, true],
    [false, false, true],
    [true, true, false]
  ])
})

test.each(modes)('permanent is kept and gives the cookie an end: %s mode', async (_mode, make) => {
  const visits = await walk(
    [
      (req) => {
        req.session.name = 'ann'
        req.session.permanent = true
        return [req.session.permanent, Object.keys(req.session)]
      },
      (req) => req.session.permanent,
      (req) => void (req.session.permanent = false),
      (req) => [req.session.permanent, { ...req.session }]
    ],
    { ...make(), slideAfter: 0 }
  )
  expect(visits.map(({ json }) => json)).toEqual([
    [true, ['name', '_permanent']],
    true,
    null,
    [false, { name: 'ann', _permanent: false }]
  ])
  expect(visits.map(({ lines }) => lines.some((line) => line.includes('Expires=')))).toEqual([true, true, false, false])
})

const broken: SessionStore = { read: async () => null, swap: () => Promise.reject(new Error('down')) }

test('an act that fails tells its callback, and its promise does not reject as well', async () => {
  const answer = await last(
    [
      async (req) => {
        req.session.name = 'ann'
        const codes: unknown[] = []
        await req.session.save((error) => codes.push((error as { code: string }).code))
        await req.session.destroy((error) => codes.push(error === undefined ? 'ended' : 'failed'))
        await req.session.reload((error) => codes.push((error as { code: string }).code))
        Reflect.set(req.session, 'name', () => 1)
        await req.session.save((error) => codes.push((error as { code: string }).code))
        delete req.session.name
        return codes
      }
    ],
    { mode: 'server', store: broken }
  )
  expect(answer).toEqual(['store-unavailable', 'ended', 'session-gone', 'unserializable-value'])
})

test('an act that fails without a callback rejects, and Express answers', async () => {
  const [visit] = await walk([(req) => ((req.session.name = 'ann'), req.session.save())], {
    mode: 'server',
    store: broken
  })
  expect([visit!.status, visit!.json]).toEqual([500, 'store-unavailable'])
})

test('what a callback throws rejects the promise, and the callback is not called again', async () => {
  const calls: unknown[] = []
  const [visit] = await walk([
    (req) =>
      req.session.save((error) => {
        calls.push(error)
        throw new Error('mine')
      })
  ])
  expect([visit!.json, calls]).toEqual(['Error: mine', [undefined]])
})

test.each(modes)(
  'acts of an object that was replaced are those of the session that took its place: %s mode',
  async (_mode, make) => {
    const views: View[] = [
      signIn,
      async (req) => {
        const old = req.session
        await old.regenerate()
        old.name = 'nobody reads this'
        req.session.name = 'bob'
        await old.save()
        return [old.id === req.session.id, { ...req.session }]
      },
      async (req) => {
        const old = req.session
        req.session = { name: 'cid' }
        await old.touch()
        return [{ ...old }, { ...req.session }]
      },
      async (req) => {
        const old = req.session
        req.session = { name: 'dan' }
        await old.destroy()
        return { ...req.session }
      },
      (req) => inspectSession(req).received.status
    ]
    const visits = await walk(views, make())
    expect(visits.map(({ json }) => json)).toEqual([
      null,
      [true, { name: 'bob' }],
      [{ name: 'bob' }, { name: 'cid' }],
      {},
      'absent'
    ])
  }
)

test.each(modes)(
  'what was saved is what reload reads, also in the request that saved it: %s mode',
  async (_mode, make) => {
    const saveAndReload: View = async (req) => {
      req.session.name = 'bob'
      await req.session.save()
      req.session.name = 'not kept'
      await req.session.reload()
      return { ...req.session }
    }
    const visits = await walk(
      [
        saveAndReload,
        look,
        async (req, res) => (await req.session.regenerate(), saveAndReload(req, res)),
        look,
        async (req, res) => (
          (req.session.name = 'ann'),
          await req.session.save(),
          (req.session.tags = []),
          saveAndReload(req, res)
        ),
        look
      ],
      make()
    )
    expect(visits.map(({ json }) => json)).toEqual([
      { name: 'bob' },
      { name: 'bob' },
      { name: 'bob' },
      { name: 'bob' },
      { name: 'bob', tags: [] },
      { name: 'bob', tags: [] }
    ])
  }
)

test.each(modes)('a session that was never kept, or was ended, cannot be reloaded: %s mode', async (_mode, make) => {
  const visits = await walk(
    [(req) => req.session.reload(), signIn, async (req) => (await req.session.destroy(), req.session.reload())],
    make()
  )
  expect(visits.map(({ json }) => json)).toEqual(['session-gone', null, 'session-gone'])
})

test.each(withIds)(
  'regenerate after save gives another id, though the data is the same: %s mode',
  async (_mode, make) => {
    const options = make()
    const visitor = createVisitor()
    await walk([signIn], options, visitor)
    const copy = visitor.copy()
    const visits = await walk(
      [
        async (req) => {
          req.session.name = 'bob'
          await req.session.save()
          const { id } = req.session
          await req.session.regenerate()
          req.session = { name: 'bob', tags: ['a'] }
          return id
        },
        (req) => [req.session.id, { ...req.session }]
      ],
      options,
      visitor
    )
    expect(visits[1]!.json).toEqual([expect.any(String), { name: 'bob', tags: ['a'] }])
    expect(visits[1]!.json).not.toContain(visits[0]!.json)
    expect(await last([(req) => inspectSession(req).received], options, copy)).toMatchObject({ reason: 'ended' })
  }
)

test.each(withIds)('a session that is emptied, saved and regenerated is ended: %s mode', async (_mode, make) => {
  const options = make()
  const visitor = createVisitor()
  await walk([signIn], options, visitor)
  const copy = visitor.copy()
  const [visit] = await walk(
    [
      async (req) => {
        delete req.session.name
        delete req.session.tags
        await req.session.save()
        await req.session.regenerate()
      }
    ],
    options,
    visitor
  )
  expect(visit!.lines).toEqual([expect.stringMatching(/^session=; Expires=Thu, 01 Jan 1970/)])
  expect(await last([(req) => inspectSession(req).received], options, copy)).toMatchObject({ reason: 'ended' })
})

test.each(modes)(
  'a session that is regenerated while it is being saved is there afterwards: %s mode',
  async (_mode, make) => {
    const views: View[] = [
      (req) => {
        req.session.name = 'ann'
        void req.session.save()
        void req.session.regenerate()
        req.session.name = 'bob'
      },
      look,
      async (req) => {
        req.session.name = 'cid'
        const saving = req.session.save()
        await req.session.regenerate()
        req.session.name = 'dan'
        await saving
        await req.session.save()
      },
      look
    ]
    const visits = await walk(views, make())
    expect(visits.map(({ json }) => json)).toEqual([null, { name: 'bob' }, null, { name: 'dan' }])
  }
)

test('a session that is replaced while it is being saved is not written under the new id', async () => {
  const kept = createMemoryStore()
  const texts: unknown[] = []
  const store: SessionStore = { ...kept, swap: (...given) => (texts.push(given[2]), kept.swap(...given)) }
  const replace: View = async (req) => {
    req.session.name = 'bob'
    await req.session.touch()
    const saving = req.session.save()
    await req.session.regenerate()
    req.session.name = 'cid'
    await saving
  }
  await walk([(req) => void (req.session.name = 'ann'), replace], { mode: 'server', revocation: true, store })
  expect(texts).toEqual(['{"name":"ann"}', null, '{"name":"cid"}'])
})

test.each(['cookie', 'server'] as const)(
  'sessions that were saved and replaced in one request leave nothing behind: %s mode',
  async (mode) => {
    const store = createMemoryStore()
    const keys = new Map<string, boolean>()
    const watched: SessionStore = {
      read: (key) => store.read(key),
      async swap(key, before, after, ttl) {
        const done = await store.swap(key, before, after, ttl)
        if (done) keys.set(key, after !== null)
        return done
      }
    }
    const middleware = session({
      secrets,
      mode,
      store: watched,
      revocation: { subject: ({ name }) => name, track: true }
    })
    const app = express().use(middleware)
    app.get('/', async (req, res) => {
      req.session.name = 'ann'
      await req.session.save()
      await req.session.regenerate()
      req.session.name = 'ann'
      await req.session.save()
      req.session = { name: 'ann' }
      res.json(req.session.id)
    })
    const { text } = await createVisitor().get(await listen(app.use(reportCode)))
    const live = await middleware.sessionsOf('ann')
    expect(live.map(({ id }) => id)).toEqual([JSON.parse(text)])
    const records = [...keys].filter(([key, isThere]) => isThere && key.startsWith('s:'))
    expect(records).toHaveLength(mode === 'server' ? 1 : 0)
  }
)

const RESERVED = ['id', 'isNew', 'isChanged', 'isPopulated', 'regenerate', 'save', 'reload', 'destroy', 'touch', '_jar']

test.each(RESERVED.flatMap((name) => modes.map(([mode, make]) => [name, mode, make] as const)))(
  '%s cannot be assigned, alone or with others, and the session stays as it was: %s mode',
  async (name, _mode, make) => {
    const visits = await walk(
      [
        signIn,
        (req) => Reflect.set(req.session, name, 'mine'),
        (req) => void Object.assign(req.session, { [name]: 'mine' }),
        (req) => void (req.session = { name: 'bob', [name]: 'mine' }),
        look
      ],
      make()
    )
    expect(visits.slice(1).map(({ json }) => json)).toEqual([
      'reserved-name',
      'reserved-name',
      'reserved-name',
      { name: 'ann', tags: ['a'] }
    ])
  }
)

const theirs =
  '{"__proto__":{"admin":true},"_permanent":false,"constructor":"c","hasOwnProperty":1,"id":5,"isChanged":0,' +
  '"isNew":"old","name":"ann","save":"theirs","then":7,"toJSON":null,"toString":"t"}'

test('what another program stored under a name of ours is there, is kept, and misleads nobody', async () => {
  const visitor = createVisitor([['session', codec.signSerialized(theirs, { now: NOW })]])
  const visits = await walk(
    [
      async (req) => {
        const data = JSON.parse(JSON.stringify({ ...req.session })) as object
        const admin = (req.session as { admin?: unknown }).admin ?? null
        req.session.name = 'bob'
        return [data, Object.keys(req.session), admin, await saveSession(req), inspectSession(req).id]
      },
      (req) => [JSON.stringify(req.session), Object.keys(req.session).length, typeof req.session.regenerate]
    ],
    {},
    visitor
  )
  const parsed = JSON.parse(theirs) as object
  expect(visits[0]!.json).toMatchObject([parsed, Object.keys(parsed), null, { action: 'set', why: 'changed' }, null])
  expect(visits[1]!.json).toEqual([theirs.replace('"ann"', '"bob"'), 12, 'function'])
  const cookie = codec.verify(visitor.jar.get('session')!)
  expect(cookie).toMatchObject({ ok: true, json: theirs.replace('"ann"', '"bob"') })
})

test('the same in a record of a store, where ids and revocation go on working', async () => {
  const store = createMemoryStore()
  const options: Partial<SessionOptions> = { mode: 'server', store }
  const visitor = createVisitor()
  const [first] = await walk([(req) => ((req.session.name = 'ann'), req.session.id)], options, visitor)
  const key = `s:${String(first!.json)}`
  await store.swap(key, await store.read(key), theirs, 60)
  const visits = await walk(
    [(req) => [(req.session.name = 'bob'), inspectSession(req).id], (req) => req.session.regenerate(), look],
    options,
    visitor
  )
  expect(visits.map(({ json }) => json)).toEqual([['bob', first!.json], null, {}])
  expect(await store.read(key)).toBeNull()
})

test('a method that is hidden by data fails with a word, not in silence', async () => {
  const visitor = createVisitor([['session', codec.sign({ save: 'theirs' }, { now: NOW })]])
  expect(await last([(req) => req.session.save()], {}, visitor)).toBe('TypeError: req.session.save is not a function')
})

test.each(modes)('keys, spread, JSON and structuredClone show the data alone: %s mode', async (_mode, make) => {
  const seen = await last(
    [
      signIn,
      (req) => [
        Object.keys(req.session),
        { ...req.session },
        JSON.stringify(req.session),
        structuredClone({ ...req.session }),
        Object.getOwnPropertyNames(req.session),
        Object.getOwnPropertySymbols(req.session).length,
        inherited(req.session)
      ]
    ],
    make()
  )
  const data = { name: 'ann', tags: ['a'] }
  const names = ['name', 'tags']
  expect(seen).toEqual([names, data, JSON.stringify(data), data, names, 0, names])
})

/** What `for…in` sees, which is how Passport copies a session. */
function inherited(target: object): string[] {
  const names = []
  for (const name in target) names.push(name)
  return names
}

const subjects: [string, () => Partial<SessionOptions>][] = [
  ['absolute', () => ({ absolute: '1d' })],
  ['revocation', () => ({ revocation: { subject: () => 'ann', track: true }, store: createMemoryStore() })],
  ['server', () => ({ mode: 'server', absolute: '1d', store: createMemoryStore() })]
]

test.each(subjects)('what the middleware keeps beside the data is not among it: %s', async (_what, make) => {
  const options = make()
  const visitor = createVisitor()
  const everything: View = (req) => [
    Object.getOwnPropertyNames(req.session),
    Reflect.get(req.session, '_jar') ?? null,
    JSON.stringify(req.session)
  ]
  const visits = await walk(
    [signIn, everything, (req) => req.session.reload().then(() => everything(req, req.res!))],
    options,
    visitor
  )
  expect(visits.slice(1).map(({ json }) => json)).toEqual(
    Array.from({ length: 2 }, () => [['name', 'tags'], null, '{"name":"ann","tags":["a"]}'])
  )
  const cookie = codec.verify(visitor.jar.get('session')!)
  expect(cookie.ok && cookie.data).toHaveProperty('_jar')
})

test('nothing that an application defines under the name of ours forges anything', async () => {
  const forged = { id: 'A'.repeat(22), born: NOW + 1_000_000, gen: 99 }
  for (const [, make] of [...modes, ...subjects]) {
    const visits = await walk(
      [
        signIn,
        (req) => void Object.defineProperty(req.session, '_jar', { value: forged, enumerable: true, writable: true }),
        (req) => [{ ...req.session }, inspectSession(req).id === forged.id]
      ],
      make()
    )
    expect(visits[2]!.json).toEqual([{ name: 'ann', tags: ['a'] }, false])
  }
})

test('the cookie of a response can have attributes of its own', async () => {
  const visits = await walk([
    (req) => {
      req.session.name = 'ann'
      setSessionCookie(req, { path: '/app', domain: 'example.com', sameSite: 'strict', expires: NOW + 60 })
    },
    (req) => void (req.session.name = 'bob'),
    (req) => (setSessionCookie(req, { path: '/app' }), req.session.destroy()),
    (req) => setSessionCookie(req, { path: '/app' })
  ])
  expect(visits.map(({ lines }) => lines.map((line) => line.replace(/^[^;]*; /, '')))).toEqual([
    ['Expires=Tue, 14 Nov 2023 22:14:20 GMT; Domain=example.com; Path=/app; HttpOnly; SameSite=Strict'],
    ['Path=/; HttpOnly; SameSite=Lax'],
    ['Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/app; HttpOnly; SameSite=Lax'],
    []
  ])
})

test('attributes of one response outlive the session object, and an end that is none wins over permanent', async () => {
  const visits = await walk(
    [
      async (req) => {
        setSessionCookie(req, { path: '/app', expires: null })
        await req.session.regenerate()
        req.session.name = 'ann'
        await req.session.save()
        await req.session.reload()
        req.session.name = 'bob'
      }
    ],
    { permanent: true }
  )
  expect(visits[0]!.lines).toEqual([expect.stringMatching(/^session=[^;]+; Path=\/app; HttpOnly; SameSite=Lax$/)])
})

test('attributes that come after save are those of the cookie', async () => {
  const visits = await walk([
    async (req) => {
      req.session.name = 'ann'
      await req.session.save()
      setSessionCookie(req, { path: '/app' })
    }
  ])
  expect(visits[0]!.lines).toEqual([expect.stringContaining('; Path=/app; ')])
})

test('secure of one response is held to the connection, and what browsers would drop is refused', async () => {
  const visits = await walk([
    (req) => (setSessionCookie(req, { secure: true }), void (req.session.name = 'ann')),
    (req) => setSessionCookie(req, { sameSite: 'none' }),
    (req) => setSessionCookie(req, { path: 'no;path' }),
    (req) => setSessionCookie(req, { expires: NOW * 1000 }),
    (req) => setSessionCookie(req, { expires: Number.NaN }),
    (req) => setSessionCookie(req, { expires: -1 }),
    () => setSessionCookie({} as never, {})
  ])
  expect(visits.map(({ json }) => json)).toEqual([
    'insecure-connection',
    'invalid-option',
    'invalid-option',
    'invalid-option',
    'invalid-option',
    'invalid-option',
    'missing-middleware'
  ])
})

test('sessionOf gives the session a type of its own, and is the same object', async () => {
  interface Cart {
    readonly items: readonly number[]
  }
  const answer = await last([
    (req) => {
      const mine = sessionOf<Cart>(req)
      expectTypeOf(mine.items).toEqualTypeOf<readonly number[] | undefined>()
      expectTypeOf(mine).toExtend<Session>()
      expectTypeOf(req.session.tags).toEqualTypeOf<string[] | undefined>()
      expectTypeOf<SessionData['name']>().toEqualTypeOf<string>()
      // @ts-expect-error: declared for req.session only
      expect(mine.tags).toBeUndefined()
      return mine === (req.session as unknown)
    }
  ])
  expect(answer).toBe(true)
})

test.each(modes)('saveSession tells what was written: %s mode', async (_mode, make) => {
  const commits: SessionCommit[] = []
  const remember = async (req: Request) => void commits.push(await saveSession(req))
  await walk(
    [
      (req) => (req.session.isNew, remember(req)),
      async (req, res) => (signIn(req, res), await remember(req), await remember(req)),
      (req) => (req.session.name, remember(req)),
      async (req) => (await req.session.touch(), remember(req)),
      (req) => ((req.session = null), remember(req))
    ],
    make()
  )
  const set = { action: 'set', signedAt: NOW, expires: null, bytes: expect.any(Number), attributes: expect.any(String) }
  expect(commits).toEqual([
    { action: 'none' },
    { ...set, why: 'changed' },
    { ...set, why: 'changed' },
    { action: 'none' },
    { ...set, why: 'touched' },
    { action: 'delete', attributes: expect.stringContaining('Max-Age=0') }
  ])
})

test.each<[string, View]>([
  ['write', (_req, res) => res.write('"a')],
  ['flushHeaders', (_req, res) => (res.flushHeaders(), res.write('"a'))],
  ['writeHead', (_req, res) => res.writeHead(200).write('"a')]
])('a change after the headers have left is reported once: %s', async (_how, begin) => {
  for (const [, make] of modes) {
    const events: SessionEvent[] = []
    await walk(
      [
        signIn,
        async (req, res) => {
          req.session.name = 'bob'
          begin(req, res)
          await new Promise((resolve) => setImmediate(resolve))
          req.session.name = 'late'
          res.end('"')
        },
        (req, res) => {
          inspectSession(req)
          begin(req, res)
          req.session.name = 'late'
          res.end('"')
        },
        look
      ],
      { ...make(), onEvent: (event) => events.push(event) }
    )
    expect(events.filter(({ type }) => type === 'late-change')).toEqual([
      { type: 'late-change', names: ['name'] },
      { type: 'late-change', names: ['name'] }
    ])
  }
})

test('what is changed while the response waits is reported as lost', async () => {
  const events: SessionEvent[] = []
  const onEvent = (event: SessionEvent) => events.push(event)
  const late: View = (req, res) => {
    req.session.name = 'ann'
    res.json('answered')
    delete req.session.name
  }
  await walk([late], { mode: 'server', store: createMemoryStore(), absolute: '1d', onEvent })
  await expect.poll(() => events.map(({ type }) => type)).toEqual(['signed', 'late-change'])
  expect(events[1]).toEqual({ type: 'late-change', names: ['name'] })
})
