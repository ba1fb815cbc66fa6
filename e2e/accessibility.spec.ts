import AxeBuilder from '@axe-core/playwright'

import { expect, test } from './test.ts'

test('the list of shortcuts is sound in both themes', async ({ page, live }) => {
  await live.open()
  const opener = page.getByRole('button', { name: 'Keyboard shortcuts' })
  await opener.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
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
