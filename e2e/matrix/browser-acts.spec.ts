import type { RestartOptions } from '@clearjar/playwright'
import { expect, type OwnBrowser, test as base } from '@clearjar/playwright/own-browser'

import type { Act } from '../../apps/web/src/happened/outcomes.ts'
import { type Keep, keeping } from '../keeping.ts'
import { type Actor, beginAll, expectOutcomes } from './actor.ts'
import { endsWithTabs } from './kinds.ts'
import { type MatrixFixtures, matrixFixtures, sessionOptions, SOON } from './server.ts'

interface Fixtures extends MatrixFixtures {
  readonly actors: readonly Actor[]
}

const test = base.extend<Fixtures, { keep: Keep }>({
  ...keeping,
  ...matrixFixtures,
  actors: async ({ server, ownBrowser, sessionOf }, use) => {
    await use(await beginAll(server.port, () => ownBrowser.newTab(), sessionOf))
  }
})

test.use({ sessionOptions })
// Some start a browser twice, and wait for its disk.
test.describe.configure({ timeout: 90_000 })

type Happen = (actor: Actor, browser: OwnBrowser) => Promise<void>

/** What happens in a tab. */
const acts = {
  duplicate: async ({ session }, { activate }) => {
    await session.duplicateTab()
    await activate(session.page)
  },
  freeze: async ({ session }) => {
    const { resume } = await session.freeze()
    await resume()
  },
  'away-cached': ({ session }) => session.goAwayAndBack({ cache: true }),
  'crash-reload': async ({ session }) => {
    const { reload } = await session.crashTab()
    await reload()
  },
  reopen: async ({ session }) => {
    await session.closeTab()
    await session.reopenClosedTab()
  },
  'reopen-late': async ({ session, copy, kind }) => {
    await session.closeTab()
    if (endsWithTabs(kind)) await expect.poll(() => copy.readOnServer()).toBeNull()
    await session.reopenClosedTab()
  }
} satisfies Partial<Record<Act, Happen>>

const restarts = {
  restart: { restore: false },
  'restart-restored': { restore: true },
  'kill-restored': { restore: true, how: 'kill' }
} as const satisfies Partial<Record<Act, RestartOptions>>

for (const [act, happen] of Object.entries(acts) as [keyof typeof acts, Happen][]) {
  test(`${act}: what becomes of each kind of session`, async ({ actors, ownBrowser }) => {
    for (const actor of actors) {
      await test.step(actor.kind, async () => {
        await ownBrowser.activate(actor.session.page)
        await happen(actor, ownBrowser)
      })
    }
    await expectOutcomes(act, actors, SOON.watched)
  })
}

for (const [act, options] of Object.entries(restarts) as [keyof typeof restarts, RestartOptions][]) {
  test(`${act}: what becomes of each kind of session`, async ({ actors, sessionOf }) => {
    const page = await actors[0]!.session.restartBrowser({
      ...options,
      // The server has not been told that the tabs are gone.
      meanwhile: async () => {
        for (const { kind, copy } of actors)
          if (endsWithTabs(kind)) await expect.poll(() => copy.readOnServer()).toBeNull()
      }
    })
    for (const actor of actors) actor.session = sessionOf(page, { baseURL: actor.url })
    await expectOutcomes(act, actors, SOON.watched)
  })
}
