import type { Page } from '@playwright/test'

import { violations } from './axe.ts'
import type { LivePage } from './live-page.ts'
import { expect, startApi, test } from './test.ts'

/** What the screen is about in each state that a link can set up, and how its line begins. */
const linked = [
  ['empty', 'empty', 'There is no session yet.'],
  ['live', 'live', 'Saved.'],
  ['tampered', 'tampered', 'You changed one byte.'],
  ['gone', 'gone', 'The cookie is gone'],
  ['replayed', 'live', 'The copy works.'],
  ['revoked', 'ended', 'The copy is refused'],
  ['expiring', 'expiring', /^\d+ seconds left/],
  ['hidden', 'hidden', 'JavaScript can no longer see this cookie.'],
  ['split', 'live', 'JavaScript can read and delete this cookie, but not steal it.'],
  ['server', 'live', 'The cookie is only an id now.'],
  ['too-big', 'live', 'That is too much for a cookie.']
] as const

/** What stands below the stage. */
const same = ['ways-title', 'log-title', 'survival-title'].map((id) => `section[aria-labelledby=${id}]`)

/** Every rule meets both themes and both layouts. */
const views = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 390 }
] as const

/**
 * Tests one view after the other in turns; all of them in each state with `CLEARJAR_LONG=1`. What is the same in every state
 * is tested once, by itself.
 */
async function isSound(page: Page, live: LivePage, turn: number): Promise<void> {
  const inTurn = views.filter((_, index) => process.env['CLEARJAR_LONG'] !== undefined || index === turn % views.length)
  for (const { colorScheme, width } of inTurn) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await live.settled()
    expect(await violations(page, { exclude: same }), colorScheme).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
}

for (const [turn, [recipe, state, words]] of linked.entries()) {
  test(`a link sets up the state ${recipe}, which is sound`, async ({ page, live }) => {
    await live.openIn(recipe)
    await live.isIn(state)
    await expect(live.narrator).toContainText(words)
    await isSound(page, live, turn)
  })
}

test('a link asks before it ends a session that is there', async ({ page, live }) => {
  await live.open()
  await live.save('string', 'mine')
  await page.goto('/?state=gone')
  await live.settled()
  await expect(live.narrator).toContainText('This link sets up another session.')
  await expect(live.savedStrings).toContainText('mine')
  await live.button('Set it up').click()
  await live.isIn('gone')
})

test('a session that has run out says so', async ({ page, live }) => {
  await using api = await startApi({ SESSION_LIFETIME: '3s' })
  await live.open(api.url)
  await live.save('string', 'hello')
  await live.isIn('expired')
  await expect(live.narrator).toContainText('Time is up.')
  await isSound(page, live, 1)
})

test('without an answer, the page can still read and delete', async ({ page, live }) => {
  await live.openIn('live')
  await page.route('**/api/session', (route) => route.abort())
  await live.button('Ask again').click()
  await live.isIn('offline')
  await isSound(page, live, 0)
  await live.button('Delete with JavaScript').click()
  await expect(live.narrator).toContainText('The cookie is gone, without the server.')
})

test('while the first answer is under way, the page says that it asks', async ({ page, live }) => {
  let answer = (): void => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/session', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/')
  await expect(live.narrator).toContainText('Asking the server…')
  await expect(live.main).toHaveAttribute('data-state', 'checking')
  answer()
  await live.isIn('empty')
})

test('cookies that the browser refuses are said first', async ({ page, live }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'cookieEnabled', { value: false }))
  await page.goto('/')
  await expect(live.narrator).toContainText('This browser refuses cookies here.')
  await expect(live.main).toHaveAttribute('data-state', 'blocked')
  await isSound(page, live, 1)
})

test('a screen that breaks says so, and leaves the cookie alone', async ({ page, live }) => {
  await live.openIn('live')
  await page.route('**/assets/labs-*.js', (route) => route.abort())
  await page.getByRole('link', { name: 'Labs' }).click()
  await expect(page.getByRole('heading', { name: 'Something in this page broke.' })).toBeVisible()
  await expect(live.main).toHaveAttribute('data-state', 'broken')
  expect((await page.context().cookies()).map(({ name }) => name)).toContain('session')
  await isSound(page, live, 0)
})
