import { expect } from '@clearjar/playwright'

import { expectOutcomes } from './actor.ts'
import { measure, test } from './matrix-test.ts'
import { LATER, sessionOptions } from './server.ts'

test.use({ sessionOptions })
// Nine tabs each, which are watched for seconds.
test.describe.configure({ timeout: 90_000 })

measure('reload', ({ session }) => session.reload())

measure('new-tab', async ({ session }) => {
  const tab = await session.newTab()
  await tab.close()
})

measure('away', ({ session }) => session.goAwayAndBack())

measure('offline', async ({ session }) => {
  const { goOnline } = await session.goOffline()
  await expect.poll(() => session.page.evaluate(() => navigator.onLine)).toBe(false)
  await goOnline()
})

measure('crash', async ({ session }) => {
  await session.crashTab()
})

measure('close', ({ session }) => session.closeTab())

test.describe(() => {
  test.use({ waits: LATER })

  test('server-restart: what becomes of each kind of session', async ({ actors, server, waits }) => {
    await server.restart()
    await expectOutcomes('server-restart', actors, waits.watched)
  })
})
