import { createSessionCodec } from '@clearjar/session'
import express, { type NextFunction, type Request, type Response as Answer } from 'express'
import { expect, test } from 'vitest'

import {
  inspectSession,
  saveSession,
  session,
  type SessionCommit,
  SessionMiddlewareError,
  type SessionOptions
} from './index.ts'
import { listen } from './testing/visit.ts'

declare module './index.ts' {
  interface SessionData {
    user: string
    visits: number
    cart: { items: string[] }
    blob: string
    anything: unknown
  }
}

const NOW = 1_700_000_000
const DAY = 86_400
const secrets = ['dev-secret-key']
const codec = createSessionCodec({ secrets })
const DELETION = 'session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'

const signed = (data: Record<string, unknown>, now = NOW) => `session=${codec.sign(data, { now })}`
const valueOf = (line: string | undefined) => /^[^=]+=([^;]*)/.exec(line ?? '')?.[1] ?? ''
const dataOf = (line: string | undefined) => {
  const verification = codec.verify(valueOf(line))
  return verification.ok ? verification.data : verification.reason
}

interface Exchange {
  readonly status: number
  readonly text: string
  readonly vary: string | null
  readonly lines: string[]
}

/** One request to an Express application whose only route is `view`. */
async function exchange(
  view: (req: Request, res: Answer) => unknown,
  {
    cookie,
    ...options
  }: Partial<Omit<SessionOptions, 'cookie'>> & { cookie?: string; options?: SessionOptions['cookie'] } = {}
): Promise<Exchange> {
  const app = express()
  const { options: attributes = {}, ...rest } = options
  app.use(session({ secrets, now: () => NOW, cookie: attributes, ...rest }))
  app.get('/', (req, res) => answer(view(req, res), res))
  app.use(reportError)
  return send(await listen(app), cookie)
}

async function answer(body: unknown, res: Answer) {
  const json = await body
  if (!res.headersSent) res.json(json ?? null)
}

function reportError(error: unknown, _req: Request, res: Answer, _next: NextFunction) {
  res
    .status(500)
    .json(error instanceof Error && 'code' in error ? { code: error.code, message: error.message } : String(error))
}

async function send(url: string, cookie?: string, init: RequestInit = {}): Promise<Exchange> {
  const response = await fetch(url, { redirect: 'manual', ...init, headers: cookie === undefined ? {} : { cookie } })
  const text = await response.text()
  return { status: response.status, text, vary: response.headers.get('vary'), lines: response.headers.getSetCookie() }
}

test('an untouched session sends nothing, whatever cookie came', async () => {
  const { lines, vary } = await exchange(() => 'ok', { cookie: signed({ _permanent: true, user: 'ann' }) })
  expect({ lines, vary }).toEqual({ lines: [], vary: null })
})

test('a session that was only read sends Vary and no cookie', async () => {
  const { text, lines, vary } = await exchange((req) => req.session.user, { cookie: signed({ user: 'ann' }) })
  expect({ text, lines, vary }).toEqual({ text: '"ann"', lines: [], vary: 'Cookie' })
})

test('reading without a cookie sends no cookie', async () => {
  const { lines, vary } = await exchange((req) => [req.session.user, req.session.isNew, req.session.isPopulated])
  expect({ lines, vary }).toEqual({ lines: [], vary: 'Cookie' })
})

test('a written session is signed, hidden, and lives as long as the browser', async () => {
  const { lines } = await exchange((req) => void (req.session.user = 'ann'))
  expect(lines).toEqual([`${signed({ user: 'ann' })}; Path=/; HttpOnly; SameSite=Lax`])
})

test('what is written comes back with the next request', async () => {
  const first = await exchange((req) => void (req.session.visits = 1))
  const second = await exchange((req) => void (req.session.visits! += 1), {
    cookie: `session=${valueOf(first.lines[0])}`
  })
  expect(dataOf(second.lines[0])).toEqual({ visits: 2 })
})

test('a change deep in the data is seen', async () => {
  const { lines } = await exchange((req) => void req.session.cart!.items.push('pear'), {
    cookie: signed({ cart: { items: ['fig'] } })
  })
  expect(dataOf(lines[0])).toEqual({ cart: { items: ['fig', 'pear'] } })
})

