import AxeBuilder from '@axe-core/playwright'

import { expect, test } from './test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any state of the ${colorScheme} theme`, async ({ page, live }) => {
    const violations = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await live.open()
    expect(await violations(), 'empty').toEqual([])
    await live.save('string', 'hello')
    expect(await violations(), 'live').toEqual([])
    await live.button('Change a byte').click()
    await live.isIn('tampered')
    expect(await violations(), 'tampered').toEqual([])
    await live.button('Delete with JavaScript').click()
    await live.isIn('gone')
    expect(await violations(), 'gone').toEqual([])
    await page.route('**/api/session', (route) => route.abort())
    await live.button('Ask again').click()
    await expect(live.main).toHaveAttribute('data-state', 'offline')
    expect(await violations(), 'offline').toEqual([])
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(), 'shortcuts').toEqual([])
  })
}

test('the whole story can be told with the keyboard', async ({ page, live }) => {
  await live.open()
  await page.keyboard.press('s')
  await page.keyboard.type('string')
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
