import { randomBytes } from 'node:crypto'

import { expect, test } from './test.ts'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('the server remembers a string between requests, and asks for one first', async ({ request }) => {
  expect(await (await request.get('/get_string')).text()).toBe('Give me a string first!')
  expect((await request.get('/enter_string?string=<b>hello</b>')).status()).toBe(200)
  const answer = await request.get('/get_string')
  expect(await answer.text()).toBe('You entered <b>hello</b>')
  expect(answer.headers()['content-type']).toMatch(/^text\/plain/)
})

test('I deleted the cookie in the browser and the server lost the session', async ({ page, live, session }) => {
  await live.open()
  await live.isIn('empty')
  await live.save('string', 'hello')
  await live.isIn('live')
  await expect(page).toHaveSession({ string: 'hello' })
  await expect(live.server).toContainText('"hello"')

  await live.button('Delete with JavaScript').click()
  await live.isIn('gone')
  await expect(page).toHaveNoSession()
  await expect(live.narrator).toContainText('The cookie is gone, and so is your session.')
  await expect(live.server).toContainText('It does not know you any more.')
  expect(await (await page.request.get('/get_string')).text()).toBe('Give me a string first!')
  expect(await session.read()).toBeUndefined()
})

test('a script that deletes the cookie behind the page’s back is noticed', async ({ page, live, session }) => {
  await live.open()
  await live.save('string', 'hello')
  await session.deleteWithJavaScript()
  await live.isIn('gone')
  await expect(page).toHaveNoSession()
})

test('the page shows the three parts of the cookie, and what they say', async ({ live, session }) => {
  await live.open()
  await live.save('string', 'hello')
  const parts = live.main.getByRole('region', { name: 'Your cookie' })
  await expect(parts).toContainText('{"_permanent":true,"string":"hello"}')
  await expect(parts).toContainText('Anyone can read it')
  await expect(parts).toContainText('Signed, not encrypted')
  expect(await session.read()).toEqual({ _permanent: true, string: 'hello' })
})

test('strings are removed one by one, and a session ends on the server', async ({ page, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.save('theme', 'dark')
  await live.button('Remove theme').click()
  await expect(live.savedStrings).not.toContainText('theme')
  await expect(page).toHaveSession({ string: 'hello' })
  await live.settled()

  await live.button('Clear session').click()
  await live.isIn('gone')
  await expect(page).toHaveNoSession()
  await expect(live.narrator).toContainText('The server cleared your session.')
})

test('the byte that is changed is chosen with the keyboard, and none is too small to count', async ({ page, live }) => {
  await live.openIn('live')
  await live.button('Choose the byte').click()
  const slider = page.getByRole('slider', { name: 'Which byte to change' })
  await slider.focus()
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', /in the signature$/)
  await live.main.getByRole('button', { name: /^Change “.” to “.”$/ }).press('Enter')
  await live.isIn('tampered')
  await expect(page.getByRole('figure', { name: 'The cookie as it is' }).locator('mark')).toHaveText(/^.$/)
  await live.button('Put the byte back').click()
  await live.isIn('live')
})

test('a changed byte is refused, and putting it back mends it', async ({ page, live }) => {
  await live.open()
  await live.save('string', 'hello')
  await live.button('Change a byte').click()
  await live.isIn('tampered')
  await expect(live.narrator).toContainText('The server refused the whole cookie.')
  await expect(live.server).toContainText('The signature is broken')
  await expect(page).not.toHaveSession({ string: 'hello' })
  expect(await (await page.request.get('/get_string')).text()).toBe('Give me a string first!')

  await live.button('Put the byte back').click()
  await live.isIn('live')
  await expect(page).toHaveSession({ string: 'hello' })
  expect(await (await page.request.get('/get_string')).text()).toBe('You entered hello')
})

test('a cookie that somebody else changed is refused, and saving starts over', async ({ page, live, session }) => {
  await live.open()
  await live.save('string', 'hello')
  await session.tamper()
  await page.reload()
  await live.isIn('tampered')
  await live.save('string', 'again')
  await live.isIn('live')
  await expect(page).toHaveSession({ string: 'again' })
})

test('a cookie that a test signed is as good as the server’s own', async ({ live, session }) => {
  await session.seed({ string: 'seeded' }, { visibility: 'readable' })
  await live.open()
  await live.isIn('live')
  await expect(live.savedStrings).toContainText('"seeded"')
})

test('an HttpOnly cookie cannot be deleted by JavaScript, and the page says so', async ({ page, live, session }) => {
  await session.seed({ string: 'seeded' })
  await live.open()
  await live.isIn('hidden')
  await live.button('Try to delete with JavaScript').click()
  await expect(live.narrator).toContainText('it is HttpOnly')
  await expect(page).toHaveSession({ string: 'seeded' })
  await expect(session.deleteWithJavaScript()).rejects.toThrow('HttpOnly')
})

test('bad input is said at the field, and nothing is lost', async ({ page, live }) => {
  await live.open()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.clear()
  await live.button('Save').click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/Name is empty/)
  await name.fill('_permanent')
  await page.getByRole('textbox', { name: 'Value' }).fill('kept')
  await live.button('Save').click()
  await expect(name).toHaveAccessibleDescription(/belong to the server/)
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('kept')
})

test('more than a cookie holds is refused before it replaces what is there', async ({ page, live, session }) => {
  // Nothing that compresses: the limit is the cookie's, not the form's.
  const random = () => randomBytes(2000).toString('base64')
  await live.open()
  await live.save('first', random())
  const before = await session.read()
  await page.getByRole('textbox', { name: 'Name' }).fill('second')
  await page.getByRole('textbox', { name: 'Value' }).fill(random())
  await live.button('Save').click()
  await expect(live.narrator).toContainText('That is too much for a cookie.')
  expect(await session.read()).toEqual(before)
})
