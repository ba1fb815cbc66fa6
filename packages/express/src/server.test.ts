import { once } from 'node:events'
import { Agent, createServer, IncomingMessage, request, type Server, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import express5, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import { createMatchedServer } from './server.ts'

const express4 = createRequire(import.meta.url)('express4') as typeof express5
const folder = fileURLToPath(new URL('..', import.meta.url))

interface Question {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

type Build = (express: typeof express5) => Express

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const forwarded = { host: 'a.b.example.com', 'x-forwarded-for': '10.1.2.3', 'x-forwarded-proto': 'https' }

/** Of a response, whatever Express says about where it is. */
function bearings(req: Request, res: Response) {
  const { ip, ips, hostname, protocol, secure, subdomains, baseUrl, originalUrl, path: at, query, xhr, fresh } = req
  const kinds = [req instanceof IncomingMessage, res instanceof ServerResponse, req.constructor === IncomingMessage]
  const links = [req.res === res, res.req === req, req.app === res.app]
  const facts = { ip, ips, hostname, protocol, secure, subdomains, baseUrl, originalUrl, at, query, xhr, fresh }
  return { ...facts, kinds, links, own: Object.keys(req).sort(), ownOfResponse: Object.keys(res).sort() }
}

function appWith(...routes: ((app: Express, express: typeof express5) => unknown)[]): Build {
  return (express) => {
    const app = express()
    for (const add of routes) add(app, express)
    return app
  }
}

const cases: [string, Build, Question[]][] = [
  [
    'send, json, an empty answer, HEAD, 404 and another method',
    appWith((app) => {
      app.get('/text', (_req, res) => void res.send('text'))
      app.get('/bytes', (_req, res) => void res.send(Buffer.from('bytes')))
      app.get('/json', (_req, res) => void res.json({ a: [1] }))
      app.get('/empty', (_req, res) => void res.status(204).end())
    }),
    [
      { url: '/text' },
      { url: '/text', method: 'HEAD' },
      { url: '/text', method: 'OPTIONS' },
      { url: '/text', method: 'DELETE' },
      { url: '/bytes' },
      { url: '/json' },
      { url: '/empty' },
      { url: '/missing' }
    ]
  ],
  [
    'parsed bodies, also broken ones',
    appWith((app, express) => {
      app.use(express.json(), express.urlencoded({ extended: false }))
      app.post('/', (req, res) => void res.json({ got: req.body as unknown }))
    }),
    [
      { url: '/', method: 'POST', headers: json, body: '{"a":1}' },
      { url: '/', method: 'POST', headers: { ...json, 'transfer-encoding': 'chunked' }, body: '{"a":2}' },
      { url: '/', method: 'POST', headers: { ...json, expect: '100-continue' }, body: '{"a":3}' },
      { url: '/', method: 'POST', headers: form, body: 'a=4&b=5' },
      { url: '/', method: 'POST', headers: json, body: '{"a":' },
      { url: '/', method: 'POST' }
    ]
  ],
  [
    'mounted applications and routers, and what comes after them',
    appWith((app, express) => {
      const child = express()
      child.enable('strict routing').disable('x-powered-by').set('json spaces', 2)
      child.get('/here', (req, res) => void res.json([bearings(req, res), req.app === child]))
      child.get('/broken', () => {
        throw new Error('of the child')
      })
      const grandchild = express()
      grandchild.get('/', (req, res) => void res.json(req.app === grandchild))
      child.use('/grand', grandchild)
      const router = express.Router()
      router.get('/:name', (req, res) => void res.json([bearings(req, res), req.params]))
      app.use('/child', child)
      app.use('/router', router)
      app.use('/child', (req, res) => void res.json([bearings(req, res), req.app === app]))
    }),
    [
      { url: '/child/here' },
      { url: '/child/elsewhere' },
      { url: '/child/broken' },
      { url: '/child/grand' },
      { url: '/router/ann?x=1' }
    ]
  ],
  [
    'files, ranges, conditional requests and downloads',
    appWith((app, express) => {
      app.get('/file', (_req, res) => res.sendFile('package.json', { root: folder }))
      app.get('/download', (_req, res) => res.download('package.json', 'name.json', { root: folder }))
      app.get('/tagged', (_req, res) => void res.set('ETag', '"known"').send('text'))
      app.use('/static', express.static(folder, { maxAge: 1000 }))
    }),
    [
      { url: '/file' },
      { url: '/file', method: 'HEAD' },
      { url: '/file', headers: { range: 'bytes=0-9' } },
      { url: '/file', headers: { 'if-modified-since': 'Fri, 31 Dec 9999 23:59:59 GMT' } },
      { url: '/download' },
      { url: '/tagged' },
      { url: '/tagged', headers: { 'if-none-match': '"known"' } },
      { url: '/static/package.json' },
      { url: '/static/src' },
      { url: '/static/missing' }
    ]
  ],
  [
    'errors that are thrown, handed on and handled',
    appWith((app) => {
      app.get('/thrown', () => {
        throw new Error('thrown')
      })
      app.get('/next', (_req, _res, next) => next(Object.assign(new Error('teapot'), { status: 418 })))
      app.get('/handled', (_req, _res, next) => next('handled'))
      const handler: ErrorRequestHandler = (error, _req, res, _next) => void res.status(503).json(error)
      app.use('/handled', handler)
    }),
    [{ url: '/thrown' }, { url: '/next' }, { url: '/handled' }]
  ],
  [
    'streams, redirects, cookies, formats and callbacks',
    appWith((app) => {
      app.get('/pipe', (_req, res) => void Readable.from(['a', 'b']).pipe(res.type('text')))
      app.get('/writes', (_req, res) => (res.write('a'), res.end('b')))
      app.get('/head', (_req, res) => res.writeHead(201, { 'X-Given': 'yes' }).end())
      app.get('/away', (_req, res) => res.redirect(303, '/text?a=ä'))
      app.get('/cookie', (_req, res) => void res.cookie('a', 'b').clearCookie('c').links({ next: '/d' }).send())
      app.get('/kind', (_req, res) => void res.format({ json: () => res.json(1), html: () => res.send('<p>1</p>') }))
      app.get('/jsonp', (_req, res) => void res.jsonp({ a: 1 }))
    }),
    [
      { url: '/pipe' },
      { url: '/writes' },
      { url: '/head' },
      { url: '/away' },
      { url: '/away', headers: { accept: 'text/html' } },
      { url: '/cookie' },
      { url: '/kind', headers: { accept: 'text/html' } },
      { url: '/kind', headers: { accept: 'image/png' } },
      { url: '/jsonp?callback=call' }
    ]
  ],
  [
    'what a request knows of itself, with and without a trusted proxy',
    appWith((app, express) => {
      const trusting = express()
      trusting.enable('trust proxy').get('/', (req, res) => void res.json(bearings(req, res)))
      app.get('/', (req, res) => void res.json(bearings(req, res)))
      app.use('/behind', trusting)
    }),
    [
      { url: '/?a=1', headers: forwarded },
      { url: '/behind', headers: forwarded }
    ]
  ],
  [
    'locals and what an application adds to its prototypes',
    appWith((app, express) => {
      app.locals.of = 'the application'
      Object.assign(app.response, { greet: () => 'hello' })
      Object.defineProperty(app.request, 'greeting', { get: () => 'hello, too' })
      const child = express()
      child.get(
        '/',
        (req, res) => void res.json([Reflect.get(res, 'greet')(), Reflect.get(req, 'greeting'), res.locals])
      )
      app.use((_req, res, next) => ((res.locals.of = 'the request'), next()))
      app.use('/child', child)
      app.get('/', (req, res) => {
        const added = Object.hasOwn(app.request, 'greeting') && Object.hasOwn(app.response, 'greet')
        res.json([Reflect.get(res, 'greet')(), Reflect.get(req, 'greeting'), res.locals, res.app.locals.of, added])
      })
    }),
    [{ url: '/' }, { url: '/child' }]
  ]
]

const editions: [string, typeof express5][] = [
  ['5', express5],
  ['4', express4]
]
const table = editions.flatMap(([edition, express]) =>
  cases.map(([title, build, questions]) => ({ edition, title, express, build, questions }))
)

test.each(table)('Express $edition answers as on http.createServer: $title', async ({ express, build, questions }) => {
  const plain = await answersOf(createServer(build(express)), questions)
  const matched = await answersOf(createMatchedServer(build(express)), questions)
  expect(matched).toEqual(plain)
})

test('Express 5 answers as on http.createServer: a rejected promise', async () => {
  const build = appWith((app) => app.get('/', () => Promise.reject(new Error('rejected'))))
  const plain = await answersOf(createServer(build(express5)), [{ url: '/' }])
  expect(plain[0]).toMatchObject({ status: 500, body: expect.stringContaining('rejected') as string })
  expect(await answersOf(createMatchedServer(build(express5)), [{ url: '/' }])).toEqual(plain)
})

/** Asks one after the other on one connection, and leaves out of the answers what differs from second to second. */
async function answersOf(server: Server, questions: readonly Question[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await once(server.listen(0), 'listening')
  onTestFinished(() => {
    agent.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const answers = []
  for (const { url, method = 'GET', headers = {}, body } of questions) {
    const sent = request({ port, agent, method, path: url, headers: { host: 'example.com', ...headers } }).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const { statusCode: status, rawHeaders } = answer
    const lines = rawHeaders.join('\n').replace(/\nDate\n.*/, '')
    answers.push({ status, lines, body: await text(answer), sameConnection: sent.reusedSocket })
  }
  return answers
}
