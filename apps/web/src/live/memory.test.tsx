// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, main, narrator, openPage, settled } from '../testing/open-page.tsx'

const signed = (): string => sign({ string: 'hello' }, Math.floor(Date.now() / 1000))
const link = (name: string): HTMLElement => screen.getByRole('link', { name })

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

/** The code of the other screens is loaded first. */
const patience = { timeout: 20_000 }

/** Goes to a screen that has no stage, and back. */
async function awayAndBack(user: Awaited<ReturnType<typeof openPage>>['user']): Promise<void> {
  await user.click(link('Answers'))
  await screen.findByRole('heading', { level: 1, name: 'Answers' }, patience)
  await user.click(link('Live'))
  await settled()
}

test('a changed byte can be put back after a look at another screen', async () => {
  const { user } = await openPage(signed())
  const original = Cookies.get('session')
  await user.click(button('Change a byte'))
  await settled('tampered')
  await awayAndBack(user)
  expect(main().dataset['state']).toBe('tampered')
  await user.click(button('Put the byte back'))
  await settled('live')
  expect(Cookies.get('session')).toBe(original)
})

test('who ended the session, and what is typed, are remembered', async () => {
  const { user } = await openPage(signed())
  await user.click(button('Clear session'))
  await settled('gone')
  await user.clear(screen.getByLabelText('Value'))
  await user.type(screen.getByLabelText('Value'), 'half typ')
  await awayAndBack(user)
  expect(narrator()).toContain('The server cleared your session.')
  expect(screen.getByLabelText<HTMLInputElement>('Value').value).toBe('half typ')
})

test('a server that does not answer is not asked for ever once nobody looks', async () => {
  const { server, user } = await openPage(signed())
  await user.click(link('Inspect'))
  await screen.findByRole('heading', { level: 1, name: /Inspect/ }, patience)
  const asked = server.requests.length
  dispatchEvent(new Event('focus'))
  expect(server.requests).toHaveLength(asked)
})

test('a list of sessions that fails leaves the screen as it is', async () => {
  const { server, user } = await openPage(signed())
  server.listFails = true
  await user.click(screen.getByRole('switch', { name: 'Sessions can be revoked' }))
  await waitFor(() => expect(server.lists).toBe(1))
  await settled('live')
  expect(screen.getByText('API connected')).toBeDefined()
})

test('a value may have any name', async () => {
  await openPage(sign({ constructor: 'hello' }, Math.floor(Date.now() / 1000)))
  expect(screen.getByRole('figure', { name: 'What the server reads' }).textContent).toContain('"constructor": "hello"')
})

test('the five steps can be hidden, and stay so', async () => {
  const first = await openPage()
  await first.user.click(button('Hide these steps'))
  first.unmount()
  const { user } = await openPage()
  expect(screen.queryByRole('list', { name: 'Try this' })).toBeNull()
  await user.click(button('Show five things to try'))
  expect(screen.getByRole('list', { name: 'Try this' })).toBeDefined()
})
