import { expect, test as base } from '@clearjar/playwright/own-browser'

import { type Keep, keeping } from '../keeping.ts'
import { type MatrixFixtures, matrixFixtures, sessionOptions } from '../matrix/server.ts'

const test = base.extend<MatrixFixtures, { keep: Keep }>({
  ...keeping,
  ...matrixFixtures,
  baseURL: async ({ server }, use) => use(`http://127.0.0.1:${server.port}`)
})
test.use({ sessionOptions })

test('acts of any browser work in one of its own', async ({ page, session }) => {
  await session.seed({ string: 'hello' }, { visibility: 'readable', permanent: true })
  await page.goto('/healthz')
  await expect(page).toHaveSession({ string: 'hello' })
  await expect(session).toOutlive(() => session.goAwayAndBack())
  await expect(session).toOutlive(() => session.goAwayAndBack({ cache: true }))
  const { resume } = await session.freeze()
  await resume()
  const { goOnline } = await session.goOffline()
  expect(await page.evaluate(() => navigator.onLine)).toBe(false)
  await goOnline()
  await session.reload()
  await session.transaction((data) => {
    data['string'] = 'again'
  })
  expect(await session.readOnServer()).toMatchObject({ string: 'again' })
  await expect(session).toEndWith(() => session.deleteWithJavaScript(), { copies: 'may live' })
})

test('a page of the browser is known after a restart', async ({ page, session }) => {
  await session.seed({ string: 'hello' }, { permanent: true })
  await page.goto('/healthz')
  const again = await session.restartBrowser()
  await expect(again).toHaveSession({ string: 'hello' })
  expect(session.page).toBe(again)
  expect(page.isClosed()).toBe(true)
})

test.describe('signed in from the beginning', () => {
  test.use({ signedIn: { string: 'hello' } })

  test('has its session before the first page', async ({ page }) => {
    await expect(page).toHaveSession({ string: 'hello' })
  })
})
