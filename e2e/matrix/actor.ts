import { setTimeout as pause } from 'node:timers/promises'

import type { SessionCopy, SessionFixture } from '@clearjar/playwright'
import { expect, type Page } from '@playwright/test'

import { type Act, type Kind, kinds, type Outcome, outcomes } from '../../apps/web/src/happened/outcomes.ts'
import { endsWithTabs, manners, pathOf } from './kinds.ts'

/** A session of one kind, in a tab of its own at an address of its own, and a copy of it. */
export interface Actor {
  readonly kind: Kind
  readonly url: string
  session: SessionFixture
  copy: SessionCopy
}

/** Milliseconds between two looks at a session that is watched. */
const LOOKS = 1_000

/** Each kind has a loopback address of its own, so that they share a browser and no cookie. */
function urlOf(kind: Kind, port: string): string {
  return `http://127.0.0.${10 + Object.keys(kinds).indexOf(kind)}:${port}`
}

type SessionOf = (page: Page, options: { baseURL: string }) => SessionFixture

/** Begins a session of each kind, each in a new tab. One after the other: one that no tab claims within the lease is over. */
export async function beginAll(port: string, newTab: () => Promise<Page>, sessionOf: SessionOf): Promise<Actor[]> {
  const actors: Actor[] = []
  for (const kind of Object.keys(kinds) as Kind[])
    actors.push(await begin(kind, urlOf(kind, port), await newTab(), sessionOf))
  return actors
}

async function begin(kind: Kind, url: string, page: Page, sessionOf: SessionOf): Promise<Actor> {
  const { settings, permanent } = manners[kind]
  const { request } = page.context()
  expect((await request.patch(`${url}/api/settings`, { data: settings })).status()).toBe(200)
  const data = { data: { string: 'hello' }, permanent }
  expect((await request.patch(`${url}/api/session`, { data })).status()).toBe(200)
  await page.goto(`${url}${pathOf(kind)}`)
  // Until a tab has claimed the session it is open to everybody, and a copy would be one without the tab's key.
  if (endsWithTabs(kind)) await speaks(page, true)
  const session = sessionOf(page, { baseURL: url })
  await expect.poll(() => session.readOnServer(), kind).toMatchObject({ string: 'hello' })
  return { kind, url, session, copy: await session.copy() }
}

/** Waits until the page speaks for its tab, or no longer does. It may not be in front, where there are no frames to look with. */
export async function speaks(page: Page, does: boolean): Promise<void> {
  await page.waitForFunction((record) => (sessionStorage.getItem('session-tab') !== null) === record, does, {
    polling: 100,
    timeout: 20_000
  })
}

/**
 * Expects of each what the table says.
 *
 * @param watched seconds for which a session that ends with its tabs is watched, where it is to live
 */
export async function expectOutcomes(act: Act, actors: readonly Actor[], watched: number): Promise<void> {
  const expected = Object.fromEntries(actors.map(({ kind }) => [kind, outcomes[act][kind]]))
  const measured = await Promise.all(
    actors.map(async (actor) => {
      const expectation = outcomes[act][actor.kind]
      return [actor.kind, await outcomeOf(actor, expectation, endsWithTabs(actor.kind) ? watched : 0)] as const
    })
  )
  expect(Object.fromEntries(measured)).toEqual(expected)
}

/** What has become of it, once that is as expected; otherwise what it is when time is up. */
async function outcomeOf(actor: Actor, expected: Outcome, watched: number): Promise<string> {
  if (expected === 'lives') return stays(actor, watched)
  let outcome = ''
  await expect
    .poll(async () => (outcome = await look(actor)), { timeout: 20_000, intervals: [100, 250, 500] })
    .toBe(expected)
    .catch(() => undefined)
  return outcome
}

async function stays(actor: Actor, watched: number): Promise<string> {
  const until = performance.now() + watched * 1000
  for (;;) {
    const outcome = await look(actor)
    if (outcome !== 'lives' || performance.now() > until) return outcome
    await pause(LOOKS)
  }
}

async function look({ session, copy, url }: Actor): Promise<string> {
  const [here, there] = [await session.readOnServer(), await copy.readOnServer()]
  if (here !== null) return there === null ? 'lives, but no copy does' : 'lives'
  if (there === null) return 'over'
  const cookies = await session.page.context().cookies(url)
  return cookies.some(({ name }) => name === 'session') ? 'refused' : 'lost'
}
