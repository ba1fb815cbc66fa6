import { violations } from './axe.ts'
import { LabPage } from './labs-page.ts'
import { LivePage } from './live-page.ts'
import { expect, startApi, test, themes } from './test.ts'

const DELETE = 'Delete with JavaScript'

test('reading, changing a byte and deleting, each on the stage itself', async ({ page }) => {
  test.slow()
  const lab = new LabPage(page)
  await lab.start('read', 'Anyone who holds the cookie')
  await lab.pressWhatIsShown()
  await lab.isAt(2)
  await lab.pressWhatIsShown()
  await lab.isOver()
  await expect(lab.facts).toContainText('nothing about you')
  await lab.press('Why?')
  await expect(lab.main).toContainText('You guessed right.')

  await page.getByRole('link', { name: 'Next lab: Change a byte' }).click()
  await lab.press('Skip the guess')
  await expect(lab.main).toContainText('Your session here will be replaced.')
  await lab.press('Start')
  await lab.isAt(1)
  await lab.press('Change a byte')
  await lab.isAt(2)
  await lab.press('Put the byte back')
  await lab.isOver()
  await expect(lab.facts).toContainText('refused: signature-mismatch')

  await lab.start('delete')
  await lab.press(DELETE)
  await lab.isOver()
  await expect(lab.facts).toContainText('carried no cookie')
  await expect(page).toHaveNoSession()

  await page.goto('/labs')
  await expect(lab.main).toContainText('3 of 9 done.')
  await expect(page.getByRole('link', { name: 'Next: Replay' })).toBeVisible()
})

test('a replayed copy works until it is revoked', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start('replay', 'It works as before')
  await lab.press('Keep a copy')
  await lab.isAt(2)
  await lab.press(DELETE)
  await lab.isAt(3)
  await lab.press(/^Send this copy/)
  await lab.isAt(4)
  await lab.pressWhatIsShown()
  await lab.isAt(5)
  await lab.press(/^Send this copy/)
  await lab.isOver()
  await expect(lab.facts).toContainText('refused: ended')
  expect(await (await page.request.get('/get_string')).text()).toBe('Give me a string first!')
})

test('on a phone the stage waits for the start, and then the next step is in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const lab = new LabPage(page)
  await page.goto('/labs/replay')
  await lab.live.settled()
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.focus()
  await expect(save).not.toBeFocused()
  await lab.start('replay', 'It works as before')
  const keep = page.getByRole('button', { name: 'Keep a copy' })
  await expect(keep).toBeFocused()
  await expect(keep).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await lab.isAt(2)
  await lab.press(DELETE)
  await lab.isAt(3)
  const send = page.getByRole('button', { name: /^Send this copy/ })
  await expect(send).toBeFocused()
  await expect(send).toBeInViewport({ ratio: 1 })
  await expect(lab.next).toBeInViewport({ ratio: 1 })
})

test('the last tab takes the session with it, and the lab goes on in the tab that comes back', async ({ browser }) => {
  await using api = await startApi({ TAB_GRACE: '1s', TAB_LEASE: '3s' })
  await using context = await browser.newContext({ baseURL: api.url })
  const lab = new LabPage(await context.newPage())
  await lab.start('close-a-tab', 'Only the sessionStorage of that tab')
  const opened = context.waitForEvent('page')
  await lab.press('Show me')
  await lab.page.keyboard.press('Enter')
  const second = await opened
  await lab.isAt(2)
  await second.close()
  await lab.isAt(3)
  await lab.live.endWith('The last tab')
  await lab.isAt(4)

  const copy = await browser.newContext({ baseURL: api.url, storageState: await context.storageState() })
  const reason = async () =>
    ((await (await copy.request.get('/api/session')).json()) as { reason: string | null }).reason
  await lab.page.goto('/healthz')
  await expect.poll(reason).toBe('tabs-closed')
  await copy.close()
  await lab.page.goto('/labs/close-a-tab')
  await lab.isOver()
  await expect(lab.facts).toContainText('the server let go of the last one')
})