test('a value that was set to what it was is no change', async () => {
  const { lines } = await exchange((req) => void (req.session.user = 'ann'), { cookie: signed({ user: 'ann' }) })
  expect(lines).toEqual([])
})

test('the same data in the spelling of another writer is no change', async () => {
  const other = `session=${codec.signSerialized('{"visits": 1.0, "user": "\\u0061nn"}', { now: NOW })}`
  const read = await exchange((req) => [req.session.user, req.session.isChanged], { cookie: other })
  expect(read).toMatchObject({ text: '["ann",false]', lines: [] })
  const write = await exchange((req) => void (req.session.user = 'bob'), { cookie: other })
  expect(dataOf(write.lines[0])).toEqual({ user: 'bob', visits: 1 })
})

test('an emptied session is deleted with the attributes it was set with', async () => {
  const { lines, vary } = await exchange((req) => void delete req.session.user, { cookie: signed({ user: 'ann' }) })
  expect({ lines, vary }).toEqual({ lines: [DELETION], vary: 'Cookie' })
})

test('names set to undefined are gone, and the last one takes the session with it', async () => {
  const { lines } = await exchange((req) => void (req.session.anything = undefined), {
    cookie: signed({ anything: 1 })
  })
  expect(lines).toEqual([DELETION])
})

test('null ends a session, also a permanent one', async () => {
  const { lines } = await exchange((req) => void (req.session = null), {
    cookie: signed({ _permanent: true, user: 'ann' })
  })
  expect(lines).toEqual([DELETION])
})

test('null without a cookie sends no cookie', async () => {
  expect((await exchange((req) => void (req.session = null))).lines).toEqual([])
})

test('null deletes a refused cookie too', async () => {
  expect((await exchange((req) => void (req.session = null), { cookie: 'session=bogus' })).lines).toEqual([DELETION])
})

test('after null the session is a new one that can be written', async () => {
  const { text, lines } = await exchange(
    (req) => {
      req.session = null
      req.session.visits = 1
      return [req.session.user === undefined, req.session.isNew]
    },
    { cookie: signed({ user: 'ann' }) }
  )
  expect(text).toBe('[true,true]')
  expect(dataOf(lines[0])).toEqual({ visits: 1 })
})

test('an object replaces the session', async () => {
  const { lines } = await exchange((req) => void (req.session = { user: 'bob' }), { cookie: signed({ visits: 1 }) })
  expect(dataOf(lines[0])).toEqual({ user: 'bob' })
})

test('a session that is assigned to itself stays as it is', async () => {
  const { text, lines } = await exchange(
    (req) => {
      const mine = req.session
      req.session = mine
      return req.session === mine
    },
    { cookie: signed({ user: 'ann' }) }
  )
  expect({ text, lines }).toEqual({ text: 'true', lines: [] })
})

test.each([
  ['a changed signature', (good: string) => `${good.slice(0, -4)}AAAA`, 'signature-mismatch'],
  ['no signature', () => 'session=bogus', 'malformed'],
  ['a signature older than the lifetime', () => signed({ user: 'ann' }, NOW - 31 * DAY - 1), 'too-old'],
  ['a signature of tomorrow', () => signed({ user: 'ann' }, NOW + DAY), 'from-the-future'],
  ['a payload that is no object', () => `session=${codec.signSerialized('[1]', { now: NOW })}`, 'payload-unreadable']
])('a cookie with %s is a new session and is left alone', async (_what, spoil, reason) => {
  const { status, text, lines, vary } = await exchange(
    (req) => [{ ...req.session }, req.session.isNew, inspectSession(req).received],
    {
      cookie: spoil(signed({ user: 'ann' }))
    }
  )
  expect({ status, lines, vary }).toEqual({ status: 200, lines: [], vary: 'Cookie' })
  expect(JSON.parse(text)).toMatchObject([{}, true, { status: 'refused', reason }])
})

test('a refused cookie is overwritten by what is written', async () => {
  const { lines } = await exchange((req) => void (req.session.user = 'bob'), { cookie: 'session=bogus' })
  expect(dataOf(lines[0])).toEqual({ user: 'bob' })
})

