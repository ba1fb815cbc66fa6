// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, main, narrator, openPage, record, settled } from '../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
const cookie = (): string | undefined => Cookies.get('session')
const savedStrings = (): HTMLElement => screen.getByRole('list', { name: 'Strings the server reads' })

// The bar of narrow screens is in the document too: without a style sheet nothing hides it.
const deleteButton = (): HTMLElement => button('Delete with JavaScript')

beforeEach(() => localStorage.clear())
afterEach(cleanup)

test('says that there is no session, and has a first string ready to save', async () => {
  await openPage()
  expect(main().dataset['state']).toBe('empty')
  expect(narrator()).toContain('There is no session yet.')
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('string')
  expect(screen.getByText('No cookie came')).toBeDefined()
})

test('shows what was saved as the server reads it, and as the cookie says it', async () => {
  const { user } = await openPage()
  await user.click(button('Save'))
  await settled('live')
  expect(narrator()).toContain('Saved.')
  expect(savedStrings().textContent).toContain('string"hello"')
  expect(screen.getByRole('figure', { name: 'The cookie as it is' }).textContent).toBe(`session=${cookie()}`)
  expect(screen.getByText('Holds', { selector: 'span' })).toBeDefined()
  const steps = screen.getByRole('list', { name: 'Try this' })
  expect(
    within(steps)
      .getAllByRole('button', { name: /done/ })
      .map(({ textContent }) => textContent)
  ).toEqual(['Save a string (done)', 'Read it in the cookie (done)'])
})

test('keeps a new session for the lifetime unless told otherwise', async () => {
  const { user, client } = await openPage()
  await user.selectOptions(screen.getByLabelText('Keep for'), 'Until the browser closes')
  await user.click(button('Save'))
  await settled('live')
  expect(client.getSnapshot()).toMatchObject({ data: { string: 'hello' }, expires: null })
  expect(screen.getByText('when the browser closes')).toBeDefined()
  await user.selectOptions(screen.getByLabelText('Keep for'), '31 days')
  await settled('live')
  expect(client.getSnapshot()).toMatchObject({ data: { _permanent: true } })
  expect(screen.queryByText('when the browser closes')).toBeNull()
})

test('changes a byte, is refused, and puts it back', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  const original = cookie()
  await user.click(button('Change a byte'))
  await settled('tampered')
  expect(narrator()).toContain('You changed one byte. The server refused the whole cookie.')
  expect(cookie()).not.toBe(original)
  expect(screen.getByText('{"string":"hellp"}')).toBeDefined()
  expect(document.querySelector('mark')?.textContent).toMatch(/^.{1,2}$/)
  expect(screen.getByText('The signature is broken')).toBeDefined()
  expect(screen.getByText('The server sees none of your strings.')).toBeDefined()
  await user.click(button('Put the byte back'))
  await settled('live')
  expect(cookie()).toBe(original)
  expect(document.querySelector('mark')).toBeNull()
})

test('deletes the cookie with JavaScript and keeps the focus in reach', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(deleteButton())
  await settled('gone')
  expect(cookie()).toBeUndefined()
  expect(narrator()).toContain('The cookie is gone, and so is your session.')
  expect(server.requests.at(-1)).toBe('GET')
  expect(screen.getByText('It does not know you any more.')).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(button('Save')))
})

