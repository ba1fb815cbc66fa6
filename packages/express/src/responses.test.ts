import { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'

import { createSessionCodec } from '@clearjar/session'
import express, { type NextFunction, type Request, type RequestHandler, type Response as Answer, Router } from 'express'
import { expect, test } from 'vitest'

import { saveSession, session, SessionMiddlewareError } from './index.ts'
import { listen } from './testing/visit.ts'

const NOW = 1_700_000_000
const secrets = ['dev-secret-key']
const codec = createSessionCodec({ secrets })
const visited = `session=${codec.sign({ visits: 1 }, { now: NOW })}; Path=/; HttpOnly; SameSite=Lax`
const middleware = () => session({ secrets, now: () => NOW, compressAbove: Infinity })

/** An application whose route `/` writes the session and then answers as `view` says. */
function appThat(
  view: (req: Request, res: Answer) => unknown,
  visit: (req: Request) => void = (req) => (req.session.visits = 1)
) {
  const app = express()
  app.use(middleware())
  app.all('/', (req, res) => {
    visit(req)
    return view(req, res)
  })
  return app
}

const overfill = (req: Request) => (req.session.blob = 'x'.repeat(5_000))
const reportCode = (error: unknown, _req: Request, res: Answer, _next: NextFunction) =>
  void res.status(500).json(error instanceof SessionMiddlewareError ? error.code : String(error))

const ways: [string, (req: Request, res: Answer) => unknown][] = [
  ['json', (_req, res) => res.json({})],
  ['send', (_req, res) => res.send('text')],
  ['an empty end', (_req, res) => res.end()],
  ['sendStatus 204', (_req, res) => res.sendStatus(204)],
  ['a 304', (_req, res) => res.status(304).end()],
  ['redirect', (_req, res) => res.redirect('/elsewhere')],
  ['writes', (_req, res) => (res.write('a'), res.write('b'), res.end('c'))],
  ['flushHeaders', (_req, res) => (res.flushHeaders(), res.end('later'))],
  ['a pipe', (_req, res) => Readable.from(['a', 'b']).pipe(res)],
  ['a pipeline', (_req, res) => pipeline(Readable.from(['a', 'b']), res)],
  ['sendFile', (_req, res) => res.sendFile(fileURLToPath(import.meta.url))],
  ['a callback', (_req, res) => setImmediate(() => res.json({}))],
  ['writeHead', (_req, res) => res.writeHead(200).end('text')],
  ['writeHead with a message', (_req, res) => res.writeHead(200, 'Fine').end('text')],
  ['an error', () => Promise.reject(new Error('after the write'))]
]

test.each(ways)('the session is sent with %s', async (_how, view) => {
  const url = await listen(appThat(view).use(reportCode))
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.headers.getSetCookie()).toEqual([visited])
  expect(response.headers.get('vary')).toMatch(/(^|, )Cookie$/)
  await response.arrayBuffer()
})

test('the session is sent with HEAD', async () => {
  const response = await fetch(await listen(appThat((_req, res) => res.json({}))), { method: 'HEAD' })
  expect(response.headers.getSetCookie()).toEqual([visited])
})

test.each<[string, Parameters<ServerResponse['writeHead']>[1]]>([
  ['an object', { 'Set-Cookie': 'mine=1', Vary: 'Origin', 'X-Mine': '1' }],
  ['an object with a list', { 'set-cookie': ['mine=1'], vary: 'Origin', 'x-mine': '1' }],
  ['a flat list', ['Set-Cookie', 'mine=1', 'Vary', 'Origin', 'X-Mine', '1']],
  [
    'a list of pairs',
    [
      ['Set-Cookie', 'mine=1'],
      ['Vary', 'Origin'],
      ['X-Mine', '1']
    ] as never
  ]
])('the session joins headers that writeHead is given as %s', async (_form, headers) => {
  for (const view of [
    (_req: Request, res: Answer) => res.writeHead(201, headers).end(),
    (_req: Request, res: Answer) => res.writeHead(201, 'Made', headers).end()
  ]) {
    const response = await fetch(await listen(appThat(view)))
    expect(response.status).toBe(201)
    expect(response.headers.getSetCookie()).toEqual(['mine=1', visited])
    expect(response.headers.get('vary')).toBe('Origin, Cookie')
    expect(response.headers.get('x-mine')).toBe('1')
  }
})

