import { clearjar } from '@clearjar/playwright'
import { expect, test as kit } from '@clearjar/playwright/own-browser'
import { mergeTests } from '@playwright/test'

import { KEY } from '../key.ts'
import { server, test as app } from './example-app.ts'

// The comments and tests below are in docs/testing.md, word for word.

const test = mergeTests(app, kit)

test.use({ sessionOptions: { format: clearjar({ secrets: [KEY] }), server } })

// As from the menu of the tab: the copy has the same sessionStorage.
test('duplicateTab', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await page.evaluate(() => sessionStorage.setItem('draft', 'hello'))
  const copy = await session.duplicateTab()
  expect(await copy.evaluate(() => sessionStorage.getItem('draft'))).toBe('hello')
})

// As with Ctrl+Shift+T: the tab comes back, and so does its sessionStorage.
test('reopenClosedTab', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await session.closeTab()
  const reopened = await session.reopenClosedTab()
  await expect(reopened.getByRole('heading')).toHaveText('Hello, ann')
})

// To another site and back, while the browser keeps the page in its back/forward cache. The same document is shown again: it
// greets Ann although the server knows nobody any more. `Cache-Control: no-store` is one remedy.
test('goAwayAndBack, with the back/forward cache', async ({ session, page, context }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await context.clearCookies()
  await session.goAwayAndBack({ cache: true })
  await expect(page.getByRole('heading')).toHaveText('Hello, ann')
  expect(await session.readOnServer()).toBeNull()
})

// The page dies, and a person reloads it.
test('crashTab, and reload', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  const { reload } = await session.crashTab()
  const again = await reload()
  await expect(again.getByRole('heading')).toHaveText('Hello, ann')
})

// Another tab is in front, and the page's scripts and timers stop, as in a tab that was hidden for long. Then they go on.
test('freeze', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  const { resume } = await session.freeze()
  await resume()
  await expect(page).toHaveSession({ user: 'ann' })
})

// The browser is closed, and started again. A cookie without a date goes with it.
test('restartBrowser', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await session.restartBrowser()
  await expect(session).toHaveNoSession()
})

// Where the browser opens its tabs again, such a cookie comes back with them.
test('restartBrowser, with its tabs', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  const again = await session.restartBrowser({ restore: true })
  await expect(again.getByRole('heading')).toHaveText('Hello, ann')
})