test('a cookie is accepted until the last second of the lifetime, permanent or not', async () => {
  const { text } = await exchange((req) => req.session.user, {
    cookie: signed({ user: 'ann' }, NOW - 60),
    lifetime: '1m'
  })
  expect(text).toBe('"ann"')
})

test('the first of two cookies counts, even a bad one', async () => {
  const { text } = await exchange((req) => req.session.user ?? 'nobody', {
    cookie: `session=bogus; ${signed({ user: 'ann' })}`
  })
  expect(text).toBe('"nobody"')
})

test('quotes around the cookie do not matter', async () => {
  const quoted = signed({ user: 'ann' }).replace('=', '="') + '"'
  expect((await exchange((req) => req.session.user, { cookie: `other=1; ${quoted}` })).text).toBe('"ann"')
})

test('every secret verifies and the first signs', async () => {
  const old = createSessionCodec({ secrets: ['old'] })
  const view = (req: Request) => {
    const { received } = inspectSession(req)
    req.session.visits = 2
    return received
  }
  const { text, lines } = await exchange(view, {
    cookie: `session=${old.sign({ visits: 1 }, { now: NOW })}`,
    secrets: [...secrets, 'old']
  })
  expect(JSON.parse(text)).toMatchObject({ status: 'present', keyIndex: 1, signedAt: NOW })
  expect(dataOf(lines[0])).toEqual({ visits: 2 })
})

test('a permanent session gets Expires and no Max-Age', async () => {
  const { lines } = await exchange((req) => {
    req.session.permanent = true
    req.session.user = 'ann'
  })
  expect(lines).toEqual([
    `${signed({ _permanent: true, user: 'ann' })}; Expires=Fri, 15 Dec 2023 22:13:20 GMT; Path=/; HttpOnly; SameSite=Lax`
  ])
})

test('a permanent session that was touched is signed again, and only then', async () => {
  const permanent = signed({ _permanent: true, user: 'ann' }, NOW - 4 * DAY)
  const touched = await exchange((req) => req.session.user, { cookie: permanent })
  expect(touched).toMatchObject({ vary: 'Cookie' })
  expect(touched.lines[0]).toContain(signed({ _permanent: true, user: 'ann' }, NOW))
  expect((await exchange((req) => req.session.user, { cookie: permanent, sliding: false })).lines).toEqual([])
  expect((await exchange(() => 'untouched', { cookie: permanent })).lines).toEqual([])
})

test('a session that is not permanent does not slide', async () => {
  expect((await exchange((req) => req.session.user, { cookie: signed({ user: 'ann' }, NOW - DAY) })).lines).toEqual([])
})

test('permanent by default holds for new sessions with data, and visitors without any get no cookie', async () => {
  const written = await exchange((req) => ((req.session.user = 'ann'), req.session.permanent), { permanent: true })
  expect(written.text).toBe('true')
  expect(dataOf(written.lines[0])).toEqual({ _permanent: true, user: 'ann' })
  expect((await exchange((req) => req.session.permanent, { permanent: true })).lines).toEqual([])
  const refused = await exchange((req) => ((req.session.user = 'ann'), (req.session.permanent = false)), {
    permanent: true
  })
  expect(dataOf(refused.lines[0])).toEqual({ _permanent: false, user: 'ann' })
})

test('a session that holds only its permanence is kept, unless a new one would be the same', async () => {
  const marked = signed({ _permanent: true, user: 'ann' })
  expect(dataOf((await exchange((req) => void delete req.session.user, { cookie: marked })).lines[0])).toEqual({
    _permanent: true
  })
  expect((await exchange((req) => void delete req.session.user, { cookie: marked, permanent: true })).lines).toEqual([
    DELETION
  ])
})

