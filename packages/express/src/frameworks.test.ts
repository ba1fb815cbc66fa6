import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'

import connect from 'connect'
import express5, { type Request } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import { createMemoryStore, session, type SessionMiddleware, type SessionOptions } from './index.ts'
import { createMatchedServer } from './server.ts'
import { createVisitor } from './testing/visit.ts'

const express4 = createRequire(import.meta.url)('express4') as typeof express5

declare module './index.ts' {
  interface SessionData {
    word: string
    filler: string
  }
}

type Next = (error?: unknown) => void

/** What every framework serves, with the means of Node alone. */
const routes: Record<string, (req: Request, res: ServerResponse, next: Next) => unknown> = {
  '/write': (req, res) => res.end((req.session.word = 'hello')),
  '/read': (req, res) => res.end(JSON.stringify(req.session)),
  '/untouched': (_req, res) => res.end('untouched'),
  '/end': (req, res) => ((req.session = null), res.end('ended')),
  '/redirect': (req, res) => ((req.session.word = 'followed'), res.writeHead(302, { Location: '/read' }).end()),
  '/regenerate': async (req, res) => (await req.session.regenerate(), (req.session.word = 'new'), res.end('done')),
  '/fill': (req, res) => ((req.session.filler = 'x'.repeat(20_000)), res.end('filled')),
  '/function': (req, res) => (Reflect.set(req.session, 'word', () => 1), res.end('stored')),
  '/stream': (req, res) => ((req.session.word = 'streamed'), Readable.from(['a', 'b', 'c']).pipe(res)),
  '/pieces': (req, res) => ((req.session.word = 'pieces'), res.write('a'), setImmediate(() => res.end('b'))),
  '/fail': (req, _res, next) => ((req.session.word = 'failed'), next(Object.assign(new Error('mine'), { status: 418 })))
}

async function dispatch(req: IncomingMessage, res: ServerResponse, next: Next): Promise<void> {
  const route = routes[req.url ?? '']
  if (route === undefined) return next()
  try {
    await route(req as Request, res, next)
  } catch (error) {
    next(error)
  }
}

function report(error: unknown, _req: IncomingMessage, res: ServerResponse, _next: Next): void {
  const { status = 500, code = 'mine' } = error as { status?: number; code?: string }
  res.statusCode = status
  res.end(code)
}

const frameworks: [string, (middleware: SessionMiddleware) => Server][] = [
  ['Express 5', (middleware) => createServer(express5().use(middleware, dispatch, report))],
  ['Express 4', (middleware) => createServer(express4().use(middleware, dispatch, report))],
  ['Express 5, matched', (middleware) => createMatchedServer(express5().use(middleware, dispatch, report))],
  ['Express 4, matched', (middleware) => createMatchedServer(express4().use(middleware, dispatch, report))],
  ['connect', (middleware) => createServer(connect().use(middleware).use(dispatch).use(report))],
  [
    'node:http',
    (middleware) =>
      createServer((req, res) => {
        const finish: Next = (error) => {
          if (error !== undefined) return report(error, req, res, finish)
          res.statusCode = 404
          res.end('missing')
        }
        middleware(req, res, (error) => (error === undefined ? dispatch(req, res, finish) : finish(error)))
      })
  ]
]

const modes: [string, () => Partial<SessionOptions>][] = [
  ['cookie mode', () => ({})],
  ['server mode', () => ({ mode: 'server', store: createMemoryStore() })]
]

const table = frameworks.flatMap(([framework, build]) =>
  modes.map(([mode, options]) => [framework, mode, build, options] as const)
)

async function serve(build: (middleware: SessionMiddleware) => Server, options: Partial<SessionOptions>) {
  const server = build(session({ secrets: ['dev-secret-key'], compressAbove: Infinity, ...options })).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const visitor = createVisitor()
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const get = (path: string, init?: RequestInit) => visitor.get(url + path, init)
  return { get, visitor, read: async () => JSON.parse((await get('/read')).text) as unknown }
}

