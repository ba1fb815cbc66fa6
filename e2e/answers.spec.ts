import { violations } from './axe.ts'
import { expect, test, themes } from './test.ts'

test('five answers, each with its link, and none changes the session', async ({ page }) => {
  await page.goto('/enter_string?string=hello')
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.goto('/answers#timeout')
  const main = page.getByRole('main')
  await expect(main).toHaveAttribute('data-state', 'present')
  await expect(page.getByRole('article')).toHaveCount(5)
  await expect(page.getByRole('article', { name: 'Does it ever time out?' })).toBeInViewport()
  const first = page.getByRole('article').first()
  await expect(first).toContainText('{"string":"hello"}')
  expect(asked.filter((each) => each.endsWith('/api/session'))).toEqual([])

  await page.getByRole('button', { name: 'Ask the server' }).click()
  await expect(main.getByRole('status')).toHaveText(/^\d+ bytes in the cookie\. On the server: nothing about you\.$/)
  await expect(page).toHaveSession({ string: 'hello' })
})

test('every answer shows a lab, which starts nothing by itself', async ({ page }) => {
  await page.goto('/enter_string?string=hello')
  await page.goto('/answers')
  await page.getByRole('link', { name: 'Show me: delete it' }).click()
  await expect(page).toHaveURL(/\/labs\/delete\?guess=skip$/)
  await expect(page.getByRole('main')).toContainText('Your session here will be replaced.')
  await expect(page).toHaveSession({ string: 'hello' })
  await page.goBack()
  await expect(page.getByRole('article')).toHaveCount(5)
})

for (const colorScheme of themes('light')) {
  test(`axe finds nothing in the answers in the ${colorScheme} theme, and nothing is wider than 320 pixels`, async ({
    page
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/enter_string?string=hello')
    await page.goto('/answers')
    await page.getByRole('button', { name: 'Ask the server' }).click()
    await expect(page.getByRole('status')).toContainText('On the server')
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
}