test.each([
  ['readable', { visibility: 'readable' as const }, {}, 'Path=/; SameSite=Lax'],
  ['another path', {}, { path: '/app' }, 'Path=/app; HttpOnly; SameSite=Lax'],
  ['a domain', {}, { domain: 'example.com' }, 'Domain=example.com; Path=/; HttpOnly; SameSite=Lax'],
  ['strict', {}, { sameSite: 'strict' as const }, 'Path=/; HttpOnly; SameSite=Strict']
])('attributes for %s', async (_what, options, attributes, expected) => {
  const { lines } = await exchange((req) => void (req.session.user = 'ann'), { ...options, options: attributes })
  expect(lines[0]?.slice(signed({ user: 'ann' }).length)).toBe(`; ${expected}`)
})

test('Secure follows the connection that a trusted proxy reports', async () => {
  const app = express().set('trust proxy', 1)
  app.use(session({ secrets, now: () => NOW }))
  app.get('/', (req, res) => res.json((req.session.user = 'ann')))
  const url = await listen(app)
  const overHttps = await fetch(url, { headers: { 'x-forwarded-proto': 'https' } })
  expect(overHttps.headers.getSetCookie()[0]).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
  expect((await fetch(url)).headers.getSetCookie()[0]).not.toContain('Secure')
})

test('a Secure cookie over http is an error that names the fix', async () => {
  const { status, text, lines } = await exchange((req) => void (req.session.user = 'ann'), {
    options: { secure: true }
  })
  expect(JSON.parse(text)).toMatchObject({
    code: 'insecure-connection',
    message: expect.stringContaining("app.set('trust proxy', 1)")
  })
  expect({ status, lines }).toEqual({ status: 500, lines: [] })
})

test('a Secure cookie is read over http without complaint', async () => {
  const { text } = await exchange((req) => req.session.user, {
    cookie: signed({ user: 'ann' }),
    options: { secure: true }
  })
  expect(text).toBe('"ann"')
})

test('a cookie that browsers would drop is an error that names the largest keys, and the old cookie stays', async () => {
  const app = express()
  app.use(session({ secrets, now: () => NOW, compressAbove: Infinity }))
  app.get('/', (req, res) => {
    req.session.user = 'bob'
    req.session.blob = 'x'.repeat(5_000)
    res.json('saved')
  })
  let seen: unknown
  app.use((error: unknown, _req: Request, res: Answer, _next: NextFunction) => {
    seen = error
    res.status(413).json('too large')
  })
  const { status, text, lines, vary } = await send(await listen(app), signed({ user: 'ann' }))
  expect({ status, text, lines, vary }).toEqual({ status: 413, text: '"too large"', lines: [], vary: 'Cookie' })
  expect(seen).toBeInstanceOf(SessionMiddlewareError)
  expect(seen).toMatchObject({
    code: 'cookie-too-large',
    limit: 4096,
    keys: [
      { name: 'blob', bytes: 5_009 },
      { name: 'user', bytes: 12 }
    ]
  })
  expect(String(seen)).not.toContain('xxxx')
})

test('a cookie of 4,096 bytes is sent, and one byte more is an error', async () => {
  const value = createSessionCodec({ secrets, compressAbove: Infinity }).sign({ blob: 'x'.repeat(3_000) }, { now: NOW })
  const withName = (name: string) =>
    exchange((req) => ((req.session.blob = 'x'.repeat(3_000)), saveSession(req)), { name, compressAbove: Infinity })
  const fits = await withName('n'.repeat(4_095 - value.length))
  expect(JSON.parse(fits.text)).toMatchObject({ action: 'set', bytes: 4_096 })
  expect(fits.lines[0]?.indexOf('; ')).toBe(4_096)
  const tooLarge = await withName('n'.repeat(4_096 - value.length))
  expect(JSON.parse(tooLarge.text)).toMatchObject({ code: 'cookie-too-large' })
  expect(tooLarge.lines).toEqual([])
})

test('an error handler may mend the session that was too large', async () => {
  const app = express()
  app.use(session({ secrets, now: () => NOW, compressAbove: Infinity }))
  app.get('/', (req, res) => res.json((req.session.blob = 'x'.repeat(5000))))
  app.use((_error: unknown, req: Request, res: Answer, _next: NextFunction) => {
    delete req.session.blob
    req.session.user = 'ann'
    res.status(413).json('mended')
  })
  const { status, lines } = await send(await listen(app))
  expect(status).toBe(413)
  expect(dataOf(lines[0])).toEqual({ user: 'ann' })
})

