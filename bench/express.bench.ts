/**
 * What a session costs a request, in process: CPU per request relative to bare Express 5, for a request that leaves
 * the session alone, one that reads it and one that writes it.
 */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

import { session } from '@clearjar/express'
import { createSessionCodec } from '@clearjar/session'
import cookieSession from 'cookie-session'
import express, { type Express, type RequestHandler } from 'express'
import Keygrip from 'keygrip'

import { compare, printTable } from './compare.ts'

const SECRET = 'a secret for the benchmark, and for nothing else'
const DATA = { cart: [{ id: 100, name: 'a short text', price: 700 }], email: 'ann@example.com', visits: 12 }

/** A connection that takes everything and gives nothing back. */
class Sink extends Socket {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done()
  }
  override _writev(_chunks: unknown, done: () => void): void {
    done()
  }
}

const socket = new Sink()

function createRequest(app: Express, path: string, cookie: string): () => void {
  return () => {
    const request = new IncomingMessage(socket)
    request.method = 'GET'
    request.url = path
    request.headers = { host: 'localhost', cookie }
    const response = new ServerResponse(request)
    response.assignSocket(socket)
    app(request as express.Request, response as express.Response)
    response.detachSocket(socket)
    if (!response.writableEnded) throw new Error(`${path} did not answer at once.`)
  }
}

function createApp(middleware: RequestHandler | null): Express {
  const app = express()
  if (middleware !== null) app.use(middleware)
  let visits = 0
  app.get('/untouched', (_req, res) => void res.send('ok'))
  app.get('/read', (req, res) => void res.send(middleware === null ? 'ok' : String(sessionOf(req).email)))
  app.get('/write', (req, res) => {
    if (middleware !== null) sessionOf(req).visits = visits++
    res.send('ok')
  })
  return app
}

/** The two middlewares type `req.session` differently; both keep plain data there. */
function sessionOf(req: { session?: unknown }): Record<string, unknown> {
  return req.session as Record<string, unknown>
}

const body = Buffer.from(JSON.stringify(DATA)).toString('base64')
const keys = new Keygrip([SECRET])
const contenders = {
  'bare Express': { app: createApp(null), cookie: '' },
  clearjar: {
    app: createApp(session({ secrets: [SECRET] })),
    cookie: `session=${createSessionCodec({ secrets: [SECRET] }).sign(DATA)}`
  },
  'cookie-session': {
    app: createApp(cookieSession({ keys: [SECRET] })),
    cookie: `session=${body}; session.sig=${keys.sign(`session=${body}`)}`
  }
}

const paths = ['/untouched', '/read', '/write']
const cost = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]))
for (const path of paths) {
  const requests = Object.entries(contenders).map(([name, { app, cookie }]) => [name, createRequest(app, path, cookie)])
  // `compare` tells speed; a cost is its inverse.
  for (const [name, speed] of compare(Object.fromEntries(requests))) cost.get(name)!.push(1 / speed)
}
printTable('CPU per request relative to bare Express 5 (lower is better)', paths, cost)

const added = (name: string) => cost.get(name)!.map((value) => value - 1)
const share = added('clearjar').map((value, index) => value / added('cookie-session')[index]!)
printTable('What Clearjar adds, as a share of what cookie-session adds', paths, new Map([['clearjar', share]]))
