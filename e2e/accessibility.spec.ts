import { violations } from './axe.ts'
import type { LivePage } from './live-page.ts'
import { smallTargets } from './small-targets.ts'
import { expect, test } from './test.ts'

test('the list of shortcuts is sound in both themes', async ({ page, live }) => {
  await live.open()
  const opener = page.getByRole('button', { name: 'Keyboard shortcuts' })
  await opener.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations(page, { include: ['dialog'] })).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await page.keyboard.press('?')
  await expect(dialog).toBeVisible()
})

test('the whole story can be told with the keyboard', async ({ page, live }) => {
  await live.open()
  await page.keyboard.press('s')
  await page.keyboard.type('string')
  // Past the type of the value.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('hello')
  await page.keyboard.press('Enter')
  await live.isIn('live')
  await live.button('Delete with JavaScript').focus()
  await page.keyboard.press('Enter')
  await live.isIn('gone')
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
})

for (const width of [320, 390, 768, 1440]) {
  test(`nothing is wider than a window of ${width} pixels`, async ({ page, live }) => {
    await page.setViewportSize({ width, height: 800 })
    await live.open()
    await live.save('string', 'a value that is long enough to need more than one line on a small screen')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}

// Inspect and the reference have states of their own, and tests of those.
for (const path of ['/', '/labs', '/labs/change-a-byte?guess=skip', '/answers']) {
  test(`a finger finds everything on ${path}, and it has room at 200 %`, async ({ page, live }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(path)
    if (path === '/') await openEverything(live)
    await expect(live.main).toBeVisible()
    await expect(live.main).not.toHaveAttribute('aria-busy', 'true')
    if (path.includes('byte')) await expect(page.getByRole('heading', { name: 'Change a byte' })).toBeVisible()
    expect(await smallTargets(page)).toEqual([])
    // A window of 1,280 pixels.
    await page.setViewportSize({ width: 640, height: 400 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  })
}

async function openEverything(live: LivePage): Promise<void> {
  await live.save('string', 'hello')
  await live.button('Choose the byte').click()
  await expect(live.main.getByRole('slider')).toBeVisible()
  for (const title of ['What the browser keeps with it', 'Raw request and response'])
    await live.main.locator('summary', { hasText: title }).click()
}

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`what moves when a string is saved, with the wish for motion ${reducedMotion}`, async ({ page, live }) => {
    await page.emulateMedia({ reducedMotion })
    await live.open()
    await page.evaluate(() => {
      const moved: string[] = []
      for (const type of ['animationstart', 'transitionrun'])
        addEventListener(type, ({ target }) => moved.push((target as Element).outerHTML.slice(0, 80)), true)
      Object.assign(globalThis, { moved })
    })
    await live.save('string', 'hello')
    await live.isIn('live')
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved)
    if (reducedMotion === 'reduce') expect(moved).toEqual([])
    else expect(moved).not.toEqual([])
  })
}

test('a changed byte and its way back are sound in forced colours', async ({ page, live }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await live.openIn('tampered')
  // The colours are the browser's, and axe reads the page's own.
  expect(await violations(page, { without: ['color-contrast'] })).toEqual([])
  const mark = page.getByRole('figure', { name: 'The cookie as it is' }).locator('mark')
  const [inside, around] = await mark.evaluate((element) =>
    [element, element.closest('figure')!].map((each) => getComputedStyle(each).backgroundColor)
  )
  expect(inside).not.toBe(around)
})
