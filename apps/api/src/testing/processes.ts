import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

import { freePort } from '../../../../test/free-port.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A process that does not outlive its test. */
interface Running {
  readonly child: ChildProcess
  /** All that it has printed. */
  printed(): string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

function run(command: string, given: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(command, given, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  onTestFinished(kill)
  return { child, printed: () => printed, kill }
}

async function until(running: Running, said: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = said.exec(running.printed())
    if (found !== null) return found
    if (running.child.exitCode !== null) throw new Error(`It ended:\n${running.printed()}`)
    await Promise.race([once(running.child.stdout!, 'data'), once(running.child, 'exit')])
  }
}

/** `main.ts`, from source. */
export function runApi(env: NodeJS.ProcessEnv): Running {
  const defaults = { SESSION_SECRET: 'a key', SESSION_STORE: 'memory', LOG_LEVEL: 'silent' }
  return run(process.execPath, ['--conditions=@clearjar/source', '--import', 'tsx', MAIN], { ...defaults, ...env })
}

/** `runApi` on a free port, once it can be asked. */
export async function startApi(env: NodeJS.ProcessEnv): Promise<Running & { readonly url: string }> {
  const running = runApi({ PORT: '0', ...env })
  const [, url = ''] = await until(running, /Clearjar is at (\S+)/)
  return { ...running, url: url.replace('localhost', '127.0.0.1') }
}

/** For the names of tests: empty, or why those that need Redis are skipped. */
export function whyNoRedis(): string {
  return spawnSync('redis-server', ['--version']).error === undefined ? '' : ' (skipped: no redis-server in PATH)'
}

export interface RedisServer {
  readonly url: string
  stop(): Promise<void>
  /** On the same port, with the data that it had. */
  start(): Promise<void>
}

/** A real Redis that writes to the disk before it answers. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const folder = temporaryFolder()
  let running: Running
  async function start(): Promise<void> {
    const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'always' }
    running = run(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
    )
    await until(running, /Ready to accept connections/)
  }
  await start()
  return { url: `redis://127.0.0.1:${port}`, start, stop: () => running.kill() }
}

/** Gone with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clearjar-api-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What hands each request to the next of some servers in turn, and on to another one when that is down. */
export interface RoundRobin {
  readonly url: string
  /** How many requests each of them has answered. */
  readonly answered: readonly number[]
}

export async function startRoundRobin(targets: readonly string[]): Promise<RoundRobin> {
  const answered = targets.map(() => 0)
  let turn = 0
  const proxy = createServer(async (req, res) => {
    const { method = 'GET', url = '/', headers } = req
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = chunks.length === 0 ? null : Buffer.concat(chunks)
    const sent = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)) as [string, string][]
    for (const _attempt of targets) {
      const index = turn % targets.length
      turn += 1
      try {
        const answer = await fetch(`${targets[index]}${url}`, { method, headers: sent, body, redirect: 'manual' })
        const kept = [...answer.headers].filter(([name]) => !HOP_BY_HOP.has(name) && name !== 'set-cookie')
        res.writeHead(
          answer.status,
          [...kept, ...answer.headers.getSetCookie().map((line) => ['set-cookie', line])].flat()
        )
        answered[index] = (answered[index] ?? 0) + 1
        return void res.end(Buffer.from(await answer.arrayBuffer()))
      } catch {
        // It is down; the next one may not be.
      }
    }
    res.writeHead(502).end()
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, answered }
}

/** What belongs to one connection only, and what `fetch` has undone. */
const HOP_BY_HOP = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding'
])