test('an answer under way when the cookie is deleted does not bring it back', async () => {
  const { user, server } = await openPage(sign({ _permanent: true, string: 'hello' }, now() - 60))
  const held = server.hold()
  await user.click(button('Ask again'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  await user.click(deleteButton())
  held.release()
  await settled('gone')
  expect(cookie()).toBeUndefined()
})

test('a save under way is given up when the cookie is deleted', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  await user.type(screen.getByLabelText('Name'), 'late')
  const held = server.hold()
  await user.click(button('Save'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  await user.click(deleteButton())
  held.release()
  await settled('gone')
  expect(cookie()).toBeUndefined()
  expect(narrator()).toContain('The cookie is gone')
})

test('a cookie that another tab’s answer brings back after the deletion is deleted again', async () => {
  const { user, server } = await openPage(sign({ _permanent: true, string: 'hello' }, now() - 60))
  const held = server.hold()
  await user.click(deleteButton())
  await waitFor(() => expect(held.waiting()).toBe(1))
  Cookies.set('session', sign({ _permanent: true, string: 'hello' }, now()), { path: '/' })
  held.release()
  await settled('gone')
  await waitFor(() => expect(cookie()).toBeUndefined())
})

test('the server clears the session when it is asked to', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(button('Clear session'))
  await settled('gone')
  expect(server.requests.at(-1)).toBe('DELETE')
  expect(narrator()).toContain('The server cleared your session.')
  expect(screen.getByText('already expired')).toBeDefined()
})

test('reads and deletes the cookie while the server does not answer, and recovers by itself', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  server.down = true
  await user.click(button('Ask again'))
  await settled('offline')
  expect(narrator()).toContain('The server is not answering.')
  expect(screen.getByText('Not checked')).toBeDefined()
  expect(screen.getByText('{"string":"hello"}')).toBeDefined()
  await user.click(deleteButton())
  await waitFor(() => expect(narrator()).toContain('The cookie is gone, without the server.'))
  expect(cookie()).toBeUndefined()
  server.down = false
  await waitFor(() => expect(main().dataset['state']).toBe('gone'), { timeout: 5_000 })
})

test('keeps the text of the form when a save does not arrive', async () => {
  const { user, server } = await openPage()
  server.down = true
  await user.click(button('Save'))
  await waitFor(() => expect(narrator()).toContain('nothing was saved'))
  expect(screen.getByLabelText<HTMLInputElement>('Value').value).toBe('hello')
  server.down = false
  await user.click(button('Try now'))
  await settled('empty')
})

test('names the field and the fix, and moves the focus there', async () => {
  const { user, server } = await openPage()
  const before = server.requests.length
  const name = screen.getByLabelText('Name')
  await user.clear(name)
  await user.click(button('Save'))
  expect(document.activeElement).toBe(name)
  expect(document.getElementById(name.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Name is empty. Try string.'
  )
  expect(server.requests).toHaveLength(before)
})

test('says by how much a cookie would be too big, and changes nothing', async () => {
  const { user } = await openPage(sign({ string: 'x'.repeat(1_000) }, now()))
  const before = cookie()
  await user.type(screen.getByLabelText('Name'), 'more')
  await user.click(screen.getByLabelText('Value'))
  await user.paste('y'.repeat(2_900))
  await user.click(button('Save'))
  await waitFor(() => expect(narrator()).toContain('That is too much for a cookie.'))
  expect(narrator()).toMatch(/4,096 bytes is the limit; yours would be 5,\d{3}/)
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Value')))
  expect(cookie()).toBe(before)
})

test('removes one string and leaves the focus on the next', async () => {
  const { user } = await openPage(sign({ a: '1', b: '2' }, now()))
  await user.click(button('Remove a'))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove a' })).toBeNull())
  await settled('live')
  await waitFor(() => expect(document.activeElement).toBe(button('Remove b')))
})

test('asks the server when another tab changed the cookie, not when it was only signed again', async () => {
  const { server, client } = await openPage(sign({ string: 'hello' }, now() - 60))
  const asked = server.requests.length
  Cookies.set('session', sign({ string: 'hello' }, now()), { path: '/' })
  act(() => void client.refresh())
  await settled('live')
  expect(server.requests).toHaveLength(asked)
  Cookies.set('session', sign({ string: 'other' }, now()), { path: '/' })
  act(() => void client.refresh())
  await waitFor(() => expect(savedStrings().textContent).toContain('"other"'))
  expect(server.requests).toHaveLength(asked + 1)
})

test('tells that a tab closed, and ticks the step', async () => {
  const { board } = await openPage()
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'open' }])
  expect(screen.getByText('c01e')).toBeDefined()
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'closed', closedAt: Date.now() - 12_000 }])
  expect(narrator()).toContain('Tab 2 closed, and its sessionStorage with it. This is the last one open.')
  expect(screen.getByText(/^closed 1[12] s ago$/)).toBeDefined()
  expect(button(/Close a tab/).textContent).toContain('(done)')
})

