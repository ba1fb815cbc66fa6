import type { SessionReport } from '../report.ts'
import type { ListedSession } from '../routes/sessions.ts'
import type { Settings } from '../settings.ts'

const NOW = 1_795_417_200
const LIFETIME = 2_678_400

export const LIFETIMES: readonly number[] = [30, 60, 300, 3600, LIFETIME]

export const PRESENT: SessionReport = {
  status: 'present',
  reason: null,
  data: { string: 'hello', since: { ' d': 'Mon, 23 Nov 2026 07:00:00 GMT' }, place: { ' point': [3, 4] } },
  permanent: true,
  mode: 'cookie',
  id: null,
  revocable: false,
  tabs: { scope: 'browser', leases: [] },
  cookie: {
    name: 'session',
    visibility: 'readable',
    domain: null,
    path: '/',
    sameSite: 'Lax',
    secure: false,
    bytes: 197,
    limit: 4096
  },
  clocks: {
    now: NOW,
    signedAt: NOW,
    browserExpires: NOW + LIFETIME,
    serverExpires: NOW + LIFETIME,
    lifetime: LIFETIME,
    lifetimes: LIFETIMES
  },
  wire: {
    received: { cookie: true, bytes: 197, names: ['session'] },
    sent: { action: 'set', attributes: 'Expires=Thu, 24 Dec 2026 07:00:00 GMT; Path=/; SameSite=Lax' }
  },
  key: 'first',
  keys: 1,
  keyIndex: 0,
  server: { startedAt: NOW - 3600.25 }
}

export const ABSENT: SessionReport = {
  ...PRESENT,
  status: 'absent',
  data: {},
  permanent: false,
  cookie: { ...PRESENT.cookie, bytes: 0 },
  clocks: { ...PRESENT.clocks, signedAt: null, browserExpires: null, serverExpires: null },
  wire: { ...PRESENT.wire, sent: { action: 'delete', attributes: 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/' } }
}

/** What the server says after its key was replaced. */
export const REFUSED: SessionReport = {
  ...ABSENT,
  status: 'refused',
  reason: 'signature-mismatch',
  cookie: PRESENT.cookie,
  wire: { ...PRESENT.wire, sent: { action: 'none', attributes: null } },
  key: 'replaced',
  keyIndex: null
}

export const SETTINGS: Settings = {
  visibility: 'readable',
  mode: 'cookie',
  lifetime: LIFETIME,
  revocable: false,
  tabs: 'browser',
  key: 'first'
}

export const LISTED: ListedSession = {
  id: 'Zm9yIGV4YW1wbGUgb25seQ',
  startedAt: NOW - 600,
  seenAt: NOW,
  expires: NOW + LIFETIME,
  scope: 'browser',
  about: 'Chrome on Linux',
  current: true
}

export const TAB_OPEN: object = {
  act: 'open',
  doc: 'k3bqz7Wd0aXn91fT',
  n: 1,
  birth: 'fresh',
  hidden: false,
  mark: '7f3a'
}

export const TAB_OPENED: object = {
  status: 'open',
  scope: 'last-tab',
  tab: 'Zm9yIGV4YW1wbGUgb25seQ',
  grace: 10,
  lease: 45,
  away: 600,
  now: NOW + 0.5,
  leases: [{ mark: '7f3a', self: true, state: 'open', hidden: false, until: NOW + 45.5 }]
}
