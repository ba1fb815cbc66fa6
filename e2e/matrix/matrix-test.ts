import { test as base } from '@clearjar/playwright'

import { type Act, type Kind, kinds } from '../../apps/web/src/happened/outcomes.ts'
import { type Actor, begin, expectOutcomes, urlOf } from './actor.ts'
import { type Keep, keeping } from '../keeping.ts'
import { type MatrixFixtures, matrixFixtures } from './server.ts'

interface Fixtures extends MatrixFixtures {
  readonly actors: readonly Actor[]
}

export const test = base.extend<Fixtures, { keep: Keep }>({
  ...keeping,
  ...matrixFixtures,
  actors: async ({ server, context, sessionOf }, use) => {
    const actors: Actor[] = []
    // One after the other: a session that no tab claims within the lease is over.
    for (const kind of Object.keys(kinds) as Kind[])
      actors.push(await begin(kind, urlOf(kind, server.port), await context.newPage(), sessionOf))
    await use(actors)
  }
})

const ONLY_CHROMIUM: ReadonlySet<Act> = new Set<Act>(['crash'])

/** What happens to each of them, one after the other: the network and the clock are everybody's. */
export function measure(act: Act, happen: (actor: Actor) => Promise<void>): void {
  test(`${act}: what becomes of each kind of session`, async ({ actors, browserName, waits }) => {
    test.skip(ONLY_CHROMIUM.has(act) && browserName !== 'chromium', 'Only Chromium can be told to.')
    for (const actor of actors) await test.step(actor.kind, () => happen(actor))
    await expectOutcomes(act, actors, waits.watched)
  })
}
