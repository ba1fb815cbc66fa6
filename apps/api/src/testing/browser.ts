import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'

import { createMemoryStore, type SessionStore } from '@clearjar/express'
import { createMatchedServer } from '@clearjar/express/server'
import { expect, onTestFinished } from 'vitest'

import { createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { createLogger } from '../log.ts'
import type { SessionReport } from '../report.ts'

export const SECRET = 'a key for these tests'

const CONFIG: Config = {
  host: '127.0.0.1',
  port: 0,
  production: false,
  logLevel: 'info',
  secrets: [SECRET],
  digest: 'sha256',
  lifetime: 3600,
  store: { kind: 'memory' },
  tabs: {},
  pageUrl: undefined,
  webRoot: 'there-is-no-such-folder'
}

/** A browser as far as cookies go: it keeps what it gets, and sends what it has. */
export interface Browser {
  /** Name to value. */
  readonly jar: Map<string, string>
  /** The session cookie. */
  cookie: string | undefined
  ask(path: string, init?: RequestInit): Promise<Response>
  report(init?: RequestInit): Promise<SessionReport>
  patch(body: unknown, path?: string): Promise<Response>
  /** Another browser at the same server with copies of these cookies; of all, when none is named. */
  copy(...names: readonly string[]): Browser
}

export interface OnlyBrowser extends Browser {
  /** UNIX seconds of the server. */
  now: number
  logged(): string
}

/** A browser before a server of its own. */
export async function openBrowser(
  options: { logLevel?: string; store?: SessionStore; webRoot?: string } = {}
): Promise<OnlyBrowser> {
  const log = new PassThrough()
  const chunks: string[] = []
  log.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const clock = { now: 1_700_000_000, logged: () => chunks.join('') }
  const { logLevel = 'info', store = createMemoryStore({ now: () => clock.now }), webRoot = CONFIG.webRoot } = options
  const config = { ...CONFIG, webRoot }
  const { app } = createApp({ config, logger: createLogger(logLevel, log), store, now: () => clock.now })
  const server = createMatchedServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const browser = createBrowser(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return Object.defineProperties(clock, Object.getOwnPropertyDescriptors(browser)) as OnlyBrowser
}

export function createBrowser(origin: string, cookies: Iterable<readonly [string, string]> = []): Browser {
  const jar = new Map(cookies)
  const browser: Browser = {
    jar,
    get cookie() {
      return jar.get('session')
    },
    set cookie(value) {
      if (value === undefined) jar.delete('session')
      else jar.set('session', value)
    },
    async ask(path, init = {}) {
      const headers = new Headers(init.headers)
      if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
      const response = await fetch(origin + path, { ...init, headers })
      for (const line of response.headers.getSetCookie()) keep(jar, line)
      return response
    },
    report: async (init) => (await (await browser.ask('/api/session', init)).json()) as SessionReport,
    patch: (body, path = '/api/session') =>
      browser.ask(path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: typeof body === 'string' ? body : JSON.stringify(body)
      }),
    copy: (...names) =>
      createBrowser(
        origin,
        [...jar].filter(([name]) => names.length === 0 || names.includes(name))
      )
  }
  return browser
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (value === '') jar.delete(name)
  else jar.set(name, value)
}

/** A body of problem details (RFC 9457). */
interface ProblemBody {
  readonly status: number
  readonly code: string
  readonly errors?: readonly { readonly path: string }[]
}

/** What went wrong, told as it should be told. */
export async function problemOf(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = (await response.json()) as ProblemBody
  expect(problem.status).toBe(response.status)
  return problem
}
