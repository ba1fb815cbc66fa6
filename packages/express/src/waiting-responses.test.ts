import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

import compression from 'compression'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response as Answer
} from 'express'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { createMemoryStore, saveSession, session, type SessionOptions, type SessionStore } from './index.ts'
import { createVisitor, listen } from './testing/visit.ts'

const secrets = ['dev-secret-key']
const here = fileURLToPath(import.meta.url)

type View = (req: Request, res: Answer, next: (error?: unknown) => void) => unknown

function later<Value>() {
  let resolve!: (value: Value) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<Value>((...given) => ([resolve, reject] = given))
  return { promise, resolve, reject }
}

/** A store that keeps nothing until the test says so. */
function createSlowStore() {
  const kept = createMemoryStore()
  const { promise: asked, resolve: tellAsked } = later<void>()
  const { promise: allowed, resolve: allow, reject } = later<void>()
  let swaps = 0
  const store: SessionStore = {
    read: (key) => kept.read(key),
    async swap(...given) {
      swaps += 1
      tellAsked()
      await allowed
      return kept.swap(...given)
    }
  }
  allowed.catch(() => undefined)
  return { store, asked, allow, fail: () => reject(new Error('down')), swaps: () => swaps }
}

/** An application whose route `/` writes the session and then answers as `view` says. */
function appThat(view: View, options: Partial<SessionOptions>, ...more: RequestHandler[]): Express {
  const app = express().set('env', 'test')
  app.get('/elsewhere', (_req, res) => void res.send('elsewhere'))
  app.use(session({ secrets, ...options }), ...more)
  app.all('/', (req, res, next) => {
    req.session.waited = 1
    return view(req, res, next)
  })
  return app
}

declare module './index.ts' {
  interface SessionData {
    waited: number
  }
}

