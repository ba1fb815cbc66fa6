import { once } from 'node:events'
import { createServer, IncomingMessage, request, type Server, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'

import express5, { type Express } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import { createMatchedServer, type ExpressApplication, matchedClasses } from './matched-server.ts'

const express4 = createRequire(import.meta.url)('express4') as typeof express5
const both: [string, typeof express5][] = [
  ['5', express5],
  ['4', express4]
]

async function listen(server: Server): Promise<number> {
  await once(server.listen(0), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function get(port: number, path = '/'): Promise<string> {
  const answer = await fetch(`http://localhost:${port}${path}`)
  return await answer.text()
}

/** Answers with the name that `app.response` and `app.request` have, wherever that comes from. */
function tellNames(app: Express): Express {
  return app.get('/', (req, res) => void res.json([Reflect.get(req, 'nick') ?? '-', Reflect.get(res, 'nick') ?? '-']))
}

function nickname(of: { request: object; response: object }, nick: string): void {
  Object.assign(of.request, { nick })
  Object.assign(of.response, { nick })
}

test.each(both)('leaves nothing to change for Express %s', async (_edition, express) => {
  const app = tellNames(express())
  const server = createMatchedServer(app)
  const found: boolean[] = []
  server.prependListener('request', (req, res) => {
    found.push(Object.getPrototypeOf(req) === app.request, Object.getPrototypeOf(res) === app.response)
  })
  await get(await listen(server))
  expect(found).toEqual([true, true])
})

test.each(both)('sees what is added to the prototypes of Express %s, before and after', async (_edition, express) => {
  const app = tellNames(express())
  const mounted = tellNames(express())
  app.use('/mounted', mounted)
  nickname(app, 'before')
  const port = await listen(createMatchedServer(app))
  expect([await get(port), await get(port, '/mounted')]).toEqual(['["before","before"]', '["before","before"]'])

  nickname(app, 'after')
  app.use('/later', tellNames(express()))
  const answers = [await get(port), await get(port, '/mounted'), await get(port, '/later')]
  expect(answers).toEqual(['["after","after"]', '["after","after"]', '["after","after"]'])

  nickname(mounted, 'own')
  expect([await get(port), await get(port, '/mounted')]).toEqual(['["after","after"]', '["own","own"]'])
})

test('sees what is added to the prototypes of all applications', async () => {
  const port = await listen(createMatchedServer(tellNames(express5())))
  nickname(express5, 'everybody')
  onTestFinished(() => {
    Reflect.deleteProperty(express5.request, 'nick')
    Reflect.deleteProperty(express5.response, 'nick')
  })
  expect(await get(port)).toBe('["everybody","everybody"]')
})

test.each(both)('hears of settings of Express %s that change later', async (_edition, express) => {
  const app = express().get('/', (req, res) => void res.json(req.protocol))
  const port = await listen(createMatchedServer(app))
  const ask = async () => {
    const answer = await fetch(`http://localhost:${port}/`, { headers: { 'x-forwarded-proto': 'https' } })
    return [await answer.text(), answer.headers.has('x-powered-by')]
  }
  expect(await ask()).toEqual(['"http"', true])
  app.enable('trust proxy').disable('x-powered-by')
  expect(await ask()).toEqual(['"https"', false])
})

test('serves one application on several servers, matched and plain', async () => {
  const app = tellNames(express5())
  const first = createMatchedServer(app)
  const classes = matchedClasses(app)
  const second = createServer(classes, app)
  expect(matchedClasses(app)).toEqual(classes)
  nickname(app, 'ann')
  const ports = await Promise.all([first, second, createServer(app)].map(listen))
  expect(await Promise.all(ports.map((port) => get(port)))).toEqual(Array(3).fill('["ann","ann"]'))
})

test('serves an application that is mounted in another one too', async () => {
  const outer = express5()
  const inner = tellNames(express5())
  outer.use('/inner', inner)
  nickname(outer, 'outer')
  const ports = [await listen(createMatchedServer(inner)), await listen(createMatchedServer(outer))] as const
  expect([await get(ports[0]), await get(ports[1], '/inner')]).toEqual(['["outer","outer"]', '["outer","outer"]'])
})

test('takes prototypes that the application replaces', async () => {
  const app = tellNames(express5())
  matchedClasses(app)
  app.request = Object.assign(Object.create(app.request) as typeof app.request, { nick: 'replaced' })
  expect(await get(await listen(createMatchedServer(app)))).toBe('["replaced","-"]')
})

test('hands the options to the server', async () => {
  const server = createMatchedServer(express5(), { keepAliveTimeout: 1234 })
  expect(server.keepAliveTimeout).toBe(1234)
})

test('makes requests and responses that are those of Node and of Express', () => {
  const app = express5()
  const classes = matchedClasses(app)
  const prototypes = [classes.IncomingMessage.prototype, classes.ServerResponse.prototype]
  expect(prototypes).toEqual([app.request, app.response])
  const [req, res] = prototypes as [object, object]
  expect([req instanceof IncomingMessage, res instanceof ServerResponse]).toEqual([true, true])
  expect([req.constructor, res.constructor]).toEqual([IncomingMessage, ServerResponse])
  expect([Object.keys(req), Object.keys(res)]).toEqual([['app'], ['app']])
})

test.each([[undefined], [{}], [() => {}], [{ request: {}, response: null }]])(
  'refuses what is no Express application: %o',
  (app) => {
    expect(() => createMatchedServer(app as unknown as ExpressApplication)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }) as Error
    )
  }
)

test.each(both)('upgrades a connection of Express %s as http.createServer does', async (_edition, express) => {
  const upgrade = async (server: Server) => {
    server.on('upgrade', (req, socket) => socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\n${req.url}`))
    const socket = connect(await listen(server))
    socket.write('GET /chat HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    return await text(socket)
  }
  const answer = await upgrade(createMatchedServer(tellNames(express())))
  expect(answer).toContain('/chat')
  expect(answer).toBe(await upgrade(createServer(tellNames(express()))))
})

test.each(both)('tells Express %s that the client went away as http.createServer does', async (_edition, express) => {
  const abort = async (create: (app: Express) => Server) => {
    const events: string[] = []
    const app = express()
    const closed = new Promise<void>((resolve) => {
      app.post('/', (req, res) => {
        req.on('error', (error) => events.push(error.message)).on('close', () => events.push('request'))
        res.on('finish', () => events.push('finish'))
        res.on('close', () => {
          events.push(`response ${res.writableFinished} ${req.complete} ${res.destroyed}`)
          resolve()
        })
        res.write('a')
      })
    })
    const sent = request({ port: await listen(create(app)), method: 'POST', headers: { 'content-length': 9 } })
    sent.on('error', () => {}).write('half')
    await once(sent, 'response')
    sent.destroy()
    await closed
    return events.sort()
  }
  const events = await abort(createMatchedServer)
  expect(events).toContain('response false false true')
  expect(events).toEqual(await abort((app) => createServer(app)))
})