test('keys act outside of fields alone, and can be turned off', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.type(screen.getByLabelText('Value'), 'd')
  expect(cookie()).toBeDefined()
  await user.click(document.body)
  await user.keyboard('t')
  await settled('tampered')
  await user.keyboard('t')
  await settled('live')
  await user.keyboard('{Control>}d{/Control}')
  expect(cookie()).toBeDefined()
  localStorage.setItem('clearjar.shortcuts', 'off')
  cleanup()
  const again = await openPage(sign({ string: 'hello' }, now()))
  await again.user.keyboard('d')
  await settled('live')
  expect(cookie()).toBeDefined()
})

test('a cookie that the server finds too old has run out, though the browser still holds it', async () => {
  await openPage(sign({ string: 'hello' }, now() - 32 * 86_400))
  expect(main().dataset['state']).toBe('expired')
  expect(narrator()).toContain('Time is up.')
})

test('warns in the last minute, and keeps the session alive on request', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now() - 31 * 86_400 + 25))
  await settled('expiring')
  expect(narrator()).toContain('30 seconds left.')
  await user.click(button('Keep it alive'))
  await settled('live')
})

test('cookies that the browser refuses are said before anything else', async () => {
  const allowed = Object.getOwnPropertyDescriptor(Navigator.prototype, 'cookieEnabled')
  Object.defineProperty(navigator, 'cookieEnabled', { value: false, configurable: true })
  await openPage()
  expect(main().dataset['state']).toBe('blocked')
  expect(narrator()).toContain('This browser refuses cookies here.')
  if (allowed) Reflect.deleteProperty(navigator, 'cookieEnabled')
})

test('who ended the session is still told after asking again', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(deleteButton())
  await settled('gone')
  await user.click(button('Ask again'))
  await settled('gone')
  expect(narrator()).toContain('The server kept nothing, so it cannot bring it back.')
  await user.click(button('Save'))
  await settled('live')
  await user.click(button('Clear session'))
  await settled('gone')
  await user.click(button('Ask again'))
  await settled('gone')
  expect(narrator()).toContain('The server cleared your session.')
})

test('a deletion while the server is silent is told as one once it answers', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  server.down = true
  await user.click(deleteButton())
  await settled('offline')
  await user.click(button('Try now'))
  await settled('offline')
  expect(narrator()).toContain('The cookie is gone, without the server.')
  server.down = false
  await user.click(button('Try now'))
  await settled('gone')
  expect(narrator()).not.toContain('Something outside this page removed it')
})

test('says nothing false while an answer is under way', async () => {
  const { user } = await openPage()
  const lines = record()
  await user.click(button('Save'))
  await settled('live')
  await user.click(button('Change a byte'))
  await settled('tampered')
  await user.click(button('Put the byte back'))
  await settled('live')
  await user.click(button('Clear session'))
  await settled('gone')
  const told = lines.join('\n')
  expect(told).not.toContain('Your session is in this cookie.')
  expect(told).not.toContain('The signature does not fit.')
  expect(told).not.toContain('Something outside this page removed it')
  expect(told).toContain('The byte is back')
})

