import { expect, test as base } from '@clearjar/playwright/own-browser'
import type { Page } from '@playwright/test'

import { storage } from '../../apps/web/src/happened/outcomes.ts'
import { type Keep, keeping } from '../keeping.ts'
import { type MatrixFixtures, matrixFixtures } from './server.ts'

const test = base.extend<MatrixFixtures, { keep: Keep }>({
  ...keeping,
  ...matrixFixtures,
  baseURL: async ({ server }, use) => use(`http://127.0.0.1:${server.port}`)
})

type Fate = (typeof storage)[keyof typeof storage]

/** What a page finds of what was put into the storage of the first tab. */
async function finds(page: Page, found: Fate, missing: Fate): Promise<Fate> {
  return (await page.evaluate(() => sessionStorage.getItem('matrix'))) === null ? missing : found
}

test('what becomes of the sessionStorage of a tab', async ({ page, session, ownBrowser }) => {
  await page.goto('/healthz')
  await page.evaluate(() => sessionStorage.setItem('matrix', 'from before'))
  const measured: Record<keyof typeof storage, Fate | null> = {
    reload: null,
    'new-tab': await finds(await session.newTab(), 'copied', 'empty'),
    duplicate: await finds(await session.duplicateTab(), 'copied', 'empty'),
    close: null,
    reopen: null,
    restart: null,
    'restart-restored': null
  }
  await session.reload()
  measured.reload = await finds(session.page, 'lives', 'dies')
  await session.closeTab()
  measured.reopen = await finds(await session.reopenClosedTab(), 'lives', 'dies')
  measured['restart-restored'] = await finds(await session.restartBrowser({ restore: true }), 'lives', 'dies')
  // Nothing but another tab is left to look into.
  await session.closeTab()
  const after = await ownBrowser.newTab('/healthz')
  measured.close = await finds(after, 'lives', 'dies')
  await after.evaluate(() => sessionStorage.setItem('matrix', 'from before'))
  await ownBrowser.quit('close')
  await ownBrowser.start({ restore: false })
  measured.restart = await finds(await ownBrowser.newTab('/healthz'), 'lives', 'dies')
  expect(measured).toEqual(storage)
})
