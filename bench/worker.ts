/** The process of one contender, told by its parent what to do. Alone, as an application is: none warms up another. */
import { once } from 'node:events'
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

import { createMatchedServer, matchedClasses } from '@clearjar/express/server'
import type { Request, Response } from 'express'

import { createApp, DATA, type Path } from './app.ts'
import { rows } from './contenders.ts'
import { LANES, type Ready, type Task } from './field.ts'

/** A connection that takes everything and gives nothing back. */
class Sink extends Socket {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done()
  }
  override _writev(_chunks: unknown, done: () => void): void {
    done()
  }
}

const [name = '', redisPort = ''] = process.argv.slice(2)
const row = rows[name]!
const app = createApp(await row.create(Number(redisPort)))
const server = row.matched ? createMatchedServer(app) : createServer(app)
await once(server.listen(0), 'listening')
const { port } = server.address() as AddressInfo
const cookies = await Promise.all(Array.from({ length: LANES }, login))
await checkWork(cookies[0]!)

const classes = row.matched ? matchedClasses(app) : { IncomingMessage, ServerResponse }
const sinks = cookies.map(() => new Sink())
process.on('message', (task: Task) => void answer(task))
process.send!({ port, cookies } satisfies Ready)

async function answer(task: Task): Promise<void> {
  process.send!(task === 'cpu-time' ? sum(process.cpuUsage()) : await cpuPerRequest(task.path, task.count))
}

function sum({ user, system }: NodeJS.CpuUsage): number {
  return user + system
}

/** Microseconds of CPU of the whole process: collecting garbage and what a library leaves to other threads count too. */
async function cpuPerRequest(path: Path, count: number): Promise<number> {
  const start = process.cpuUsage()
  for (let done = 0; done < count; done += LANES) {
    await Promise.all(sinks.map((sink, lane) => ask(sink, path, cookies[lane]!)))
    // As between the requests of a server: what is left for later gets done, and nothing piles up.
    await setImmediate()
  }
  return sum(process.cpuUsage(start)) / count
}

/** One request, as the server would make it; a promise only when it is not answered at once. */
function ask(sink: Sink, path: Path, cookie: string): Promise<unknown> | undefined {
  const request = new classes.IncomingMessage(sink)
  request.httpVersionMajor = 1
  request.httpVersionMinor = 1
  request.method = 'GET'
  request.url = path
  request.headers = cookie === '' ? { host: 'localhost' } : { host: 'localhost', cookie }
  const response = new classes.ServerResponse(request)
  response.shouldKeepAlive = true
  response.assignSocket(sink)
  app(request as Request, response as Response)
  if (response.writableEnded) return void finish(response, sink)
  return once(response, 'finish').then(() => finish(response, sink))
}

function finish(response: ServerResponse, sink: Sink): void {
  response.detachSocket(sink)
  if (response.statusCode !== 200) throw new Error(`${name} answered ${response.statusCode}.`)
}

/** A session of its own: the `Cookie` header that a browser sends from now on. */
async function login(): Promise<string> {
  const response = await fetch(`http://localhost:${port}/login`)
  return response.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(';')))
    .join('; ')
}

/** Whoever does not read and write its session has no place in the table. */
async function checkWork(cookie: string): Promise<void> {
  const read = await get('/read', cookie)
  const written = await get('/write', cookie)
  const found = await get('/visits', written.cookie === '' ? cookie : written.cookie)
  if (read.text !== DATA.email || found.text !== written.text) throw new Error(`${name} does not keep its session.`)
}

async function get(path: string, cookie: string) {
  const response = await fetch(`http://localhost:${port}${path}`, { headers: { cookie } })
  const lines = response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')))
  return { text: await response.text(), cookie: lines.join('; ') }
}