/** One request over a connection of its own, byte by byte. */
function ask(url: string, method = 'GET', path = '/', headers = '') {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined)
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n${headers}\r\n`)
  const text = () => Buffer.concat(chunks).toString('latin1')
  return { socket, text, done: once(socket, 'close').then(text) }
}

/** Whatever a server has sent before this is over has arrived. */
async function roundTrip(url: string): Promise<void> {
  expect(await (await fetch(`${url}/elsewhere`)).text()).toBe('elsewhere')
}

const withoutCookie = (bytes: string) => bytes.replaceAll(/^(Set-Cookie|Date): .*\r\n/gm, '')
const withoutVary = (bytes: string) => withoutCookie(bytes).replace(/^Vary: .*\r\n/m, '')

const reportStatus: ErrorRequestHandler = (error: Error & { code?: string; status?: number }, _req, res, next) => {
  if (res.headersSent) return next(error)
  res.status(error.status ?? 500).json(error.code ?? String(error))
}

const ownHeaders: [string, string][] = [
  ['Set-Cookie', 'mine=1'],
  ['Vary', 'Origin'],
  ['X-Mine', '1']
]

const ways: [string, View][] = [
  ['json', (_req, res) => res.json({ a: 1 })],
  ['send', (_req, res) => res.status(201).send('text')],
  ['send of bytes', (_req, res) => res.send(Buffer.from('bytes'))],
  ['an empty end', (_req, res) => res.end()],
  ['end with a chunk', (_req, res) => res.end('chunk')],
  ['end with an encoding', (_req, res) => res.end('6368756e6b', 'hex')],
  ['sendStatus 204', (_req, res) => res.sendStatus(204)],
  ['a 304', (_req, res) => res.status(304).end()],
  ['a redirect', (_req, res) => res.redirect('/elsewhere')],
  ['write and end', (_req, res) => (res.write('a'), res.write('YmI=', 'base64'), res.end('c'))],
  ['end in another turn', (_req, res) => (res.write('a'), setImmediate().then(() => res.end('b')))],
  ['a Content-Length and writes', (_req, res) => (res.set('Content-Length', '2').write('a'), res.end('b'))],
  ['cork', (_req, res) => (res.cork(), res.write('a'), res.write('b'), res.uncork(), res.end())],
  ['trailers', (_req, res) => (res.set('Trailer', 'X-T').write('a'), res.addTrailers({ 'X-T': 't' }), res.end())],
  ['flushHeaders', (_req, res) => (res.flushHeaders(), res.end('later'))],
  ['writeHead', (_req, res) => res.writeHead(202).end('text')],
  ['writeHead with a message', (_req, res) => res.writeHead(202, 'Fine').end('text')],
  ['writeHead with an object', (_req, res) => res.writeHead(202, Object.fromEntries(ownHeaders)).end('text')],
  ['writeHead with a list', (_req, res) => res.writeHead(202, ownHeaders.flat()).end('text')],
  ['writeHead and flushHeaders', (_req, res) => (res.writeHead(202).flushHeaders(), res.end('text'))],
  ['a message of its own', (_req, res) => ((res.statusMessage = 'Mine'), res.end('text'))],
  ['a pipe', (_req, res) => Readable.from(['a', 'b', 'c']).pipe(res)],
  ['a pipeline', (_req, res) => pipeline(Readable.from(['a', 'b', 'c']), res)],
  ['a pipeline of a generator', (_req, res) => pipeline(['a', 'b', 'c'], res)],
  ['sendFile', (_req, res) => res.sendFile(here)],
  ['an error', () => Promise.reject(Object.assign(new Error('mine'), { status: 418 }))]
]

// Node refuses trailers where there is no body.
const headed = ways.filter(([how]) => how !== 'trailers')
const askedFor = [['GET', ways] as const, ['HEAD', headed] as const].flatMap(([method, those]) =>
  those.map(([how, view]) => [how, method, view] as const)
)

test.each(askedFor)(
  'nothing leaves before the store has kept the session: %s, %s; then the bytes are those of cookie mode',
  async (_how, method, view) => {
    const { store, asked, allow } = createSlowStore()
    const slow = await listen(appThat(view, { mode: 'server', store }).use(reportStatus))
    const visit = ask(slow, method)
    await asked
    await roundTrip(slow)
    expect(visit.text()).toBe('')
    allow()
    const bytes = await visit.done
    expect(bytes).toMatch(/^Set-Cookie: session=/m)
    const plain = await ask(await listen(appThat(view, {}).use(reportStatus)), method).done
    expect(withoutCookie(bytes)).toBe(withoutCookie(plain))
  }
)

/** Something that a route does to its answer; `turn` lets other work in between. */
const acts = fc.oneof(
  fc.string({ maxLength: 20 }).map(
    (text): Act =>
      (res) =>
        res.write(`${text}.`)
  ),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map(
    (bytes): Act =>
      (res) =>
        res.write(bytes)
  ),
  fc.constant<Act>((res) => res.flushHeaders()),
  fc.constant<Act>((res) => (res.cork(), res.write('corked'), res.uncork())),
  fc.constant<Act>(() => setImmediate())
)

type Act = (res: Answer) => unknown

const heads = fc.oneof(
  fc.constant<Act>(() => undefined),
  fc.integer({ min: 200, max: 599 }).map(
    (code): Act =>
      (res) =>
        void res.status(code)
  ),
  fc.constant<Act>((res) => void res.writeHead(207, { 'X-Mine': '1' })),
  fc.constant<Act>((res) => void res.set('Content-Type', 'text/x'))
)

test('whatever a route does, in however many turns, its bytes are those of cookie mode', async () => {
  await fc.assert(
    fc.asyncProperty(
      heads,
      fc.array(acts, { maxLength: 6 }),
      fc.option(fc.string()),
      fc.nat(3),
      async (head, body, end, turns) => {
        const view: View = async (_req, res) => {
          head(res)
          for (const act of body) await act(res)
          if (end === null) res.end()
          else res.end(end)
        }
        const { store, asked, allow } = createSlowStore()
        const visit = ask(await listen(appThat(view, { mode: 'server', store })))
        await asked
        for (let turn = 0; turn < turns; turn += 1) await setImmediate()
        allow()
        const plain = ask(await listen(appThat(view, {})))
        expect(withoutCookie(await visit.done)).toBe(withoutCookie(await plain.done))
      }
    ),
    { numRuns: 60 }
  )
})

const refusable = ways.filter(([how]) => !/pipe|sendFile|an error/.test(how))

test.each(refusable)(
  'a store that fails makes an answer a 503 of which nothing else leaves: %s',
  async (_how, view) => {
    const { store, asked, fail } = createSlowStore()
    const errors: unknown[] = []
    const app = appThat(view, { mode: 'server', store })
      .use(((error, _req, _res, next) => (errors.push(error), next(error))) satisfies ErrorRequestHandler)
      .use(reportStatus)
    const visit = ask(await listen(app))
    await asked
    fail()
    const [headers = '', body] = (await visit.done).split('\r\n\r\n')
    expect(headers.split('\r\n')[0]).toBe('HTTP/1.1 503 Service Unavailable')
    expect(body).toBe('"store-unavailable"')
    expect(headers).not.toMatch(/session=|Location|Trailer|Transfer-Encoding/)
    expect(headers).toContain('Content-Length: 19')
    expect(errors).toEqual([expect.objectContaining({ code: 'store-unavailable' })])
  }
)

test.each(ways.filter(([how]) => /pipe|sendFile/.test(how)))(
  'a store that fails ends %s, and the error handler hears of it once',
  async (_how, view) => {
    const { store, asked, fail } = createSlowStore()
    const codes: unknown[] = []
    const app = appThat((req, res, next) => Promise.resolve(view(req, res, next)).catch(() => undefined), {
      mode: 'server',
      store
    })
    app.use(((error: { code?: string }, _req, res, _next) => {
      codes.push(error.code)
      res.end()
    }) satisfies ErrorRequestHandler)
    const visit = ask(await listen(app))
    await asked
    fail()
    expect(await visit.done).not.toContain('200 OK')
    expect(codes).toEqual(['store-unavailable'])
  }
)

test('a store that never answers is a 503 after its time', async () => {
  const { store } = createSlowStore()
  const app = appThat((_req, res) => res.json('fine'), { mode: 'server', store, storeTimeout: 20 }).use(reportStatus)
  const visit = await createVisitor().get(await listen(app))
  expect([visit.status, visit.text, visit.lines]).toEqual([503, '"store-unavailable"', []])
})

test('an error handler that changes the session in vain still answers', async () => {
  const { store, asked, fail } = createSlowStore()
  const app = appThat((_req, res) => res.json('fine'), { mode: 'server', store })
  let calls = 0
  app.use(((error: { status: number }, req, res, _next) => {
    calls += 1
    req.session.waited = 2
    res.status(error.status).json('mended')
  }) satisfies ErrorRequestHandler)
  const visit = createVisitor().get(await listen(app))
  await asked
  fail()
  const { status, text, lines } = await visit
  expect([status, text, lines, calls]).toEqual([503, '"mended"', [], 1])
})

test('a route that is still writing when it is refused ends neither the process nor the answer of the error handler', async () => {
  const { store, asked, fail } = createSlowStore()
  const { promise: answered, resolve: answer } = later<void>()
  const app = appThat(
    async (_req, res) => {
      res.write('first')
      await answered
      res.write('second')
      res.end('third')
    },
    { mode: 'server', store }
  ).use(((error, req, res, next) => (reportStatus(error, req, res, next), answer())) satisfies ErrorRequestHandler)
  const url = await listen(app)
  const visit = createVisitor().get(url)
  await asked
  fail()
  const { status, text } = await visit
  expect([status, text]).toEqual([503, '"store-unavailable"'])
  await roundTrip(url)
})

test('a session that cannot be written as text is an error of a stream, not the end of the process', async () => {
  const errors: unknown[] = []
  const app = appThat(
    (req, res) => {
      Reflect.set(req.session, 'waited', () => 1)
      return new Promise((resolve) => Readable.from(['a', 'b']).pipe(res).once('close', resolve))
    },
    { mode: 'server', store: createMemoryStore() }
  ).use(((error: { code: string }, _req, _res, _next) => void errors.push(error.code)) satisfies ErrorRequestHandler)
  const url = await listen(app)
  expect(await ask(url).done).toBe('')
  await roundTrip(url)
  expect(errors).toEqual(['unserializable-value'])
})

test('the application sees a response that waits as one that has left', async () => {
  const { store, asked, allow } = createSlowStore()
  const seen: unknown[] = []
  const look = (res: Answer) => seen.push([res.headersSent, res.writableEnded, res.statusCode])
  const app = appThat(
    (_req, res) => {
      look(res)
      res.writeHead(201)
      look(res)
      res.end('done', () => look(res))
      look(res)
    },
    { mode: 'server', store }
  )
  const visit = createVisitor().get(await listen(app))
  await asked
  allow()
  expect((await visit).text).toBe('done')
  expect(seen).toEqual([
    [false, false, 200],
    [true, false, 201],
    [true, true, 201],
    [true, true, 201]
  ])
})

test.each<[string, View]>([
  ['a second json', (_req, res) => res.status(500).json('the second, which is longer')],
  ['a render after a redirect', (_req, res) => res.type('html').send('<p>the second')],
  ['a second writeHead', (_req, res) => res.writeHead(500, { 'Content-Type': 'text/html' }).end('second')],
  ['a second redirect', (_req, res) => res.redirect('/second')],
  ['a second end', (_req, res) => res.end()]
])('the first answer leaves as it was, whatever a route does while it waits: %s', async (_how, second) => {
  for (const first of [
    (res: Answer) => void res.status(201).json('first'),
    (res: Answer) => res.redirect('/elsewhere'),
    (res: Answer) => void res.writeHead(203, { 'X-Mine': '1' }).end('first'),
    (res: Answer) => void (res.write('fi'), res.end('rst'))
  ]) {
    const { store, asked, allow } = createSlowStore()
    const view: View = (req, res, next) => (first(res), second(req, res, next))
    const visit = ask(await listen(appThat(view, { mode: 'server', store }).use(reportStatus)))
    await asked
    allow()
    const alone = ask(await listen(appThat((_req, res) => first(res), {})))
    expect(withoutVary(await visit.done)).toBe(withoutVary(await alone.done))
  }
})

test('every callback of write and end is called, in order', async () => {
  const { store, asked, allow } = createSlowStore()
  const called: string[] = []
  const { promise, resolve } = later<void>()
  const app = appThat(
    (_req, res) => {
      res.write('a', () => called.push('a'))
      res.write('b', 'utf8', () => called.push('b'))
      res.end(() => called.push('end'))
      res.end(() => resolve(void called.push('again')))
    },
    { mode: 'server', store }
  )
  const visit = createVisitor().get(await listen(app))
  await asked
  expect(called).toEqual([])
  allow()
  expect((await visit).text).toBe('ab')
  await promise
  expect(called).toEqual(['a', 'b', 'end', 'again'])
})

test('an error after the answer leaves the answer to a handler that looks before it answers', async () => {
  const { store, asked, allow } = createSlowStore()
  const errors: unknown[] = []
  const app = appThat(
    (_req, res) => {
      res.json('first')
      throw new Error('after')
    },
    { mode: 'server', store }
  ).use(((error, _req, res, _next) => {
    errors.push(error)
    if (!res.headersSent) res.status(500).json('second')
  }) satisfies ErrorRequestHandler)
  const visit = createVisitor().get(await listen(app))
  await asked
  allow()
  const { status, text, lines } = await visit
  expect([status, text, lines.length, errors.length]).toEqual([200, '"first"', 1, 1])
})

test('an error after the answer that nobody handles ends the connection, as Express does it, and the session is kept', async () => {
  const { store, asked, allow } = createSlowStore()
  const view: View = (req, res) => {
    kept = saveSession(req)
    res.json('first')
    throw new Error('after')
  }
  let kept: Promise<unknown> | undefined
  const url = await listen(appThat(view, { mode: 'server', store }))
  const visit = ask(url)
  await asked
  expect(await visit.done).toBe('')
  allow()
  expect(await kept).toMatchObject({ action: 'set' })
  await roundTrip(url)
})

test('an answer that Node refuses when it leaves goes to the error handler', async () => {
  const { store, asked, allow } = createSlowStore()
  const app = appThat((_req, res) => res.end(5 as never), { mode: 'server', store }).use(reportStatus)
  const visit = createVisitor().get(await listen(app))
  await asked
  allow()
  const { status, text } = await visit
  expect([status, text]).toEqual([500, '"ERR_INVALID_ARG_TYPE"'])
})

test('an answer that Node refuses when it leaves is not mixed into that of the error handler', async () => {
  const { store, asked, allow } = createSlowStore()
  const view: View = (_req, res) => (res.set('Trailer', 'X-T').type('html').write('a'), res.end())
  const visit = ask(await listen(appThat(view, { mode: 'server', store }).use(reportStatus)), 'HEAD')
  await asked
  allow()
  const bytes = await visit.done
  expect(bytes).toMatch(/^HTTP\/1.1 500 /)
  expect(bytes).toMatch(/^Content-Type: application\/json/m)
  expect(bytes).not.toContain('Trailer')
})

test('a browser that leaves while its response waits harms nobody, and the session is kept', async () => {
  const { store, asked, allow } = createSlowStore()
  const { promise: closed, resolve: close } = later<void>()
  const { promise: kept, resolve: keep } = later<unknown>()
  const app = appThat(
    (req, res) => {
      res.once('close', close)
      saveSession(req).then(keep, keep)
      Readable.from(['a', 'b']).pipe(res)
    },
    { mode: 'server', store }
  )
  const url = await listen(app)
  const visit = ask(url)
  await asked
  visit.socket.destroy()
  await closed
  allow()
  expect(await kept).toMatchObject({ action: 'set' })
  await roundTrip(url)
})

const block = Buffer.alloc(64 * 1024, 'All work and no play makes a dull session. ')
const BLOCKS = 80

/** Writes as fast as it may, and no faster. */
async function writeAll(res: Answer, held: (waiting: number) => void): Promise<void> {
  let waiting = 0
  for (let index = 0; index < BLOCKS; index += 1) {
    waiting = res.write(block) ? 0 : waiting + 1
    held(waiting)
    if (waiting > 0) await once(res, 'drain')
    waiting = 0
  }
  res.end()
}

test.each<[string, View]>([
  ['write and drain', (_req, res) => writeAll(res, () => undefined)],
  ['pipe', (_req, res) => Readable.from(Array.from({ length: BLOCKS }, () => block)).pipe(res)],
  ['pipeline', (_req, res) => pipeline(Readable.from(Array.from({ length: BLOCKS }, () => block)), res)]
])('several megabytes arrive whole, and wait outside while the session is kept: %s', async (_how, view) => {
  const { store, asked, allow } = createSlowStore()
  let made = 0
  const counting: View = (req, res, next) => {
    const { write } = res
    res.write = function (...given: unknown[]) {
      made += 1
      return Reflect.apply(write, this, given) as boolean
    }
    return view(req, res, next)
  }
  const url = await listen(appThat(counting, { mode: 'server', store }))
  const visit = fetch(url)
  await asked
  await roundTrip(url)
  expect(made).toBe(1)
  allow()
  const body = Buffer.from(await (await visit).arrayBuffer())
  expect(body.equals(Buffer.concat(Array.from({ length: BLOCKS }, () => block)))).toBe(true)
})

/** What `compression` made of it, and what was in it. */
function getCompressed(url: string): Promise<{ response: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      buffer(response).then((body) => resolve({ response, body }), reject)
    }).on('error', reject)
  })
}

const touch: RequestHandler = (req, _res, next) => (req.session.isNew, next())
const readable: View = (_req, res) =>
  Readable.from(['small', ...Array.from({ length: 9 }, () => block)]).pipe(res.type('text'))

const compressed: [string, View][] = [
  ['json', (_req, res) => res.json('x'.repeat(5000))],
  ['a pipe', readable],
  ['a pipe of small pieces', (_req, res) => Readable.from(Array.from({ length: 50 }, String)).pipe(res.type('text'))],
  ['sendFile', (_req, res) => res.type('text').sendFile(here)]
]

const orders: [string, (view: View, options: Partial<SessionOptions>) => Express][] = [
  ['before session()', (view, options) => express().set('env', 'test').use(compression(), appThat(view, options))],
  ['after session()', (view, options) => appThat(view, options, compression())],
  ['after the session was touched', (view, options) => appThat(view, options, touch, compression())]
]

test.each(orders.flatMap(([order, build]) => compressed.map(([how, view]) => [order, how, build, view] as const)))(
  'what compression makes, mounted %s, waits too and is whole: %s',
  async (_order, _how, build, view) => {
    const { store, asked, allow } = createSlowStore()
    const url = await listen(build(view, { mode: 'server', store }))
    const visit = getCompressed(url)
    await asked
    await roundTrip(url)
    allow()
    const { response, body } = await visit
    const plain = await fetch(await listen(appThat(view, {})))
    expect(response.headers['content-encoding']).toBe('gzip')
    expect(response.headers['set-cookie']).toHaveLength(1)
    expect(response.headers.vary).toContain('Cookie')
    expect(gunzipSync(body).equals(Buffer.from(await plain.arrayBuffer()))).toBe(true)
  }
)

test.each(orders.slice(0, 2))('a store that fails is a 503 with compression %s', async (_order, build) => {
  const { store, asked, fail } = createSlowStore()
  const app = build((_req, res) => res.json('x'.repeat(5000)), { mode: 'server', store }).use(reportStatus)
  const visit = getCompressed(await listen(app))
  await asked
  fail()
  const { response, body } = await visit
  expect([response.statusCode, response.headers['content-encoding']]).toEqual([503, undefined])
  expect(body.toString()).toBe('"store-unavailable"')
})

test('a store that fails under a compression that has begun breaks the connection, instead of leaving it open', async () => {
  const [, build] = orders[2]!
  const { store, asked, fail } = createSlowStore()
  const app = build((_req, res) => res.json('x'.repeat(5000)), { mode: 'server', store }).use(reportStatus)
  const visit = getCompressed(await listen(app))
  await asked
  fail()
  await expect(visit).rejects.toThrow('socket hang up')
})

test('responses on one connection wait each for its own session', async () => {
  const waits = [createSlowStore(), createSlowStore()]
  let turn = 0
  const kept = createMemoryStore()
  const store: SessionStore = {
    read: (key) => kept.read(key),
    swap: (...given) => waits[turn++]!.store.swap(...given)
  }
  const url = await listen(appThat((_req, res) => res.json(turn), { mode: 'server', store }))
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  await Promise.all(waits.map(({ asked }) => asked))
  waits[1]!.allow()
  await roundTrip(url)
  expect(socket.read()).toBeNull()
  waits[0]!.allow()
  const bytes = (await buffer(socket)).toString()
  expect(bytes.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
  expect(bytes.match(/^Set-Cookie: /gm)).toHaveLength(2)
})

test.each<Partial<SessionOptions>>([{ mode: 'server' }, { revocation: true }])(
  'what is saved while the response waits leaves with it, a session that starts then included: %o',
  async (options) => {
    const { promise: saved, resolve: tellSaved } = later<unknown>()
    const view: View = async (req, res) => {
      await req.session.save()
      req.session.waited = 2
      res.json('answered')
      await req.session.regenerate()
      req.session.waited = 3
      tellSaved(await req.session.save().then(() => 'saved', String))
    }
    const app = appThat(view, { ...options, store: createMemoryStore() })
    app.get('/start', (req, res) => void res.json((req.session.waited = 0)))
    app.get('/waited', (req, res) => void res.json(req.session.waited))
    const url = await listen(app)
    const visitor = createVisitor()
    await visitor.get(`${url}/start`)
    await visitor.get(url)
    expect(await saved).toBe('saved')
    expect((await visitor.get(`${url}/waited`)).text).toBe('3')
  }
)

test('plain node:http waits too, and its prototypes stay clean', async () => {
  const { store, asked, allow } = createSlowStore()
  const keep = session({ secrets, mode: 'server', store })
  const url = await listen((req, res) => {
    if (req.url === '/elsewhere') return void res.end('elsewhere')
    keep(req, res, () => {
      ;(req as IncomingMessage & Pick<Request, 'session'>).session.waited = 1
      res.write('a')
      res.end('b')
    })
  })
  const visit = ask(url)
  await asked
  await roundTrip(url)
  expect(visit.text()).toBe('')
  allow()
  expect(await visit.done).toMatch(/Set-Cookie: session=[^]*\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n$/)
})
