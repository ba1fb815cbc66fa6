import { createMemoryStore, type SessionStore } from '@clearjar/express'

import type { ProblemCode } from '../problem.ts'
import { type OnlyBrowser, openBrowser } from './browser.ts'

/** A way to get an answer: the operation, its status, the code of a problem, and how. */
export type Scenario = readonly [
  operation: string,
  status: number,
  code: ProblemCode | '',
  ask: () => Promise<Response>
]

const DATA = { data: { string: 'hello', at: { ' d': 'Thu, 01 Jan 1970 00:00:00 GMT' }, list: [1, { a: null }] } }

const CROSS_SITE = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

const LONG = { data: Object.fromEntries(['a', 'b', 'c'].map((name) => [name, random(2900)])) }

function random(length: number): string {
  return Array.from({ length }, () => Math.random().toString(36).charAt(2)).join('')
}

async function openWith(settings: object = {}): Promise<OnlyBrowser> {
  const browser = await openBrowser()
  await browser.patch(settings, '/api/settings')
  await browser.patch(DATA)
  return browser
}

/** A browser whose session is on a server that cannot get at it any more. */
async function openBroken(): Promise<OnlyBrowser> {
  const store = createMemoryStore()
  let isDown = false
  const failing: SessionStore = {
    read: (key) => (isDown ? Promise.reject(new Error('down')) : store.read(key)),
    swap: (...given) => (isDown ? Promise.reject(new Error('down')) : store.swap(...given))
  }
  const browser = await openBrowser({ store: failing })
  await browser.patch({ mode: 'server', tabs: 'last-tab' }, '/api/settings')
  await browser.patch(DATA)
  isDown = true
  return browser
}

/** One whose server has lost its clock, which is nothing that anybody is to hear about. */
async function openFailing(settings?: object): Promise<OnlyBrowser> {
  const browser = await openWith(settings)
  browser.now = Number.NaN
  return browser
}

const open = (n = 1): object => ({
  act: 'open',
  doc: 'document-number-1',
  n,
  birth: 'fresh',
  hidden: false,
  mark: '7f3a'
})

function tell(browser: OnlyBrowser, message: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return browser.ask('/api/session/tabs', { method: 'POST', headers, body: JSON.stringify(message) })
}

async function tellTooOften(): Promise<Response> {
  const browser = await openWith({ tabs: 'last-tab' })
  await Promise.all(Array.from({ length: 210 }, (_each, n) => tell(browser, open(n))))
  return tell(browser, open(210))
}

function send(browser: OnlyBrowser, method: string, path: string, headers: Record<string, string> = {}) {
  return browser.ask(path, { method, headers: { 'content-type': 'application/json', ...headers }, body: '{}' })
}

const drop = (browser: OnlyBrowser, path: string, headers: Record<string, string> = {}) =>
  browser.ask(path, { method: 'DELETE', headers })

const SESSION: readonly Scenario[] = [
  ['GET /api/session', 200, '', async () => (await openWith()).ask('/api/session')],
  ['GET /api/session', 503, 'store-unavailable', async () => (await openBroken()).ask('/api/session')],
  ['PATCH /api/session', 200, '', async () => (await openWith()).patch(DATA)],
  ['PATCH /api/session', 400, 'invalid-json', async () => (await openBrowser()).patch('{')],
  ['PATCH /api/session', 422, 'invalid-body', async () => (await openBrowser()).patch({ data: { a: { ' d': 1 } } })],
  ['PATCH /api/session', 413, 'payload-too-large', async () => (await openBrowser()).patch({ data: random(17_000) })],
  ['PATCH /api/session', 413, 'session-too-large', async () => (await openBrowser()).patch(LONG)],
  [
    'PATCH /api/session',
    415,
    'unsupported-media-type',
    async () => send(await openBrowser(), 'PATCH', '/api/session', { 'content-type': 'text/plain' })
  ],
  [
    'PATCH /api/session',
    403,
    'cross-site-request',
    async () => send(await openBrowser(), 'PATCH', '/api/session', CROSS_SITE)
  ],
  ['PATCH /api/session', 500, 'internal-error', async () => (await openFailing()).patch(DATA)],
  ['PATCH /api/session', 503, 'store-unavailable', async () => (await openBroken()).patch(DATA)],
  ['DELETE /api/session', 200, '', async () => drop(await openWith(), '/api/session')],
  ['DELETE /api/session', 403, 'cross-site-request', async () => drop(await openWith(), '/api/session', CROSS_SITE)],
  ['DELETE /api/session', 503, 'store-unavailable', async () => drop(await openBroken(), '/api/session')]
]

