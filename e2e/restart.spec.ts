import { test as inOwnBrowser } from '@clearjar/playwright/own-browser'

import { LivePage } from './live-page.ts'
import { type Keep, keeping } from './keeping.ts'
import { expect, startApi, test } from './test.ts'

test('a restart of the server keeps the session, for the server never had it', async ({ browser }) => {
  await using api = await startApi()
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  await live.open()
  await live.save('string', 'hello')
  await api.stop()
  await live.button('Ask again').click()
  await expect(live.narrator).toContainText('The server is not answering.')
  await api.start()
  await live.isIn('live')
  await expect(live.server).toContainText('"hello"')
  await page.close()
})

test('without a secret one is made once, so that a restart keeps sessions', async ({ playwright }) => {
  await using api = await startApi({ SESSION_SECRET: undefined })
  const request = await playwright.request.newContext({ baseURL: api.url })
  await request.get('/enter_string?string=hello')
  await api.stop()
  await api.start()
  expect(await (await request.get('/get_string')).text()).toBe('You entered hello')
})

test('a session outlives neither its lifetime on the server nor its date in the browser', async ({
  browser,
  sessionOf
}) => {
  await using api = await startApi({ SESSION_LIFETIME: '3s' })
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  await live.open()
  await live.save('string', 'hello')
  await live.isIn('expired')
  await expect(sessionOf(page)).toHaveNoSession()
  await expect(live.narrator).toContainText('Time is up.')
  await page.close()
})

const ownBrowser = inOwnBrowser.extend<object, { keep: Keep }>({
  ...keeping,
  baseURL: async ({ keep }, use) => use((await keep('API', startApi)).url)
})

ownBrowser('a person chooses whether a session outlives the browser', async ({ page, session }) => {
  const first = new LivePage(page)
  await first.open()
  await first.save('string', 'hello')
  const second = new LivePage(await session.restartBrowser())
  await second.isIn('live')
  await expect(second.savedStrings).toContainText('"hello"')

  await second.page.getByRole('combobox', { name: 'Keep for' }).selectOption({ label: 'Until the browser closes' })
  await expect(second.narrator).toContainText('Kept until the browser closes.')
  await second.page.reload()
  await second.isIn('live')
  await expect(second.savedStrings).toContainText('"hello"')
  const third = new LivePage(await session.restartBrowser())
  await third.isIn('empty')
  await expect(session).toHaveNoSession()
})