test('a flat list for writeHead may name a header twice', async () => {
  const response = await fetch(
    await listen(appThat((_req, res) => res.writeHead(200, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=1']).end()))
  )
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=1', visited])
})

test('writeHead of an untouched session is left to Node', async () => {
  const response = await fetch(
    await listen(
      appThat(
        (_req, res) => res.writeHead(200, { 'Set-Cookie': 'mine=1' }).end(),
        () => undefined
      )
    )
  )
  expect(response.headers.getSetCookie()).toEqual(['mine=1'])
  expect(response.headers.get('vary')).toBeNull()
})

test('Vary of the application is merged, a star stays', async () => {
  const merged = await fetch(await listen(appThat((_req, res) => res.vary('Accept-Encoding').end())))
  expect(merged.headers.get('vary')).toBe('Accept-Encoding, Cookie')
  const star = await fetch(await listen(appThat((_req, res) => res.set('Vary', '*').end())))
  expect(star.headers.get('vary')).toBe('*')
})

test.each(ways.filter(([how]) => !/pipe|sendFile|an error/.test(how)))(
  'a session that does not fit goes to the error handler instead of %s',
  async (_how, view) => {
    const response = await fetch(await listen(appThat(view, overfill).use(reportCode)))
    expect([response.status, await response.json()]).toEqual([500, 'cookie-too-large'])
    expect(response.headers.getSetCookie()).toEqual([])
  }
)

const described = {
  'Content-Type': 'text/html',
  'Content-Length': '2',
  'Content-Encoding': 'identity',
  'Content-Language': 'en',
  'Content-Location': '/page',
  'Content-Range': 'bytes 0-1/2',
  'Content-Disposition': 'attachment',
  ETag: '"first"',
  'Last-Modified': 'Tue, 14 Nov 2023 22:13:20 GMT',
  'Cache-Control': 'public, max-age=3600',
  Expires: 'Tue, 14 Nov 2023 22:13:20 GMT',
  Location: '/elsewhere'
}
const kept = { 'Content-Security-Policy': "default-src 'none'", Vary: 'Origin', 'Set-Cookie': 'mine=1' }

test.each<[string, (req: Request, res: Answer) => unknown]>([
  ['send', (_req, res) => res.set({ ...described, ...kept }).send('<p>hi')],
  ['redirect', (_req, res) => res.set({ ...described, ...kept }).redirect('/elsewhere')],
  ['writeHead', (_req, res) => res.writeHead(200, { ...described, ...kept }).end('ok')],
  [
    'writeHead with a list',
    (_req, res) => res.writeHead(200, Object.entries({ ...described, ...kept }).flat()).end('ok')
  ]
])('an error response is not described as the one that %s gave up, and keeps the other headers', async (_how, view) => {
  const app = appThat(view, overfill)
    .set('etag', false)
    .use((_error: unknown, _req: Request, res: Answer, _next: NextFunction) => void res.json({ error: '<p>too large' }))
  const response = await fetch(await listen(app), { redirect: 'manual' })
  expect([response.status, await response.json()]).toEqual([500, { error: '<p>too large' }])
  const {
    date: _date,
    connection: _connection,
    'keep-alive': _alive,
    ...headers
  } = Object.fromEntries(response.headers)
  expect(headers).toEqual({
    'content-length': '24',
    'content-security-policy': "default-src 'none'",
    'content-type': 'application/json; charset=utf-8',
    'set-cookie': 'mine=1',
    vary: expect.stringMatching(/^Origin, (Accept, )?Cookie$/),
    'x-powered-by': 'Express'
  })
})

test('a refused body of known length does not decide how the error is framed', async () => {
  const app = appThat((_req, res) => res.status(404).json({ ok: 1 }), overfill).use(
    (_error: unknown, _req: Request, res: Answer, _next: NextFunction) => {
      res.write('longer than what ')
      res.end('was refused')
    }
  )
  const response = await fetch(await listen(app))
  expect([response.status, await response.text()]).toEqual([500, 'longer than what was refused'])
})

/** An error handler that answers later, if nobody else did. */
const reportLater = (error: unknown, req: Request, res: Answer, next: NextFunction) =>
  void setImmediate(() => {
    if (!res.headersSent) reportCode(error, req, res, next)
  })

test('a route that ends twice is a whole 500, though the error handler comes later', async () => {
  const app = appThat((_req, res) => (res.json({ ok: 1 }), res.end()), overfill).use(reportLater)
  const response = await fetch(await listen(app))
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect([response.headers.get('content-type'), response.headers.getSetCookie()]).toEqual([null, []])
})

test('an error handler that takes its time answers', async () => {
  const response = await fetch(await listen(appThat((_req, res) => res.json({ ok: 1 }), overfill).use(reportLater)))
  expect([response.status, await response.json()]).toEqual([500, 'cookie-too-large'])
})

test('an error response whose session does not fit either is sent without it', async () => {
  const url = await listen(
    appThat(() => Promise.reject(new Error('first')), overfill)
      .use(reportCode)
      .use(reportCode)
  )
  const response = await fetch(url)
  expect([response.status, await response.json()]).toEqual([500, 'cookie-too-large'])
})

test('a response is stopped once: an error handler that changes the session in vain still answers', async () => {
  const mend = (_error: unknown, req: Request, res: Answer, _next: NextFunction) => {
    req.session.visits = 2
    res.status(500).json('answered')
  }
  const response = await fetch(
    await listen(
      appThat((_req, res) => res.json({}), overfill)
        .use(mend)
        .use(reportCode)
    )
  )
  expect([await response.json(), response.headers.getSetCookie()]).toEqual(['answered', []])
})

test('a response is stopped once, also where the error handler reloads the session first', async () => {
  const mend = async (_error: unknown, req: Request, res: Answer, _next: NextFunction) => {
    await req.session.reload()
    overfill(req)
    res.status(500).json('answered')
  }
  const app = appThat((_req, res) => res.json({}), overfill)
  app.get('/start', (req, res) => res.json((req.session.visits = 1)))
  const url = await listen(app.use(mend).use(reportCode))
  const cookie = (await fetch(`${url}/start`)).headers.getSetCookie()[0]!.split(';')[0]!
  const response = await fetch(url, { headers: { cookie } })
  expect([await response.json(), response.headers.getSetCookie()]).toEqual(['answered', []])
})

test('an error handler behind session() is told, not one inside a router before it', async () => {
  const inner = Router().get('/', (req, res) => void res.json(overfill(req)))
  inner.use((_error: unknown, _req: Request, res: Answer, _next: NextFunction) => void res.json('inner'))
  const response = await fetch(await listen(express().use(middleware(), inner, reportCode)))
  expect(await response.json()).toBe('cookie-too-large')
})

test('without an error handler Express answers 500', async () => {
  const response = await fetch(await listen(appThat((_req, res) => res.json({}), overfill).set('env', 'test')))
  expect(response.status).toBe(500)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await response.text()).toContain('SessionMiddlewareError: The cookie session would take')
})

test.each(ways.filter(([how]) => /pipe|sendFile/.test(how)))(
  'a session that does not fit ends the connection of %s, and the error handler hears of it',
  async (_how, view) => {
    const codes: unknown[] = []
    const app = appThat(view, overfill).use((error: unknown, _req: Request, _res: Answer, next: NextFunction) => {
      codes.push(error instanceof SessionMiddlewareError && error.code)
      next(error)
    })
    await expect(fetch(await listen(app.set('env', 'test')))).rejects.toThrow('fetch failed')
    expect(codes[0]).toBe('cookie-too-large')
  }
)

test('a file that is asked for with HEAD ends in a callback, and a session that does not fit does not end the process', async () => {
  const app = appThat((_req, res) => res.sendFile(fileURLToPath(import.meta.url)), overfill)
  const response = await fetch(await listen(app.use(reportCode)), { method: 'HEAD' })
  expect([response.status, response.headers.getSetCookie()]).toEqual([500, []])
})

test('a change that a listener makes when headers are written is sent', async () => {
  const view = (req: Request, res: Answer) => {
    const writeHead = res.writeHead
    res.writeHead = function (...args: unknown[]) {
      req.session.visits = 2
      return Reflect.apply(writeHead, this, args)
    }
    res.json({})
  }
  const response = await fetch(await listen(appThat(view)))
  expect(response.headers.getSetCookie()).toEqual([
    visited.replace(/^[^;]*/, `session=${codec.sign({ visits: 2 }, { now: NOW })}`)
  ])
})

test('after the headers, replacing and saving a changed session are errors, reading is none', async () => {
  const seen: unknown[] = []
  const attempt = async (action: () => unknown) => {
    try {
      seen.push(await action())
    } catch (error) {
      seen.push((error as SessionMiddlewareError).code)
    }
  }
  const view = async (req: Request, res: Answer) => {
    res.write('started')
    await attempt(() => req.session.visits)
    await attempt(async () => (await saveSession(req)).action)
    await attempt(() => (req.session = null))
    req.session.visits = 2
    await attempt(() => saveSession(req))
    res.end()
  }
  await (await fetch(await listen(appThat(view)))).text()
  expect(seen).toEqual([1, 'set', 'headers-sent', 'headers-sent'])
})

test('a session that is first touched after the headers can be read', async () => {
  const view = async (req: Request, res: Answer) => {
    res.write('visits ')
    res.end(`${String(req.session.visits)} ${(await saveSession(req)).action}`)
  }
  const url = await listen(appThat(view, () => undefined))
  const response = await fetch(url, { headers: { cookie: visited.split(';')[0]! } })
  expect(await response.text()).toBe('visits 1 none')
})

test('routers and mounted applications share the session, on whichever level it is kept', async () => {
  const visit = (req: Request, res: Answer) => void res.json((req.session.visits = 1))
  const below = express().use('/api', express().use(Router().get('/', visit)))
  const outside = express().use(middleware()).use(below)
  const inside = express().use('/api', express().use(middleware(), Router().get('/', visit)))
  for (const app of [outside, inside]) {
    const response = await fetch(`${await listen(app)}/api`)
    expect(response.headers.getSetCookie()).toEqual([visited])
  }
})

test('what a mounted application wrote is sent when its parent answers', async () => {
  const child = express().use(middleware(), (req, _res, next) => ((req.session.visits = 1), next()))
  for (const app of [
    express().use(child, (_req, res) => void res.json('parent')),
    express().use(
      child.use(() => Promise.reject(new Error('child'))),
      reportCode
    )
  ]) {
    const response = await fetch(await listen(app))
    expect(response.headers.getSetCookie()).toEqual([visited])
  }
})

test('applications do not share what is installed for one of them', async () => {
  const url = await listen(express().get('/', (req, res) => res.json('session' in req)))
  await fetch(await listen(appThat((_req, res) => res.end())))
  expect(await (await fetch(url)).json()).toBe(false)
})

/** What compression does: it decides when headers are written, and ends the response on its own. */
const shout: RequestHandler = (_req, res, next) => {
  const { end, writeHead } = res
  let shouts = false
  res.writeHead = function (...args: unknown[]) {
    shouts = true
    res.removeHeader('Content-Length')
    res.setHeader('X-Shouts', 'yes')
    return Reflect.apply(writeHead, res, args)
  }
  res.end = function (chunk: unknown) {
    if (!res.headersSent) res.writeHead(res.statusCode)
    return Reflect.apply(end, res, [shouts ? `${String(chunk).toUpperCase()}!!!` : chunk])
  } as Answer['end']
  next()
}

test('a response that another middleware transforms carries the session, and so does the one of an error', async () => {
  for (const middlewares of [
    [shout, middleware()],
    [middleware(), shout]
  ]) {
    const app = express()
      .use(...middlewares)
      .get('/', (req, res) => void res.json((req.session.visits = 1)))
      .get('/full', (req, res) => void setImmediate(() => res.json(overfill(req))))
      .use(reportCode)
    const url = await listen(app)
    const fine = await fetch(url)
    expect([await fine.text(), fine.headers.getSetCookie()]).toEqual(['1!!!', [visited]])
    const full = await fetch(`${url}/full`)
    expect([full.status, await full.text(), full.headers.getSetCookie()]).toEqual([500, '"COOKIE-TOO-LARGE"!!!', []])
  }
})

test('a response that does not know its request carries the session all the same', async () => {
  const keep = middleware()
  const url = await listen((req, res) => {
    Object.assign(res, { req: undefined })
    keep(req, res, () => {
      ;(req as PlainRequest).session.visits = 1
      res.end()
    })
  })
  expect((await fetch(url)).headers.getSetCookie()).toEqual([visited])
})

type PlainRequest = IncomingMessage & Pick<Request, 'session'>

test('plain node:http has the session too, and its prototypes stay clean', async () => {
  const { writeHead } = ServerResponse.prototype
  const keep = middleware()
  const url = await listen((req, res) =>
    keep(req, res, (error) => {
      if (error !== undefined) return res.writeHead(500).end((error as SessionMiddlewareError).code)
      const { session: data } = req as PlainRequest
      if (req.url === '/full') data.blob = 'x'.repeat(5_000)
      else data.visits = 1
      return req.url === '/head' ? res.writeHead(200, { 'Set-Cookie': 'mine=1' }).end() : res.end('done')
    })
  )
  expect((await fetch(url)).headers.getSetCookie()).toEqual([visited])
  expect((await fetch(`${url}/head`)).headers.getSetCookie()).toEqual(['mine=1', visited])
  const full = await fetch(`${url}/full`)
  expect([full.status, await full.text(), full.headers.getSetCookie()]).toEqual([500, 'cookie-too-large', []])
  expect('session' in IncomingMessage.prototype).toBe(false)
  expect(ServerResponse.prototype.writeHead).toBe(writeHead)
})
