import { expect, test } from 'vitest'
import type { SessionReport } from '../api/report.ts'
import type { LiveFacts } from './live-state.ts'
import { clocksDiffer, firstToEnd, liveState, signatureVerdict } from './live-state.ts'

const report: SessionReport = {
  status: 'present',
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
    bytes: 80,
    limit: 4096
  },
  clocks: { now: 0, signedAt: 0, browserExpires: null, serverExpires: 100, lifetime: 100, lifetimes: [] },
  wire: { received: { cookie: true, bytes: 80, names: [] }, sent: { action: 'none', attributes: null } },
  keys: 1,
  keyIndex: 0,
  key: 'first',
  server: { startedAt: 1 }
}
const refused = (reason: SessionReport['reason']): SessionReport => ({ ...report, status: 'refused', reason })
const absent = (cause: 'never' | 'deleted-here' | 'gone') => ({ status: 'absent', since: 1, cause }) as const

const facts: LiveFacts = {
  blocked: false,
  reachable: true,
  snapshot: { status: 'reading', cookie: 'p.t.s' },
  report,
  current: true,
  busy: false,
  left: null,
  ending: null
}

test.each<[string, Partial<LiveFacts>]>([
  ['blocked', { blocked: true, reachable: false }],
  ['offline', { reachable: false }],
  ['checking', { report: null }],
  ['empty', { snapshot: absent('never') }],
  ['gone', { snapshot: absent('deleted-here') }],
  ['gone', { snapshot: absent('gone') }],
  ['expired', { snapshot: { status: 'expired', at: 1 } }],
  ['expired', { report: refused('too-old') }],
  ['expired', { left: -1 }],
  ['expiring', { left: 60 }],
  ['expiring', { left: 0 }],
  ['tampered', { report: refused('signature-mismatch') }],
  ['tampered', { report: refused('signature-missing') }],
  ['ended', { report: refused('ended') }],
  ['other-tab', { report: refused('other-tab') }],
  ['other-tab', { report: refused('other-tab'), snapshot: { status: 'hidden' } }],
  ['asleep', { report: refused('tab-asleep') }],
  ['ended', { report: refused('tabs-closed') }],
  ['tabs-closed', { snapshot: absent('gone'), ending: 'reopened' }],
  ['tabs-closed', { snapshot: absent('never'), ending: 'new-tab' }],
  ['checking', { current: false, busy: true, snapshot: absent('gone'), ending: 'reopened' }],
  ['hidden', { snapshot: { status: 'hidden' } }],
  ['checking', { current: false }],
  ['checking', { current: false, report: refused('signature-mismatch') }],
  ['checking', { current: false, busy: true, snapshot: absent('gone') }],
  ['gone', { current: false, busy: true, snapshot: absent('deleted-here') }],
  ['gone', { current: false, snapshot: absent('gone') }],
  ['live', { left: 61 }],
  ['live', {}]
])('is %s', (state, change) => {
  expect(liveState({ ...facts, ...change })).toBe(state)
})

test('vouches for nothing but the cookie the server saw', () => {
  expect(signatureVerdict(report, true, true)).toBe('holds')
  expect(signatureVerdict(report, true, false)).toBe('unchecked')
  expect(signatureVerdict(report, false, true)).toBe('unchecked')
  expect(signatureVerdict(null, true, true)).toBe('unchecked')
  expect(signatureVerdict(refused('signature-mismatch'), true, true)).toBe('broken')
  expect(signatureVerdict(refused('too-old'), true, true)).toBe('too-old')
  expect(signatureVerdict(refused('ended'), true, true)).toBe('holds')
  expect(signatureVerdict(refused('other-tab'), true, true)).toBe('holds')
})

test('shows two clocks where they say different things', () => {
  expect(clocksDiffer({ browser: 100, server: 101 })).toBe(false)
  expect(clocksDiffer({ browser: 100, server: 160 })).toBe(true)
  expect(clocksDiffer({ browser: null, server: 100 })).toBe(true)
  expect(firstToEnd({ browser: 100, server: 60 })).toBe(60)
  expect(firstToEnd({ browser: null, server: 60 })).toBe(60)
  expect(firstToEnd({ browser: null, server: null })).toBeNull()
})
