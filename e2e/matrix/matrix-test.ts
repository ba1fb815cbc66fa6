import { test as base } from '@clearjar/playwright'

import type { Act } from '../../apps/web/src/happened/outcomes.ts'
import { type Actor, beginAll, expectOutcomes } from './actor.ts'
import { type Keep, keeping } from '../keeping.ts'
import { type MatrixFixtures, matrixFixtures } from './server.ts'

interface Fixtures extends MatrixFixtures {
  readonly actors: readonly Actor[]
}

export const test = base.extend<Fixtures, { keep: Keep }>({
  ...keeping,
  ...matrixFixtures,
  actors: async ({ server, context, sessionOf }, use) => {
    await use(await beginAll(server.port, () => context.newPage(), sessionOf))
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