test('a value that cannot be stored is an error', async () => {
  const { text, lines } = await exchange((req) => void (req.session.anything = () => 1))
  expect(JSON.parse(text)).toMatchObject({ code: 'unserializable-value' })
  expect(lines).toEqual([])
})

test.each([[5], ['text'], [[1]], [new Date(0)], [undefined]])('a session cannot be set to %j', async (value) => {
  const { text } = await exchange((req) => void ((req as { session: unknown }).session = value))
  expect(JSON.parse(text)).toMatchObject({ code: 'invalid-session' })
})

test.each(['isNew', 'isChanged', 'isPopulated'])('%s cannot be assigned', async (name) => {
  const single = await exchange((req) => void Reflect.set(req.session, name, true))
  expect(JSON.parse(single.text)).toMatchObject({ code: 'reserved-name' })
  const whole = await exchange((req) => void (req.session = { [name]: true }))
  expect(JSON.parse(whole.text)).toMatchObject({ code: 'reserved-name' })
})

test('data that another writer stored under a reserved name is kept', async () => {
  const data = { isNew: 'theirs', permanent: 3, toString: 'text', user: 'ann' }
  const { lines } = await exchange((req) => void (req.session.user = 'bob'), { cookie: signed(data) })
  expect(dataOf(lines[0])).toEqual({ ...data, user: 'bob' })
})

test('a foreign permanent does not make a session outlive the browser', async () => {
  const theirs = signed({ permanent: 'no', visits: 1 })
  expect((await exchange((req) => req.session.visits, { cookie: theirs })).lines).toEqual([])
  const { lines } = await exchange((req) => void (req.session.visits = 2), { cookie: theirs })
  expect(lines).toEqual([`${signed({ permanent: 'no', visits: 2 })}; Path=/; HttpOnly; SameSite=Lax`])
})

test('a foreign permanent does not keep a permanent session from sliding', async () => {
  const data = { _permanent: true, permanent: '', visits: 1 }
  const { lines } = await exchange((req) => req.session.visits, { cookie: signed(data, NOW - 4 * DAY) })
  expect(lines[0]).toContain(`${signed(data)}; Expires=`)
})

test('a foreign isNew does not make an old session a new, permanent one', async () => {
  const cookie = signed({ isNew: 'yes', visits: 1 })
  expect((await exchange((req) => req.session.visits, { cookie, permanent: true })).lines).toEqual([])
})

test('an object that replaces a session is a new session, permanent by default', async () => {
  const { lines } = await exchange((req) => void (req.session = { user: 'bob' }), {
    cookie: signed({ visits: 1 }),
    permanent: true
  })
  expect(dataOf(lines[0])).toEqual({ _permanent: true, user: 'bob' })
  expect(lines[0]).toContain('Expires=')
})