const SETTINGS: readonly Scenario[] = [
  ['GET /api/settings', 200, '', async () => (await openWith({ key: 'added' })).ask('/api/settings')],
  ['PATCH /api/settings', 200, '', async () => (await openWith()).patch({ key: 'replaced' }, '/api/settings')],
  ['PATCH /api/settings', 400, 'invalid-json', async () => (await openBrowser()).patch('{', '/api/settings')],
  ['PATCH /api/settings', 422, 'invalid-body', async () => (await openBrowser()).patch({ x: 1 }, '/api/settings')],
  [
    'PATCH /api/settings',
    413,
    'payload-too-large',
    async () => (await openBrowser()).patch({ mode: random(17_000) }, '/api/settings')
  ],
  [
    'PATCH /api/settings',
    413,
    'session-too-large',
    async () => {
      const browser = await openWith({ mode: 'server' })
      await browser.patch(LONG)
      return browser.patch({ mode: 'cookie' }, '/api/settings')
    }
  ],
  [
    'PATCH /api/settings',
    415,
    'unsupported-media-type',
    async () => send(await openBrowser(), 'PATCH', '/api/settings', { 'content-type': 'text/plain' })
  ],
  [
    'PATCH /api/settings',
    403,
    'cross-site-request',
    async () => send(await openBrowser(), 'PATCH', '/api/settings', CROSS_SITE)
  ],
  ['PATCH /api/settings', 503, 'store-unavailable', async () => (await openBroken()).patch({}, '/api/settings')]
]

const SESSIONS: readonly Scenario[] = [
  ['GET /api/sessions', 200, '', async () => (await openWith({ revocable: true })).ask('/api/sessions')],
  ['GET /api/sessions', 409, 'not-revocable', async () => (await openWith()).ask('/api/sessions')],
  ['GET /api/sessions', 503, 'store-unavailable', async () => (await openBroken()).ask('/api/sessions')],
  ['DELETE /api/sessions', 200, '', async () => drop(await openWith({ mode: 'server' }), '/api/sessions')],
  [
    'DELETE /api/sessions',
    400,
    'invalid-query',
    async () => drop(await openWith({ revocable: true }), '/api/sessions?except=me')
  ],
  [
    'DELETE /api/sessions',
    403,
    'cross-site-request',
    async () => drop(await openWith({ revocable: true }), '/api/sessions', CROSS_SITE)
  ],
  ['DELETE /api/sessions', 409, 'not-revocable', async () => drop(await openWith(), '/api/sessions')],
  ['DELETE /api/sessions', 503, 'store-unavailable', async () => drop(await openBroken(), '/api/sessions')],
  [
    'DELETE /api/sessions/{id}',
    200,
    '',
    async () => {
      const browser = await openWith({ revocable: true })
      return drop(browser, `/api/sessions/${(await browser.report()).id}`)
    }
  ],
  [
    'DELETE /api/sessions/{id}',
    404,
    'session-not-found',
    async () => drop(await openWith({ revocable: true }), '/api/sessions/x')
  ],
  [
    'DELETE /api/sessions/{id}',
    403,
    'cross-site-request',
    async () => drop(await openWith({ revocable: true }), '/api/sessions/x', CROSS_SITE)
  ],
  ['DELETE /api/sessions/{id}', 409, 'not-revocable', async () => drop(await openWith(), '/api/sessions/x')],
  ['DELETE /api/sessions/{id}', 503, 'store-unavailable', async () => drop(await openBroken(), '/api/sessions/x')]
]

const OTHERS: readonly Scenario[] = [
  ['POST /api/session/tabs', 200, '', async () => tell(await openWith({ tabs: 'last-tab' }), open())],
  ['POST /api/session/tabs', 400, 'invalid-tab-message', async () => tell(await openWith(), 'hello')],
  ['POST /api/session/tabs', 403, 'cross-site-request', async () => tell(await openWith(), open(), CROSS_SITE)],
  ['POST /api/session/tabs', 429, 'too-many-tab-messages', tellTooOften],
  ['POST /api/session/tabs', 503, 'store-unavailable', async () => tell(await openBroken(), open())],
  ['GET /enter_string', 200, '', async () => (await openBrowser()).ask('/enter_string?string=hello')],
  ['GET /enter_string', 400, 'missing-string', async () => (await openBrowser()).ask('/enter_string')],
  [
    'GET /enter_string',
    413,
    'session-too-large',
    async () => (await openBrowser()).ask(`/enter_string?string=${random(6000)}`)
  ],
  ['GET /enter_string', 500, 'internal-error', async () => (await openFailing()).ask('/enter_string?string=a')],
  ['GET /enter_string', 503, 'store-unavailable', async () => (await openBroken()).ask('/enter_string?string=a')],
  ['GET /get_string', 200, '', async () => (await openWith()).ask('/get_string')],
  ['GET /get_string', 503, 'store-unavailable', async () => (await openBroken()).ask('/get_string')],
  ['GET /healthz', 200, '', async () => (await openBrowser()).ask('/healthz')],
  ['GET /api/openapi.json', 200, '', async () => (await openBrowser()).ask('/api/openapi.json')]
]

/** One for each answer of each operation, but for failures of the server, which are alike everywhere. */
export const SCENARIOS: readonly Scenario[] = [...SESSION, ...SETTINGS, ...SESSIONS, ...OTHERS]