test('a cookie that the server has not seen yet is being checked', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  const held = server.hold()
  await user.click(button('Change a byte'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  expect(main().dataset['state']).toBe('checking')
  expect(screen.getByRole('heading', { name: 'Checking…' })).toBeDefined()
  await waitFor(() => expect(narrator()).toContain('Asking the server…'))
  held.release()
  await settled('tampered')
})

test('the server vouches for nothing that was deleted before it answers', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  const held = server.hold()
  await user.click(deleteButton())
  await waitFor(() => expect(held.waiting()).toBe(1))
  expect(main().dataset['state']).toBe('gone')
  expect(screen.queryByText('The signature holds')).toBeNull()
  expect(screen.getByRole('heading', { name: 'Checking…' })).toBeDefined()
  held.release()
  await settled('gone')
})

test('a verdict is not about the cookie that another tab has put there meanwhile', async () => {
  const { user, server, client } = await openPage(`${sign({ string: 'hello' }, now())}x`)
  await settled('tampered')
  const held = server.hold()
  await user.click(button('Ask again'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  Cookies.set('session', sign({ string: 'from another tab' }, now()))
  act(() => void client.refresh())
  held.release()
  await settled('live')
  expect(savedStrings().textContent).toContain('from another tab')
})

test('an error of the server is no fault of the name, and no silence', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  await user.type(screen.getByLabelText('Name'), 'more')
  server.failing.add('PATCH')
  await user.click(button('Save'))
  await waitFor(() => expect(narrator()).toContain('The server could not answer that.'))
  await settled('live')
  expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('false')
  expect(screen.getByText('API failing')).toBeDefined()
  await user.click(button('Try now'))
  await settled('live')
  expect(narrator()).toContain('The server answers again.')
  expect(screen.getByText('API connected')).toBeDefined()
})

test('a server that answers every question with an error is not called silent', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  server.failing.add('GET')
  await user.click(button('Ask again'))
  await settled('offline')
  expect(narrator()).toContain('The server answers, but only with errors.')
  expect(screen.getByText('Only an error came')).toBeDefined()
})

test('only a save speaks of the form when the server is silent', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  server.down = true
  await user.click(button('Remove string'))
  await settled('offline')
  expect(narrator()).toContain('The server is not answering. You can still read and delete the cookie')
})

test('a press while a request is under way takes its turn', async () => {
  const { user, server } = await openPage(sign({ a: '1', b: '2' }, now()))
  const held = server.hold()
  await user.click(button('Ask again'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  await user.click(button('Remove a'))
  held.release()
  await waitFor(() => expect(narrator()).toContain('Removed a.'))
  expect(server.requests.slice(-2)).toEqual(['GET', 'PATCH'])
})

test('a session that is not there is not said to be cleared', async () => {
  const { user } = await openPage()
  await user.click(button('Clear session'))
  await settled('empty')
  expect(narrator()).toContain('There was no session to clear.')
  expect(screen.queryByText('It told your browser to drop the cookie.')).toBeNull()
})

test('a name with backticks is shown as it is', async () => {
  const name = 'a`b\\c`'
  const { user } = await openPage(sign({ [name]: '1', z: '2' }, now()))
  await user.click(button(`Remove ${name}`))
  await settled('live')
  expect(narrator()).toContain(`Removed ${name}.`)
})

test('what was told about a cookie is not told about the next', async () => {
  const { user, client } = await openPage(sign({ string: 'x'.repeat(1_000) }, now()))
  await user.type(screen.getByLabelText('Name'), 'more')
  await user.click(screen.getByLabelText('Value'))
  await user.paste('y'.repeat(2_900))
  await user.click(button('Save'))
  await waitFor(() => expect(narrator()).toContain('That is too much for a cookie.'))
  Cookies.set('session', sign({ string: 'other' }, now()), { path: '/' })
  act(() => void client.refresh())
  await waitFor(() => expect(narrator()).toContain('Your session is in this cookie.'))
})

test('copies the last request and its answer as they stand there, with the cookies cut short', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(await screen.findByRole('button', { name: 'Copy both' }))
  await waitFor(() => expect(narrator()).toContain('cut short'))
  const copied = await navigator.clipboard.readText()
  expect(copied).toMatch(/^GET \/api\/session\ncookie: session=/)
  expect(copied).not.toContain(cookie())
})
