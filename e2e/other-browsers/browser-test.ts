import { test as base } from 'vitest'

import { type Display, openDisplay } from './display.ts'
import { openSite, type Site } from './site.ts'

interface Fixtures {
  readonly display: Display
  /** Waits long for a tab that comes back: where a session has to stay. */
  readonly patient: Site
  /** Waits hardly: where it has to end. A leave that is lost shows as a tab that is asleep, long after. */
  readonly hasty: Site
}

/** What the tests of a file have in common; each has a browser of its own. */
export const test = base.extend<Fixtures>({
  display: [
    async ({}, use) => {
      await using display = await openDisplay()
      await use(display)
    },
    { scope: 'file' }
  ],
  patient: [
    async ({}, use) => {
      await using site = await openSite({ grace: 5, lease: 20, away: 30 })
      await use(site)
    },
    { scope: 'file' }
  ],
  hasty: [
    async ({}, use) => {
      await using site = await openSite({ grace: 1, lease: 10, away: 15 })
      await use(site)
    },
    { scope: 'file' }
  ]
})