test.each(table)(
  '%s, %s: what is written is read back, and nothing is sent twice',
  async (_name, _mode, build, options) => {
    const { get, read } = await serve(build, options())
    const write = await get('/write')
    expect([write.status, write.text, write.lines.length, write.headers.get('vary')]).toEqual([
      200,
      'hello',
      1,
      'Cookie'
    ])
    const again = await get('/read')
    expect([again.text, again.lines, again.headers.get('vary')]).toEqual(['{"word":"hello"}', [], 'Cookie'])
    const untouched = await get('/untouched')
    expect([untouched.lines, untouched.headers.get('vary')]).toEqual([[], null])
    expect(await read()).toEqual({ word: 'hello' })
  }
)

test.each(table)('%s, %s: null ends the session', async (_name, mode, build, options) => {
  const { get, read, visitor } = await serve(build, options())
  await get('/write')
  const [cookie] = visitor.jar
  expect((await get('/end')).lines).toEqual([expect.stringContaining('session=; Expires=Thu, 01 Jan 1970')])
  expect(visitor.jar.size).toBe(0)
  expect(await read()).toEqual({})
  visitor.jar.set(...cookie!)
  expect(await read()).toEqual(mode === 'server mode' ? {} : { word: 'hello' })
})

test.each(table)(
  '%s, %s: a redirect that is followed at once sees the session',
  async (_name, _mode, build, options) => {
    const { get, read } = await serve(build, options())
    const redirect = await get('/redirect')
    expect([redirect.status, redirect.headers.get('location'), redirect.lines.length]).toEqual([302, '/read', 1])
    expect(await read()).toEqual({ word: 'followed' })
  }
)

test.each(table)(
  '%s, %s: a session that cannot be kept goes to the error handler',
  async (_name, mode, build, options) => {
    const { get, read } = await serve(build, options())
    await get('/write')
    const unstorable = await get('/function')
    expect([unstorable.status, unstorable.text, unstorable.lines]).toEqual([500, 'unserializable-value', []])
    const filled = await get('/fill')
    if (mode === 'cookie mode') {
      expect([filled.status, filled.text, filled.lines]).toEqual([500, 'cookie-too-large', []])
      expect(await read()).toEqual({ word: 'hello' })
    } else {
      expect([filled.status, filled.text]).toEqual([200, 'filled'])
      expect(await read()).toEqual({ word: 'hello', filler: 'x'.repeat(20_000) })
    }
  }
)

test.each(table)('%s, %s: streams and pieces carry the session', async (_name, _mode, build, options) => {
  const { get, read } = await serve(build, options())
  const stream = await get('/stream')
  expect([stream.text, stream.lines.length]).toEqual(['abc', 1])
  expect(await read()).toEqual({ word: 'streamed' })
  expect((await get('/pieces')).text).toBe('ab')
  expect(await read()).toEqual({ word: 'pieces' })
})

test.each(table)('%s, %s: regenerate leaves the new session', async (_name, _mode, build, options) => {
  const { get, read } = await serve(build, options())
  await get('/write')
  expect((await get('/regenerate')).lines).toHaveLength(1)
  expect(await read()).toEqual({ word: 'new' })
})

test.each(table)(
  '%s, %s: an error response keeps the session, and a missing page is a 404',
  async (_name, _mode, build, options) => {
    const { get, read } = await serve(build, options())
    const failed = await get('/fail')
    expect([failed.status, failed.text, failed.lines.length]).toEqual([418, 'mine', 1])
    const missing = await get('/nowhere')
    expect([missing.status, missing.lines]).toEqual([404, []])
    expect(await read()).toEqual({ word: 'failed' })
  }
)

test.each(table)('%s, %s: HEAD carries the session without a body', async (_name, _mode, build, options) => {
  const { get, read } = await serve(build, options())
  const { text, lines } = await get('/write', { method: 'HEAD' })
  expect([text, lines.length]).toEqual(['', 1])
  expect(await read()).toEqual({ word: 'hello' })
})

test.each(frameworks)('%s: a store that is down is a 503', async (_name, build) => {
  const down = () => Promise.reject(new Error('down'))
  const { get, visitor } = await serve(build, { mode: 'server', store: { read: down, swap: down } })
  const write = await get('/write')
  expect([write.status, write.text, write.lines]).toEqual([503, 'store-unavailable', []])
  const { jar } = (
    await serve(build, { mode: 'server', store: createMemoryStore() }).then(async (up) => {
      await up.get('/write')
      return up
    })
  ).visitor
  for (const cookie of jar) visitor.jar.set(...cookie)
  const read = await get('/read')
  expect([read.status, read.text]).toEqual([503, 'store-unavailable'])
})
