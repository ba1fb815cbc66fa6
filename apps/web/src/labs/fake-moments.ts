import type { SessionSnapshot } from '@clearjar/browser'
import type { SessionReport } from '../api/report.ts'
import type { LiveData } from '../live/use-live.ts'
import type { Act } from '../logic/acts.ts'
import type { Moment } from './moment.ts'

const signature = 'c2lnbmF0dXJl'

/** A report of the server's about a session, with whatever a test needs otherwise. */
export function reportWith(change: Partial<SessionReport> = {}): SessionReport {
  return {
    status: 'present',
    reason: null,
    data: { string: 'hello' },
    permanent: true,
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
      bytes: 107,
      limit: 4096
    },
    clocks: {
      now: 1_800_000_000,
      signedAt: 1_800_000_000,
      browserExpires: 1_802_678_400,
      serverExpires: 1_802_678_400,
      lifetime: 2_678_400,
      lifetimes: [30, 60, 2_678_400]
    },
    wire: { received: { cookie: true, bytes: 107, names: ['session'] }, sent: { action: 'set', attributes: 'Path=/' } },
    keys: 1,
    keyIndex: 0,
    key: 'first',
    server: { startedAt: 1_700_000_000 },
    ...change
  }
}

/** What JavaScript sees of a readable cookie that says `data`. */
export function seen(data: LiveData, bytes = 107): SessionSnapshot<LiveData> {
  const json = JSON.stringify(data)
  return {
    status: 'present',
    cookie: `payload.time.${signature}`,
    bytes,
    parts: { payload: 'payload', timestamp: 'time', signature },
    json,
    data,
    signedAt: 1_800_000_000,
    expires: 1_802_678_400,
    serverExpires: 1_802_678_400
  }
}

export const gone: SessionSnapshot<LiveData> = { status: 'absent', since: 1_800_000_000, cause: 'deleted-here' }

/** The stage at rest, with a session on it. */
export function moment(change: Partial<Moment> = {}): Moment {
  return {
    state: 'live',
    act: { kind: 'none' },
    snapshot: seen({ string: 'hello' }),
    report: reportWith(),
    http: '200 OK',
    copies: 0,
    tabs: 1,
    ...change
  }
}

/** The stage once the server refused what it was sent. */
export function refused(reason: SessionReport['reason'], act: Act, change: Partial<Moment> = {}): Moment {
  const report = reportWith({
    status: 'refused',
    reason,
    data: {},
    wire: { received: { cookie: true, bytes: 107, names: ['session'] }, sent: { action: 'none', attributes: null } }
  })
  return moment({ state: 'tampered', act, report, ...change })
}

/** The stage once there is no session any more. */
export function ended(act: Act, change: Partial<Moment> = {}): Moment {
  const report = reportWith({
    status: 'absent',
    data: {},
    wire: { received: { cookie: false, bytes: 0, names: [] }, sent: { action: 'none', attributes: null } }
  })
  return moment({ state: 'gone', act, report, snapshot: gone, ...change })
}
