import type { RestartOptions } from '@clearjar/playwright'
import { expect, type OwnBrowser, test as base } from '@clearjar/playwright/own-browser'

import { type Act, type Kind, kinds } from '../../apps/web/src/happened/outcomes.ts'
import { type Actor, begin, expectOutcomes, urlOf } from './actor.ts'
import { endsWithTabs } from './kinds.ts'
import { type MatrixServer, sessionOptions, startMatrixServer } from './server.ts'

const test = base.extend<
  { readonly kindsOfTest: readonly Kind[]; readonly actors: readonly Actor[] },
  { server: MatrixServer }
>({
  server: [
    async ({}, use) => {
      await using server = await startMatrixServer()
      await use(server)
    },
    { scope: 'worker' }
  ],
  kindsOfTest: [[], { option: true }],
  actors: async ({ server, ownBrowser, sessionOf, kindsOfTest }, use) => {
    const actors: Actor[] = []
    for (const kind of kindsOfTest)
      actors.push(await begin(kind, urlOf(kind, server.port), await ownBrowser.newTab(), sessionOf))
    await use(actors)
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

/** A tab that another one hides is let go later; those that the server counts on are in front, each in its browser. */
const groups: readonly (readonly Kind[])[] = [
  (Object.keys(kinds) as Kind[]).filter((kind) => !endsWithTabs(kind)),
  ['last-tab'],
  ['tab']
]

for (const kindsOfTest of groups) {
  test.describe(kindsOfTest.length > 1 ? 'sessions that end with their cookie' : `${kindsOfTest[0]}`, () => {
    test.use({ kindsOfTest })

    for (const [act, happen] of Object.entries(acts) as [keyof typeof acts, Happen][]) {
      test(act, async ({ actors, ownBrowser }) => {
        for (const actor of actors) await test.step(actor.kind, () => happen(actor, ownBrowser))
        await expectOutcomes(act, actors)
      })
    }

    for (const [act, options] of Object.entries(restarts) as [keyof typeof restarts, RestartOptions][]) {
      test(act, async ({ actors, sessionOf }) => {
        const [first] = actors as [Actor]
        const page = await first.session.restartBrowser({
          ...options,
          // The server has not been told that the tab is gone.
          meanwhile: async () =>
            endsWithTabs(first.kind) && expect.poll(() => first.copy.readOnServer(), { timeout: 15_000 }).toBeNull()
        })
        for (const actor of actors) actor.session = sessionOf(page, { baseURL: actor.url })
        await expectOutcomes(act, actors)
      })
    }
  })
}
