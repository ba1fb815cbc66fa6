import { SessionTestError, type SessionTestErrorCode } from '@clearjar/playwright'

import { type Actor, expectOutcomes, speaks } from './actor.ts'
import { endsWithTabs } from './kinds.ts'
import { measure, test } from './matrix-test.ts'
import { LATE, sessionOptions } from './server.ts'

test.use({ sessionOptions, waits: LATE })

measure('delete', ({ session }) => session.deleteWithJavaScript().catch(unless('not-done')))

measure('delete-replay', async (actor) => {
  const { session, copy, url } = actor
  await session.page.context().clearCookies({ domain: new URL(url).hostname, name: /^session(\.sig)?$/ })
  await noticed(actor)
  await session.replay(copy)
})

measure('sign-out', ({ session }) => session.deleteOnServer())

measure('sign-out-replay', async (actor) => {
  const { session, copy } = actor
  await session.deleteOnServer()
  await noticed(actor)
  await session.replay(copy)
})

measure('payload', ({ session }) => session.tamper('payload'))

measure('timestamp', ({ session }) => session.tamper('timestamp'))

measure('signature', ({ session }) => session.tamper('signature'))

measure('truncated', ({ session }) => session.tamper('truncated'))

measure('wrong-key', ({ session }) => session.tamper('wrong key'))

measure('age', async (actor) => {
  await actor.session.expire()
  // The one from before is as young as ever.
  actor.copy = await actor.session.copy()
})

// The clock is everybody's: the first who moves it takes the cookies of all.
measure('date', ({ session }) => session.expire({ by: 'clock' }).catch(unless('no-session')))

test('new-key: what becomes of each kind of session', async ({ actors, server, waits }) => {
  await server.restart('another key for end-to-end tests')
  await expectOutcomes('new-key', actors, waits.watched)
  await server.restart()
})

/** The page that speaks for its tab has asked the server once more, and speaks no longer. */
async function noticed({ kind, session: { page } }: Actor): Promise<void> {
  if (!endsWithTabs(kind)) return
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await speaks(page, false)
}

/** The cookie is hidden from scripts, or gone already. */
function unless(code: SessionTestErrorCode): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof SessionTestError && error.code === code)) throw error
  }
}
