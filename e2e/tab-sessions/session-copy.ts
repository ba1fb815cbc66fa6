import { type Cookie, expect, test } from '@playwright/test'

import { poll } from './poll.ts'

/** What the server says of a session, in short: `present`, `absent`, or why it is refused. */
type Life = string

interface Lease {
  readonly mark: string
  readonly state: string
  readonly hidden: boolean
  readonly until: number
}

/** Asks for a session without being one of its tabs. */
export interface SessionCopy {
  life(): Promise<Life>
  /** As another tab of the session asks. */
  inTab(key: string): SessionCopy
  leases(): Promise<readonly Lease[]>
  /** Expects that it stays, for so many seconds from now. */
  stays(seconds: number): Promise<void>
  /** Expects that it ends so, not later than so many seconds after `act`, and notes how long that took. */
  ends(life: Life, seconds: number, act: () => Promise<unknown>): Promise<void>
  /** Expects that it is alive again. */
  wakes(): Promise<void>
}

interface Report {
  readonly status: string
  readonly reason: string | null
  readonly tabs: { readonly leases: readonly Lease[] }
}

/** What a machine under load may add to any time. */
const SLACK = 2.5

export function copySession(api: string, cookies: readonly Cookie[], tab: string): SessionCopy {
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    'session-tab': tab
  }

  async function ask(): Promise<Report> {
    return (await (await fetch(`${api}/api/session`, { headers })).json()) as Report
  }

  async function life(): Promise<Life> {
    const { status, reason } = await ask()
    return status === 'refused' ? `${reason}` : status
  }

  return {
    life,
    inTab: (key) => copySession(api, cookies, key),
    leases: async () => (await ask()).tabs.leases,
    async stays(seconds) {
      const started = performance.now()
      await poll(
        async () => {
          expect(await life()).toBe('present')
          return performance.now() - started > seconds * 1000 || null
        },
        'Time passes',
        Infinity
      )
      note('stays', seconds)
    },
    async ends(expected, seconds, act) {
      expect(await life()).toBe('present')
      const started = performance.now()
      await act()
      let took = 0
      await poll(
        async () => {
          const now = await life()
          if (now !== 'present' && took === 0) took = (performance.now() - started) / 1000
          return now === expected || null
        },
        `The session ends: ${expected}`,
        (seconds + 10) * 1000
      )
      expect(took).toBeLessThan(seconds + SLACK)
      note(expected, took)
    },
    async wakes() {
      await poll(async () => ((await life()) === 'present' ? true : null), 'The session is alive again')
      note('alive again', null)
    }
  }
}

/** For the table of outcomes. */
function note(outcome: string, seconds: number | null): void {
  const description = seconds === null ? outcome : `${outcome} ${seconds.toFixed(1)} s`
  test.info().annotations.push({ type: 'outcome', description })
}
