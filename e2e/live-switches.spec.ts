import type { Page, Route } from '@playwright/test'

import { expect, test } from './test.ts'

const cookieText = (page: Page): Promise<string> => page.evaluate(() => document.cookie)

test('hidden from JavaScript, the cookie is sent all the same, and only the server ends it', async ({ page, live }) => {
  await live.openIn('live')
  await live.choose(live.visibility, 'Not see it')
  await live.isIn('hidden')
  expect(await cookieText(page)).toBe('')
  await live.button('Show me proof').click()
  await expect(live.narrator).toContainText('document.cookie is empty.')
  await live.button('Try to delete with JavaScript').click()
  await expect(live.narrator).toContainText('JavaScript could not delete this cookie')
  await expect(live.server).toContainText('"hello"')
  await live.button('Clear from the server').click()
  await live.isIn('gone')
  expect((await page.context().cookies()).some(({ name }) => name === 'session')).toBe(false)
})

for (const [name, button] of [
  ['Not see it', 'Try to delete with JavaScript'],
  ['Read, not steal', 'Delete with JavaScript']
] as const) {
  for (const width of [1440, 390]) {
    test(`what is loaded for "${name}" moves nothing from under a finger, ${width} wide`, async ({ page, live }) => {
      await page.setViewportSize({ width, height: 900 })
      const asked = new Promise<Route>((resolve) => void page.route(/seen-and-sent.*\.js/, resolve))
      await live.openIn('live')
      await live.choose(live.visibility, name)
      const part = await asked
      const top = () => live.button(button).evaluate((each) => each.getBoundingClientRect().top + scrollY)
      const before = await top()
      await part.continue()
      await expect(page.getByText('The browser sends', { exact: true })).toBeVisible()
      expect(await top()).toBeCloseTo(before, 0)
    })
  }
}

test('a script that steals a split cookie has no working copy', async ({ page, live, api, playwright }) => {
  await live.openIn('live')
  await live.choose(live.visibility, 'Read, not steal')
  const stolen = await cookieText(page)
  expect(stolen).toMatch(/^session=[\w-]+\.[\w-]+$/)
  const thief = await playwright.request.newContext({ baseURL: api.url, extraHTTPHeaders: { cookie: stolen } })
  expect(await (await thief.get('/api/session')).json()).toMatchObject({ status: 'refused', data: {} })
  await thief.dispose()
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
})

test('a copy works after the deletion, until the server ends every copy', async ({ live }) => {
  await live.open()
  await live.page.getByRole('switch', { name: 'Sessions can be revoked' }).click()
  await expect(live.narrator).toContainText('can be revoked now')
  await live.save('string', 'hello')
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await live.button('Send the copy back').click()
  await live.isIn('live')
  await expect(live.narrator).toContainText('The copy works.')
  await live.button('Revoke every copy').click()
  await live.isIn('gone')
  await expect(live.narrator).toContainText('Revoked, with every copy of it.')
  await live.button('Send the copy back').click()
  await live.isIn('ended')
  await expect(live.narrator).toContainText('The copy is refused: its session was ended.')
})

test('on the server, a deleted cookie leaves a session that can be ended from the list', async ({ page, live }) => {
  await live.openIn('live')
  await live.choose(live.mode, 'On the server')
  expect(atob((await cookieText(page)).slice('session='.length).split('.')[0] ?? '')).not.toContain('hello')
  const sessions = page.getByRole('list', { name: 'Your sessions that still count' })
  await expect(sessions).toContainText('This one')
  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await expect(live.narrator).toContainText('Your strings are still on the server.')
  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await sessions.getByRole('button', { name: 'End it' }).click()
  await expect(sessions).toBeHidden()
  await live.copies.getByRole('button', { name: /^Send this copy/ }).click()
  await live.isIn('ended')
})

test('values keep their types through the cookie', async ({ page, live }) => {
  await live.open()
  const values = [
    ['count', 'Number', '42', '42', '42'],
    ['sure', 'Yes or no', 'true', 'true', 'true'],
    [
      'when',
      'Date (UTC)',
      '2026-12-24 18:00',
      'Thu, 24 Dec 2026 18:00:00 GMT',
      '{" d":"Thu, 24 Dec 2026 18:00:00 GMT"}'
    ],
    ['raw', 'Bytes', '01 02 ff', '3 bytes 01 02 ff', '{" b":"AQL/"}'],
    ['list', 'List', '[1,"two"]', '[1, "two"]', '[1,"two"]'],
    ['here', 'Point (own)', '3, 4', 'Point(3, 4)', '{" point":[3,4]}']
  ] as const
  for (const [name, type, text] of values) {
    await page.getByRole('combobox', { name: 'Type' }).selectOption(type)
    await live.save(name, text)
  }
  const payload = page.getByRole('region', { name: 'Your cookie' })
  for (const [name, , , shown, travels] of values) {
    await expect(live.savedStrings.getByRole('listitem').filter({ hasText: name })).toContainText(shown)
    await expect(payload).toContainText(`"${name}":${travels}`)
  }
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Date (UTC)')
  await page.getByRole('textbox', { name: 'Name' }).fill('when')
  await page.getByRole('textbox', { name: 'Value' }).fill('tomorrow')
  await live.button('Save').click()
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveAccessibleDescription(/Write a date such as/)
  await expect(page.getByRole('textbox', { name: 'Value' })).toBeFocused()
})

test('another signing key ends every session, and one that was added before ends none', async ({ page, live }) => {
  await live.openIn('live')
  const key = page.getByRole('combobox', { name: 'Signing key' })
  await key.selectOption('A new one only')
  await live.isIn('tampered')
  await expect(live.narrator).toContainText('The server’s keys are others now.')
  await key.selectOption('The first one')
  await live.isIn('live')
  await key.selectOption('A new one, old kept')
  await expect(live.narrator).toContainText('still checks with the old one')
  await key.selectOption('A new one only')
  await expect(live.narrator).toContainText('The server has another key now.')
  await live.isIn('live')
})

test('what is too much for a cookie can be kept on the server', async ({ live }) => {
  await live.openIn('too-big')
  await live.button('Keep it on the server').click()
  await expect(live.savedStrings.getByRole('listitem')).toHaveCount(3)
  await expect(live.mode.getByRole('radio', { name: 'On the server' })).toBeChecked()
  await live.isIn('live')
})

test('a short life is warned about, and one press prolongs it', async ({ page, live }) => {
  await live.openIn('live')
  await page.getByRole('combobox', { name: 'Keep for' }).selectOption('30 seconds')
  await live.isIn('expiring')
  await expect(page.getByRole('progressbar', { name: 'Time left' })).toHaveAttribute('aria-valuetext', /s left$/)
  await page.getByRole('combobox', { name: 'Keep for' }).selectOption('1 hour')
  await live.isIn('live')
  await page.getByRole('combobox', { name: 'Keep for' }).selectOption('Until the browser closes')
  const cookie = page.getByRole('region', { name: 'Your cookie' })
  await expect(cookie).toContainText('Browser: drops it')
  await expect(cookie).toContainText('Server: refuses it after')
})
