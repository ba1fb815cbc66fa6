import { expect, startApi, test } from './test.ts'

test('Inspect, once opened, works without a server and without a network', async ({ page }) => {
  await using api = await startApi()
  await page.goto(`${api.url}/inspect`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await api.stop()
  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('textbox', { name: 'Cookie', exact: true }).fill('eyJzdHJpbmciOiJoZWxsbyJ9.awPxyQ.signature')
  await expect(page.getByRole('main')).toContainText('hello')
  // What is reached from there without the server says so itself.
  await page.getByRole('link', { name: 'Live' }).click()
  await expect(page.getByRole('main')).toHaveAttribute('data-state', 'offline')
})

test('no other page is kept, and nothing that the API says', async ({ page }) => {
  await using api = await startApi()
  await page.goto(`${api.url}/inspect`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return caught.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/inspect')
  expect(kept.filter((path) => !/^\/(?:inspect|theme\.js|icon\.svg|assets\/[\w.-]+)$/.test(path))).toEqual([])
  await page.goto(`${api.url}/`)
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
})

test('the page can be installed', async ({ page }) => {
  await page.goto('/')
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
    return (await (await fetch(link?.href ?? '')).json()) as {
      icons: { src: string; sizes: string }[]
      start_url: string
    }
  })
  expect(manifest.start_url).toBe('/inspect')
  for (const { src } of manifest.icons) expect((await page.request.get(src)).status()).toBe(200)
})

test('a link may choose the theme for one page', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/?theme=dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Theme: system' })).toBeVisible()
})
