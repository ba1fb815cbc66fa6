import { expect, test } from 'vitest'
import type { Exchange } from '../api/exchange.ts'
import type { SessionReport } from '../api/report.ts'
import { wireLabels } from './wire-labels.ts'

type Sent = SessionReport['wire']['sent']['action']

function exchange(
  method: Exchange['method'],
  status: SessionReport['status'],
  cookie: boolean,
  action: Sent
): Exchange {
  const report: SessionReport = {
    status,
    reason: null,
    data: {},
    permanent: false,
    mode: 'cookie',
    id: null,
    revocable: false,
    tabs: { scope: 'browser' },
    cookie: {
      name: 'session',
      visibility: 'readable',
      path: '/',
      sameSite: 'Lax',
      domain: null,
      secure: false,
      bytes: 0,
      limit: 4096
    },
    clocks: { now: 0, signedAt: null, browserExpires: null, serverExpires: null, lifetime: 100, lifetimes: [] },
    wire: { received: { cookie, bytes: 0, names: [] }, sent: { action, attributes: null } },
    keys: 1,
    keyIndex: 0,
    key: 'first',
    server: { startedAt: 1 }
  }
  const outcome = {
    status: 'answered',
    http: '200 OK',
    milliseconds: 3,
    headers: [],
    report,
    cookieAfter: null
  } as const
  return { id: 1, method, path: '/api/session', body: null, cookieName: 'session', cookieBefore: null, outcome }
}

test.each<[string, Exchange, string, readonly [string, string]]>([
  ['a first save', exchange('PATCH', 'present', false, 'set'), 'no cookie', ['Set-Cookie', 'newly signed']],
  ['a lasting session', exchange('GET', 'present', true, 'set'), 'Cookie: session=…', ['Set-Cookie', 'signed again']],
  [
    'a session left as it is',
    exchange('GET', 'present', true, 'none'),
    'Cookie: session=…',
    ['200', 'cookie unchanged']
  ],
  ['no session', exchange('GET', 'absent', false, 'none'), 'no cookie', ['200 · no session', '']],
  ['a refused cookie', exchange('GET', 'refused', true, 'none'), 'Cookie: session=…', ['200 · {}', 'cookie ignored']],
  [
    'a cleared session',
    exchange('DELETE', 'absent', true, 'delete'),
    'Cookie: session=…',
    ['Set-Cookie', 'already expired']
  ]
])('tells what went over the wire for %s', (_name, given, out, back) => {
  const labels = wireLabels(given, false)
  expect(labels.out[0]).toBe(out)
  expect(labels.back).toEqual(back)
})

test('names the changed byte, and the silence', () => {
  expect(wireLabels(exchange('GET', 'refused', true, 'none'), true)).toMatchObject({
    out: ['Cookie: session=…', 'one byte changed'],
    tone: 'refused'
  })
  const silent: Exchange = { ...exchange('GET', 'absent', false, 'none'), outcome: { status: 'failed' } }
  expect(wireLabels(silent, false)).toMatchObject({ out: ['no answer', 'GET /api/session'], tone: 'off' })
})

test('draws nothing before the first request', () => {
  expect(wireLabels(null, false).out).toEqual(['—', ''])
})
