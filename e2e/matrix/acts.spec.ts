import { expect, SessionTestError, type SessionTestErrorCode, test as base } from '@clearjar/playwright'

import { type Act, type Kind, kinds } from '../../apps/web/src/happened/outcomes.ts'
import { type Actor, begin, expectOutcomes, urlOf } from './actor.ts'
import { type MatrixServer, sessionOptions, startMatrixServer } from './server.ts'

const test = base.extend<{ actors: readonly Actor[] }, { server: MatrixServer }>({
  server: [
    async ({}, use) => {
      await using server = await startMatrixServer()
      await use(server)
    },
    { scope: 'worker' }
  ],
  actors: async ({ server, context, sessionOf }, use) => {
    const actors: Actor[] = []
    // One after the other: a session that no tab claims within the lease is over.
    for (const kind of Object.keys(kinds) as Kind[])
      actors.push(await begin(kind, urlOf(kind, server.port), await context.newPage(), sessionOf))
    await use(actors)
  }
})

test.use({ sessionOptions })
// Nine tabs each, which are watched for seconds.
test.describe.configure({ timeout: 90_000 })

/** What happens to each of them, one after the other: the network and the clock are everybody's. */
const acts = {
  reload: ({ session }) => session.reload(),
  'new-tab': async ({ session }) => {
    const tab = await session.newTab()
    await tab.close()
  },
  away: ({ session }) => session.goAwayAndBack(),
  offline: async ({ session }) => {
    const { goOnline } = await session.goOffline()
    await expect.poll(() => session.page.evaluate(() => navigator.onLine)).toBe(false)
    await goOnline()
  },
  crash: async ({ session }) => {
    await session.crashTab()
  },
  close: ({ session }) => session.closeTab(),
  delete: ({ session }) => session.deleteWithJavaScript().catch(unless('not-done')),
  'delete-replay': async ({ session, copy, url }) => {
    await session.page.context().clearCookies({ domain: new URL(url).hostname, name: /^session(\.sig)?$/ })
    await session.replay(copy)
  },
  'sign-out': ({ session }) => session.deleteOnServer(),
  'sign-out-replay': async ({ session, copy }) => {
    await session.deleteOnServer()
    await session.replay(copy)
  },
  payload: ({ session }) => session.tamper('payload'),
  timestamp: ({ session }) => session.tamper('timestamp'),
  signature: ({ session }) => session.tamper('signature'),
  truncated: ({ session }) => session.tamper('truncated'),
  'wrong-key': ({ session }) => session.tamper('wrong key'),
  age: async (actor) => {
    await actor.session.expire()
    // The one from before is as young as ever.
    actor.copy = await actor.session.copy()
  },
  // The clock is everybody's: the first who moves it takes the cookies of all.
  date: ({ session }) => session.expire({ by: 'clock' }).catch(unless('no-session'))
} satisfies Partial<Record<Act, (actor: Actor) => Promise<void>>>

const ONLY_CHROMIUM: ReadonlySet<Act> = new Set<Act>(['crash'])

for (const [act, happen] of Object.entries(acts) as [keyof typeof acts, (actor: Actor) => Promise<void>][]) {
  test(`${act}: what becomes of each kind of session`, async ({ actors, browserName }) => {
    test.skip(ONLY_CHROMIUM.has(act) && browserName !== 'chromium', 'Only Chromium can be told to.')
    for (const actor of actors) await test.step(actor.kind, () => happen(actor))
    await expectOutcomes(act, actors)
  })
}

test('server-restart: what becomes of each kind of session', async ({ actors, server }) => {
  await server.restart()
  await expectOutcomes('server-restart', actors)
})

test('new-key: what becomes of each kind of session', async ({ actors, server }) => {
  await server.restart('another key for end-to-end tests')
  await expectOutcomes('new-key', actors)
  await server.restart()
})

/** The cookie is hidden from scripts, or gone already. */
function unless(code: SessionTestErrorCode): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof SessionTestError && error.code === code)) throw error
  }
}