test.each([
  ['before the session was saved', (req: Request, res: Answer) => (res.clearCookie('session'), saveSession(req))],
  ['after it was saved', (req: Request, res: Answer) => saveSession(req).then(() => void res.clearCookie('session'))],
  ['without saving the session', (_req: Request, res: Answer) => res.clearCookie('session')]
])('a refresh does not bring back a cookie that the application clears %s', async (_when, clear) => {
  const cookie = signed({ _permanent: true, user: 'ann' })
  const { lines } = await exchange((req, res) => void [req.session.user, clear(req, res)], { cookie })
  expect(lines.at(-1)).toBe('session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
})

test('a changed session is sent after the line with which the application clears the cookie', async () => {
  const view = (req: Request, res: Answer) => {
    res.clearCookie('session')
    req.session.user = 'bob'
  }
  const { lines } = await exchange(view, { cookie: signed({ _permanent: true, user: 'ann' }) })
  expect(dataOf(lines.at(-1))).toEqual({ _permanent: true, user: 'bob' })
})

test('clearing another cookie leaves the refresh alone', async () => {
  const view = (req: Request, res: Answer) => (res.clearCookie('session.sig'), req.session.user)
  const { lines } = await exchange(view, {
    cookie: signed({ _permanent: true, user: 'ann' }),
    slideAfter: 0
  })
  expect(lines).toHaveLength(2)
})

test('__proto__ is a name like any other', async () => {
  const theirs = `session=${codec.signSerialized('{"__proto__":{"admin":true},"user":"ann"}', { now: NOW })}`
  const { text, lines } = await exchange(
    (req) => {
      const { user, isNew } = req.session
      Reflect.set(req.session, '__proto__', { admin: false })
      return [user, isNew, 'admin' in req.session, Object.keys(req.session)]
    },
    { cookie: theirs }
  )
  expect(JSON.parse(text)).toEqual(['ann', false, false, ['__proto__', 'user']])
  const verification = codec.verify(valueOf(lines[0]))
  expect(verification).toMatchObject({ ok: true, json: '{"__proto__":{"admin":false},"user":"ann"}' })
})

test('assigning __proto__ stores it, and leaves the prototype alone', async () => {
  const { text, lines } = await exchange((req) => {
    Reflect.set(req.session, '__proto__', { admin: true })
    return ['admin' in req.session, req.session.isNew]
  })
  expect(text).toBe('[false,true]')
  expect(codec.verify(valueOf(lines[0]))).toMatchObject({ ok: true, json: '{"__proto__":{"admin":true}}' })
})

test('only the data is enumerable', async () => {
  const { text } = await exchange(
    (req) => [Object.keys(req.session), { ...req.session }, JSON.stringify(req.session)],
    {
      cookie: signed({ user: 'ann' })
    }
  )
  expect(JSON.parse(text)).toEqual([['user'], { user: 'ann' }, '{"user":"ann"}'])
})

test('saveSession tells what is sent, and is not undone by doing it twice', async () => {
  const commits: SessionCommit[] = []
  const { lines } = await exchange(async (req) => {
    req.session.permanent = true
    req.session.user = 'ann'
    commits.push(await saveSession(req), await saveSession(req))
  })
  const attributes = 'Expires=Fri, 15 Dec 2023 22:13:20 GMT; Path=/; HttpOnly; SameSite=Lax'
  const bytes = signed({ _permanent: true, user: 'ann' }).length
  expect(commits[0]).toEqual({
    action: 'set',
    why: 'changed',
    signedAt: NOW,
    expires: NOW + 31 * DAY,
    bytes,
    attributes
  })
  expect(commits[1]).toBe(commits[0])
  expect(lines).toHaveLength(1)
})

test('a change after saveSession replaces its line, and leaves those of the application', async () => {
  const { lines } = await exchange(async (req, res) => {
    res.cookie('first', '1')
    req.session.user = 'ann'
    await saveSession(req)
    res.cookie('last', '1')
    req.session.user = 'bob'
  })
  expect(lines.map((line) => line.split('=')[0])).toEqual(['first', 'last', 'session'])
  expect(dataOf(lines[2])).toEqual({ user: 'bob' })
})

test('a session that is emptied after saveSession sends what it would have sent without', async () => {
  const view = async (req: Request) => {
    req.session.user = 'ann'
    await saveSession(req)
    delete req.session.user
  }
  expect((await exchange(view)).lines).toEqual([])
  expect((await exchange(view, { cookie: signed({ user: 'eve' }) })).lines).toEqual([DELETION])
})

test('null after saveSession still deletes a refused cookie', async () => {
  const { lines } = await exchange(
    async (req) => {
      await saveSession(req)
      inspectSession(req)
      await saveSession(req)
      req.session = null
    },
    { cookie: 'session=bogus' }
  )
  expect(lines).toEqual([DELETION])
})

test('a line that the application threw away after saveSession is put back', async () => {
  const { lines } = await exchange(async (req, res) => {
    req.session.user = 'ann'
    await saveSession(req)
    res.setHeader('Set-Cookie', 'mine=1')
  })
  expect(lines.map((line) => line.split('=')[0])).toEqual(['mine', 'session'])
})

test('saveSession throws what the session cannot do, and the answer of whoever caught it goes out', async () => {
  const { status, text, lines } = await exchange(
    async (req, res) => {
      req.session.blob = 'x'.repeat(5000)
      try {
        await saveSession(req)
      } catch {
        res.status(413).json('caught')
      }
    },
    { compressAbove: Infinity }
  )
  expect({ status, text, lines }).toEqual({ status: 413, text: '"caught"', lines: [] })
})

const sayAllIsWell: [string, (req: Request, res: Answer) => unknown][] = [
  ['a callback that does not look at the error', (req, res) => req.session.save(() => res.redirect('/'))],
  ['a promise that nobody waits for', (req, res) => (void req.session.save(), res.json('fine'))],
  ['saveSession that nobody waits for', (req, res) => (void saveSession(req), res.json('fine'))],
  ['an error that is caught and forgotten', (req, res) => saveSession(req).catch(() => void res.json('fine'))]
]

test.each(sayAllIsWell)('no answer says that all is well when the session cannot be kept: %s', async (_how, save) => {
  const { status, text, lines } = await exchange(
    (req, res) => {
      req.session.blob = 'x'.repeat(5000)
      return save(req, res)
    },
    { compressAbove: Infinity }
  )
  expect({ status, lines }).toEqual({ status: 500, lines: [] })
  expect(JSON.parse(text)).toMatchObject({ code: 'cookie-too-large' })
})

test('another library that keeps req.session already is an error', async () => {
  const app = express()
    .use((req, _res, next) => {
      Object.assign(req, { session: { theirs: true } })
      next()
    })
    .use(session({ secrets }))
    .use(reportError)
  expect(JSON.parse((await send(await listen(app))).text)).toMatchObject({ code: 'invalid-option' })
})

test('a session that is still too large after that is an error again', async () => {
  const { status, text } = await exchange(
    async (req) => {
      req.session.blob = 'x'.repeat(6000)
      try {
        await saveSession(req)
      } catch {
        req.session.blob = 'x'.repeat(5000)
      }
    },
    { compressAbove: Infinity }
  )
  expect(status).toBe(500)
  expect(JSON.parse(text)).toMatchObject({ code: 'cookie-too-large' })
})

test('saveSession of an untouched session does nothing', async () => {
  const { text, vary } = await exchange((req) => saveSession(req), { cookie: signed({ user: 'ann' }) })
  expect({ text, vary }).toEqual({ text: '{"action":"none"}', vary: null })
})

test('inspectSession tells everything but the value', async () => {
  const mine = signed({ user: 'ann' }, NOW - 5)
  const { text } = await exchange((req) => inspectSession(req), {
    cookie: mine,
    lifetime: '1h',
    visibility: 'readable'
  })
  expect(JSON.parse(text)).toEqual({
    name: 'session',
    visibility: 'readable',
    mode: 'cookie',
    lifetime: 3600,
    maxAge: 3600,
    id: null,
    tabs: null,
    digest: 'sha256',
    received: { status: 'present', signedAt: NOW - 5, keyIndex: 0, bytes: mine.length }
  })
})

test('inspectSession and saveSession need the middleware', async () => {
  const app = express()
    .get('/', (req) => void inspectSession(req))
    .use(reportError)
  expect(JSON.parse((await send(await listen(app))).text)).toMatchObject({ code: 'missing-middleware' })
})

test('the same middleware twice is one session, another one is an error', async () => {
  const app = express()
  const mine = session({ secrets, now: () => NOW })
  app.use(mine, mine)
  app.get('/', (req, res) => res.json((req.session.user = 'ann')))
  app.use('/other', session({ secrets, name: 'other' }))
  app.use(reportError)
  const url = await listen(app)
  expect((await send(url)).lines).toHaveLength(1)
  expect(JSON.parse((await send(`${url}/other`)).text)).toMatchObject({ code: 'invalid-option' })
})

test('requests that go past the middleware keep an ordinary session property', async () => {
  const app = express()
  app.get('/past', (req, res) => {
    const before = typeof req.session
    ;(req as { session: unknown }).session = 'mine'
    res.json([before, req.session])
  })
  app.use(session({ secrets }))
  app.get('/', (req, res) => res.json(typeof req.session))
  const url = await listen(app)
  expect((await send(url)).text).toBe('"object"')
  expect((await send(`${url}/past`)).text).toBe('["undefined","mine"]')
})
