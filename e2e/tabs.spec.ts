import type { Page } from '@playwright/test'

import { LivePage } from './live-page.ts'
import { expect, test } from './test.ts'

/** The mark of a tab, as its sessionStorage holds it. */
function markOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => Object.values<string>({ ...sessionStorage }).find((value) => /^[0-9a-f]{8}$/.test(value)))
}

test('a tab that closes is seen from another within half a second, and takes its sessionStorage with it', async ({
  context,
  live
}) => {
  await live.open()
  await live.save('string', 'hello')
  const other = await context.newPage()
  await new LivePage(other).open()
  await expect(live.tabs).toContainText('Tab 2')
  const mark = await markOf(other)
  expect(mark).toBeDefined()
  expect(await markOf(live.page)).not.toBe(mark)

  const seen = live.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const list = document.querySelector('[aria-label="Tabs with this page"]')!
        const observer = new MutationObserver(() => {
          if (list.querySelector('s') === null) return
          observer.disconnect()
          resolve(Date.now())
        })
        observer.observe(list, { childList: true, subtree: true, characterData: true })
      })
  )
  const closedAt = Date.now()
  await other.close()
  expect((await seen) - closedAt).toBeLessThan(500)
  await expect(live.narrator).toContainText('Tab 2 closed, and its sessionStorage with it.')
  await expect(live.page).toHaveSession({ string: 'hello' })

  const next = await context.newPage()
  await new LivePage(next).open()
  expect(await markOf(next)).toBeDefined()
  expect(await markOf(next)).not.toBe(mark)
})

test('a reload keeps the mark of the tab and closes nothing', async ({ context, live }) => {
  await live.open()
  const other = new LivePage(await context.newPage())
  await other.open()
  await expect(live.tabs).toContainText('Tab 2')
  const mark = await markOf(other.page)
  await other.page.reload()
  await other.settled()
  await expect(other.tabs).toContainText('Tab 2')
  expect(await markOf(other.page)).toBe(mark)
  await expect(live.tabs.getByRole('listitem')).toHaveCount(2)
  await expect(live.tabs).not.toContainText('closed')
})

test('a cookie deleted in one tab is gone in the others', async ({ context, live }) => {
  await live.open()
  await live.save('string', 'hello')
  const other = new LivePage(await context.newPage())
  await other.open()
  await other.isIn('live')
  await live.button('Delete with JavaScript').click()
  await other.isIn('gone')
  await expect(other.narrator).toContainText('Something outside this page removed it')
})
