import type { Page } from '@playwright/test'

import { violations } from './axe.ts'
import { smallTargets } from './small-targets.ts'
import { expect, test, themes } from './test.ts'

async function open(page: Page, address = '/api'): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('main')).toHaveAttribute('data-state', 'ready')
}

const operation = (page: Page, name: string) => page.getByRole('article', { name, exact: true })

/** Every rule on the whole page, but for contrast: to measure that takes long, and it is alike in all parts of a kind. */
async function broken(page: Page, ...parts: readonly string[]): Promise<readonly string[]> {
  return [
    ...(await violations(page, { without: ['color-contrast'] })),
    ...(await violations(page, { include: parts, rules: ['color-contrast'] }))
  ]
}

for (const colorScheme of themes('dark')) {
  test(`axe finds nothing in the API’s ${colorScheme} theme, with answers and without the API`, async ({ page }) => {
    // There is much on this page to look at.
    test.slow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await open(page)
    const enter = operation(page, 'GET /enter_string')
    await enter.getByText('Cookies and headers').click()
    await enter.getByText('store-unavailable', { exact: true }).click()
    await enter.getByRole('button', { name: 'Try it' }).click()
    await expect(enter.getByText('The real answer')).toBeVisible()
    const parts = ['nav', 'h1', '#enterString', '#patchSettings', '#shape-Settings']
    expect(await broken(page, ...parts), 'ready').toEqual([])
    await page.route('**/api/openapi.json', (route) => route.abort())
    await page.reload()
    await expect(page.getByRole('main')).toHaveAttribute('data-state', 'unreachable')
    expect(await broken(page, 'body'), 'unreachable').toEqual([])
  })
}

test('nothing of the API is wider than the window', async ({ page }) => {
  await open(page)
  await operation(page, 'GET /api/session').getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByText('The real answer')).toBeVisible()
  for (const width of [320, 390, 768, 1181, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width)
  }
})

test('what a finger presses on a narrow screen is 44 pixels high', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await open(page)
  expect(await smallTargets(page)).toEqual([])
})

test('every operation of the document is there, beside a list that leads to it', async ({ page }) => {
  await open(page)
  const { paths } = (await (await page.request.get('/api/openapi.json')).json()) as { paths: Record<string, object> }
  const names = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
  )
  const list = page.getByRole('navigation', { name: 'Operations' })
  for (const name of names) await expect(operation(page, name), name).toBeAttached()
  expect(await list.getByRole('listitem').allInnerTexts()).toHaveLength(names.length)
  await list.getByRole('link', { name: 'DELETE /api/sessions/{id}' }).click()
  await expect(page).toHaveURL(/#endSession$/)
  await expect(operation(page, 'DELETE /api/sessions/{id}')).toBeInViewport()
})

test('a link leads to an operation, and the keyboard goes on from there', async ({ page }) => {
  await open(page, '/api#patchSettings')
  const patch = operation(page, 'PATCH /api/settings')
  await expect(patch.getByRole('heading', { level: 3 })).toBeInViewport()
  await expect(patch.getByRole('link', { name: 'PATCH /api/settings' })).toBeFocused()
  await patch.getByRole('link', { name: 'SettingsPatch' }).click()
  await expect(page.getByRole('article', { name: 'SettingsPatch', exact: true })).toBeInViewport()
})

test('a try is a real request with the real session, and shows neither cookie nor key', async ({ page, context }) => {
  await open(page)
  const enter = operation(page, 'GET /enter_string')
  await enter.getByRole('textbox', { name: 'string' }).fill('tried & true')
  await enter.getByRole('button', { name: 'Try it' }).click()
  await expect(enter).toContainText('200 OK')
  await expect(enter).toContainText('Saved. Now open /get_string.')
  const get = operation(page, 'GET /api/session')
  await get.getByRole('button', { name: 'Try it' }).press('Enter')
  await expect(get).toContainText('"string": "tried & true"')
  await expect(get.getByRole('button', { name: 'Try it' })).toBeFocused()
  await expect(get).toContainText('cache-control: no-store')
  await expect(page.getByRole('status')).toHaveText('GET /api/session answered 200 OK.')
  const [cookie] = await context.cookies()
  expect(cookie?.name).toBe('session')
  await expect(page.getByRole('main')).not.toContainText(cookie!.value)
  expect(await page.content()).not.toContain(cookie!.value.split('.').at(-1))
})

test('the curl line works as it was copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  const patch = operation(page, 'PATCH /api/session')
  await patch.getByRole('combobox', { name: 'Example' }).selectOption('types')
  await patch.getByRole('button', { name: 'Copy' }).click()
  await expect(patch.getByRole('button', { name: 'Copied' })).toBeVisible()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  const body = /-d '([^']+)'/.exec(line)?.[1] ?? ''
  expect(line).toContain(new URL(page.url()).origin)
  const response = await page.request.patch('/api/session', {
    headers: { 'content-type': 'application/merge-patch+json' },
    data: Buffer.from(body)
  })
  expect(response.status()).toBe(200)
  expect(await response.json()).toMatchObject({ data: { place: { ' point': [3, 4] } } })
})

test('comes back when the API does', async ({ page }) => {
  await page.route('**/api/openapi.json', (route) => route.abort())
  await page.goto('/api')
  await expect(page.getByRole('alert')).toContainText('The API does not answer')
  await page.unroute('**/api/openapi.json')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('main')).toHaveAttribute('data-state', 'ready')
})
