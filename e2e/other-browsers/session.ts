import { expect } from 'vitest'

import { poll } from '../tab-sessions/poll.ts'
import type { Site } from './site.ts'
import type { Tab, TestBrowser } from './test-browser.ts'

/** A session, asked for by a request that is none of its tabs. */
interface Session {
  /** `present`, `absent`, or why it is refused. */
  life(): Promise<string>
  /** Resolves when it is over for good. */
  isOver(): Promise<void>
  /** Resolves when so many of its tabs are open, by the server's view. */
  hasTabs(count: number): Promise<void>
  /** Expects that it is there, now and for longer than the grace. */
  stays(): Promise<void>
  /** Expects that it is there, and resolves when it is no more after `act`. */
  end(act: () => Promise<unknown>): Promise<End>
}

export interface End {
  /** `absent`, or why the session is refused. */
  readonly as: string
  /** Seconds, from the begin of the act, and from when it had happened. */
  readonly took: number
  readonly waited: number
}

export interface Bound<T extends Tab> {
  readonly tab: T
  readonly session: Session
}

/** What a machine under load may add to any time, in seconds. */
const SLACK = 2

/** A new tab with the app, and a session that ends with the last tab. */
export async function signIn<T extends Tab>(browser: TestBrowser<T>, site: Site): Promise<Bound<T>> {
  const tab = await browser.open(site.url)
  await tab.run(async () => {
    const patch = async (url: string, body: object): Promise<void> => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) })
      if (!response.ok) throw new Error(`${url} answers ${response.status}`)
    }
    await patch('/api/settings', { tabs: 'last-tab' })
    await patch('/api/session', { data: { string: 'hello' } })
  })
  // The app has not heard of it, and its next page is the first to open.
  await tab.reload()
  const session = sessionWith(await tab.cookies(), site)
  await session.hasTabs(1)
  await hasKey(tab)
  return { tab, session }
}

/** Resolves when the page knows what the server knows: it has stored its key. */
export async function hasKey(tab: Tab): Promise<void> {
  const isStored = (): Promise<boolean> => tab.run(() => sessionStorage.getItem('session-tab') !== null)
  await poll(async () => (await isStored()) || null, 'the tab has its key')
}

interface Report {
  readonly status: string
  readonly reason: string | null
  readonly tabs: { readonly leases: readonly { readonly state: string }[] }
}

function sessionWith(cookie: string, { url, times }: Site): Session {
  const report = async (): Promise<Report> =>
    (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as Report

  async function life(): Promise<string> {
    const { status, reason } = await report()
    return reason ?? status
  }

  return {
    life,
    async isOver() {
      await poll(async () => !['present', 'tab-asleep'].includes(await life()) || null, 'the session is over')
    },
    async hasTabs(count) {
      const isSo = async (): Promise<true | null> => {
        const open = (await report()).tabs.leases.filter(({ state }) => state === 'open')
        return open.length === count || null
      }
      await poll(isSo, `the session has ${count} open tabs`)
    },
    async stays() {
      const started = performance.now()
      await poll(async () => {
        expect(await life()).toBe('present')
        return performance.now() - started > (times.grace + 1) * 1000 || null
      }, 'time passes')
    },
    async end(act) {
      expect(await life()).toBe('present')
      const started = performance.now()
      await act()
      const acted = performance.now()
      const as = await poll(
        async () => {
          const now = await life()
          return now === 'present' ? null : now
        },
        'the session ends',
        (times.away + SLACK) * 1000
      )
      const ended = performance.now()
      return { as, took: (ended - started) / 1000, waited: (ended - acted) / 1000 }
    }
  }
}

/** Expects that sessions ended so, not later than so many seconds after the act; in words, when. */
export function expectEnds(ends: readonly End[], as: string, within: number): string {
  expect(ends.map((end) => end.as)).toEqual(ends.map(() => as))
  expect(Math.max(...ends.map(({ waited }) => waited))).toBeLessThan(within + SLACK)
  return `ended after ${ends.map(({ took }) => `${took.toFixed(1)} s`).join(', ')}`
}