test('a hidden cookie is deleted by the server alone', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start('hide-from-javascript')
  await page.getByRole('radio', { name: 'Not see it' }).check()
  await lab.isAt(2)
  expect(await page.evaluate(() => document.cookie)).not.toContain('session=')
  await lab.press('Try to delete with JavaScript')
  await lab.isAt(3)
  await expect(page).toHaveSession({ string: 'hello' })
  await lab.press('Clear session')
  await lab.isOver()
  await expect(lab.facts).toContainText('document.cookie → ""')
  await expect(page).toHaveNoSession()
})

test('thirty seconds can be chosen', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start('run-out')
  await page.getByRole('combobox', { name: 'Keep for' }).selectOption({ label: '30 seconds' })
  await lab.isAt(2)
  await lab.live.isIn('expiring')
})

test('a copy is refused once its time is up', async ({ browser }) => {
  // Shorter than any lifetime that can be chosen: the first step is done from the start.
  await using api = await startApi({ SESSION_LIFETIME: '8s' })
  await using context = await browser.newContext({ baseURL: api.url })
  const lab = new LabPage(await context.newPage())
  await lab.page.goto('/labs/run-out?guess=skip')
  await lab.press('Start')
  await lab.isAt(2)
  await lab.press('Keep a copy')
  await lab.isAt(3)
  await expect(lab.next).toContainText('4/4', { timeout: 15_000 })
  // Signatures have whole seconds: for what is left of the last one the server still takes the copy.
  await expect(async () => {
    await lab.press(/^Send this copy/)
    await lab.isOver()
  }).toPass()
  await expect(lab.facts).toContainText('refused: too-old')
})

test('a session on the server leaves its ID in the cookie', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start('on-the-server')
  await page.getByRole('radio', { name: 'On the server' }).check()
  await lab.isAt(2)
  await lab.live.save('more', 'x'.repeat(2000))
  await lab.isOver()
  await expect(lab.facts).toContainText('your session')
  const [, before, after] = /([\d,]+) bytes before, ([\d,]+) after/.exec((await lab.facts.textContent())!)!
  expect(after).toBe(before)
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'session')
  expect(cookie!.value).not.toContain('aGVsbG8')
})

test('a copy outlives a new key while the old one is kept, and not without it', async ({ page }) => {
  const lab = new LabPage(page)
  const key = page.getByRole('combobox', { name: 'Signing key' })
  await lab.start('change-the-key')
  await lab.press('Keep a copy')
  await lab.isAt(2)
  await key.selectOption({ label: 'A new one, old kept' })
  await lab.isAt(3)
  await lab.press(/^Send this copy/)
  await lab.isAt(4)
  await key.selectOption({ label: 'A new one only' })
  await lab.isAt(5)
  await lab.press(/^Send this copy/)
  await lab.isOver()
  await expect(lab.facts).toContainText('by key 2 of 2')
  await expect(lab.facts).toContainText('refused: signature-mismatch')
})

test('a lab goes on after a reload, and what it left can be cleaned up', async ({ page }) => {
  const lab = new LabPage(page)
  await lab.start('change-a-byte')
  await lab.press('Change a byte')
  await lab.isAt(2)
  await page.reload()
  await lab.isAt(2)
  await lab.press('Why')
  await lab.press('Clean up')
  await lab.live.isIn('empty')
  await expect(page).toHaveNoSession()
})

for (const colorScheme of themes('light')) {
  test(`axe finds nothing in the labs in the ${colorScheme} theme, and nothing is wider than 320 pixels`, async ({
    page
  }) => {
    test.slow()
    const lab = new LabPage(page)
    async function check(state: string): Promise<void> {
      expect(await violations(page), state).toEqual([])
      await page.setViewportSize({ width: 320, height: 800 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(320)
      await page.setViewportSize({ width: 1280, height: 800 })
    }
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/labs')
    await expect(lab.main).toHaveAttribute('data-state', 'list')
    await check('list')
    await page.goto('/labs/change-a-byte')
    await new LivePage(page).settled()
    await check('guess')
    await lab.start('change-a-byte', 'It reads the changed string')
    await check('do')
    await lab.press('Change a byte')
    await lab.isAt(2)
    await lab.press('Put the byte back')
    await expect(lab.next).toContainText('It happened.')
    await check('over')
    await lab.press('See what happened')
    await check('see')
    await lab.press('Why?')
    await check('why')
  })
}
