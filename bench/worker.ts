/** The process of one contender, told by its parent what to do. Alone, as an application is: none warms up another. */
import { once } from 'node:events'
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

import { createMatchedServer, matchedClasses } from '@clearjar/express/server'
import type { Request, Response } from 'express'

import { createApp, DATA, type Path } from './app.ts'
import { type Place, rows } from './contenders.ts'
import { cookieHeader, LANES, type Ready, type Task } from './field.ts'

/** A connection that takes everything and gives nothing back. */
class Sink extends Socket {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done()
  }
  override _writev(_chunks: unknown, done: () => void): void {
    done()
  }
}

const [name = '', place = ''] = process.argv.slice(2)
const row = rows[name]!
const app = createApp(await row.create(JSON.parse(place) as Place))
const server = row.matched ? createMatchedServer(app) : createServer(app)
await once(server.listen(0), 'listening')
const { port } = server.address() as AddressInfo
const cookies = await Promise.all(Array.from({ length: LANES }, login))
cookies[0] = await checkWork(cookies[0]!)

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

/** Microseconds of CPU of the whole process: collecting garbage and what a library leaves to other threads count, too. */
async function cpuPerRequest(path: Path, count: number): Promise<number> {
  let spent = 0
  for (let done = 0; done < count; done += LANES) spent += await cpuOfTurn(path)
  return spent / count
}

/** A request of each visitor. */
async function cpuOfTurn(path: Path): Promise<number> {
  const start = process.cpuUsage()
  const responses: ServerResponse[] = []
  const late: Promise<void>[] = []
  for (const [lane, sink] of sinks.entries()) {
    const { response, answered } = ask(sink, path, cookies[lane]!)
    responses.push(response)
    if (answered !== null) late.push(answered)
  }
  await Promise.all(late)
  // As between the requests of a server: what is left for later gets done, and nothing piles up.
  await setImmediate()
  const spent = sum(process.cpuUsage(start))
  for (const [lane, response] of responses.entries()) cookies[lane] = cookieAfter(response, cookies[lane]!)
  return spent
}

/** What the browser of a visitor sends after this answer. */
function cookieAfter(response: ServerResponse, before: string): string {
  const lines = response.getHeader('Set-Cookie')
  return lines === undefined ? before : cookieHeader([lines].flat().map(String))
}

/** One request, as the server would make it. `answered` is null when that was done at once. */
function ask(sink: Sink, path: Path, cookie: string): { response: ServerResponse; answered: Promise<void> | null } {
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
  if (!response.writableEnded)
    return { response, answered: once(response, 'finish').then(() => finish(response, sink)) }
  finish(response, sink)
  return { response, answered: null }
}

function finish(response: ServerResponse, sink: Sink): void {
  response.detachSocket(sink)
  if (response.statusCode !== 200) throw new Error(`${name} answered ${response.statusCode}.`)
}

/** A session of its own: the `Cookie` header that a browser sends from now on. */
async function login(): Promise<string> {
  const { cookie } = await get('/login', '')
  return cookie
}

/** Whoever does not read and write its session has no place in the table. */
async function checkWork(before: string): Promise<string> {
  const read = await get('/read', before)
  const written = await get('/write', before)
  const found = await get('/visits', written.cookie)
  if (read.text !== DATA.email || found.text !== written.text) throw new Error(`${name} does not keep its session.`)
  return written.cookie
}

async function get(path: string, before: string): Promise<{ text: string; cookie: string }> {
  const response = await fetch(`http://localhost:${port}${path}`, { headers: { cookie: before } })
  const lines = response.headers.getSetCookie()
  return { text: await response.text(), cookie: lines.length === 0 ? before : cookieHeader(lines) }
}
