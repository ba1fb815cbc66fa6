// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, main, openPage, settled } from '../testing/open-page.tsx'
// The screen is loaded on demand; here it is there from the start.
import './labs.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
const phase = (): string | undefined => main().dataset['phase']
const coach = (): string | null => screen.getByRole('region', { name: 'The next step' }).textContent

function go(address: string): void {
  history.replaceState(null, '', address)
}

// The whole app is drawn, and found by roles and names, many times over.
vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  go('/')
})

test('lists nine labs, and suggests the first', async () => {
  go('/labs')
  await openPage()
  const cards = within(await screen.findByRole('list', { name: 'All labs' })).getAllByRole('listitem')
  expect(cards).toHaveLength(9)
  expect(screen.getByRole('link', { name: 'Begin with: Read' }).getAttribute('href')).toBe('/labs/read')
})

test('an address of no lab says so, and lists them', async () => {
  go('/labs/nothing')
  await openPage()
  expect(await screen.findByText(/There is no lab of that name/)).toBeDefined()
})

test('guess, do, see, why', async () => {
  go('/labs/delete')
  const { user } = await openPage()
  await screen.findByRole('group', { name: /What does the server still know/ })
  expect(button('Skip the guess')).toBeDefined()
  await user.click(screen.getByRole('radio', { name: 'Nothing: it never kept it' }))
  await user.click(button('Find out'))
  expect(phase()).toBe('do')
  expect(Cookies.get('session')).toBeUndefined()

  await user.click(button('Start'))
  await settled('live')
  await waitFor(() => expect(coach()).toContain('Press “Delete with JavaScript”'))
  await waitFor(() => expect(document.activeElement).toBe(button('Delete with JavaScript')))
  button('Reset').focus()
  await user.click(button('Show me'))
  expect(document.activeElement).toBe(button('Delete with JavaScript'))
  await user.click(button('Delete with JavaScript'))
  await settled('gone')
  await waitFor(() => expect(coach()).toContain('It happened.'))
  await waitFor(() => expect(document.activeElement).toBe(button('See what happened')))

  await user.click(button('See what happened'))
  expect(phase()).toBe('see')
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'What happened' }))
  expect(screen.getByText('carried no cookie')).toBeDefined()
  await user.click(button('Why?'))
  expect(screen.getByText('You guessed right.')).toBeDefined()
  expect(screen.getByRole('link', { name: 'Next lab: Replay' })).toBeDefined()
  expect(JSON.parse(localStorage.getItem('clearjar.labs') ?? '')).toEqual({ delete: 'right' })
})

test('nothing changes before Start, which says what is in its way', async () => {
  go('/labs/delete?guess=skip')
  const mine = sign({ mine: 'kept' }, now())
  const { user, server } = await openPage(mine)
  await screen.findByText('Your session here will be replaced.')
  expect(phase()).toBe('do')
  expect(Cookies.get('session')).toBe(mine)
  expect(server.requests.every((method) => method === 'GET')).toBe(true)
  await user.click(button('Start'))
  await settled('live')
  await waitFor(() => expect(coach()).toContain('Delete'))
  expect(Cookies.get('session')).not.toBe(mine)
})

test('a step is not done by another deed', async () => {
  go('/labs/change-a-byte?guess=skip')
  const { user } = await openPage()
  await user.click(await screen.findByRole('button', { name: 'Start' }))
  await settled('live')
  await waitFor(() => expect(coach()).toContain('1/2'))
  await user.click(button('Ask again'))
  await settled('live')
  expect(coach()).toContain('1/2')
  await user.click(button('Change a byte'))
  await settled('tampered')
  await waitFor(() => expect(coach()).toContain('2/2'))
})

test('Reset begins the experiment again', async () => {
  go('/labs/change-a-byte?guess=skip')
  const { user } = await openPage()
  await user.click(await screen.findByRole('button', { name: 'Start' }))
  await settled('live')
  await user.click(button('Change a byte'))
  await settled('tampered')
  await waitFor(() => expect(coach()).toContain('2/2'))
  await user.click(button('Reset'))
  await settled('live')
  await waitFor(() => expect(coach()).toContain('1/2'))
})

test('a server that does not answer is said to be in the way, and Start can be pressed again', async () => {
  go('/labs/delete?guess=skip')
  const { user, server } = await openPage()
  const start = await screen.findByRole('button', { name: 'Start' })
  server.down = true
  await user.click(start)
  expect(await screen.findByText(/The stage could not be set/)).toBeDefined()
  server.down = false
  await user.click(button('Start'))
  await settled('live')
  await waitFor(() => expect(coach()).toContain('1/1'))
})

test('See and Why can be read at any time, and a wrong guess is no reproach', async () => {
  go('/labs/delete')
  const { user } = await openPage()
  await user.click(await screen.findByRole('radio', { name: 'Everything: it has only lost the way to you' }))
  await user.click(button('See'))
  expect(screen.getByText(/Do the experiment first/)).toBeDefined()
  await user.click(button('Why'))
  expect(screen.getByText('You guessed: “Everything: it has only lost the way to you”.')).toBeDefined()
})

test('a guess is not called right before the experiment was done', async () => {
  go('/labs/delete')
  const { user } = await openPage()
  await user.click(await screen.findByRole('radio', { name: 'Nothing: it never kept it' }))
  await user.click(button('Why'))
  expect(screen.getByText('You guessed: “Nothing: it never kept it”.')).toBeDefined()
  expect(screen.getByText('You have not seen it happen yet.')).toBeDefined()
  expect(screen.queryByText('You guessed right.')).toBeNull()
  await user.click(button('Go to the experiment'))
  expect(phase()).toBe('do')
})

test('the stage waits for Start, and says so', async () => {
  go('/labs/delete')
  const { user } = await openPage(sign({ mine: 'kept' }, now()))
  const held = (): boolean => document.getElementById('narrator')?.closest('[inert]') !== null
  const note = () => screen.queryByText(/^The stage waits/)
  await screen.findByRole('radio', { name: 'Nothing: it never kept it' })
  expect(held()).toBe(true)
  expect(note()).not.toBeNull()
  await user.click(button('Do'))
  expect(held()).toBe(true)
  await user.click(button('Start'))
  await waitFor(() => expect(held()).toBe(false))
  expect(note()).toBeNull()
  await user.click(button('Guess'))
  expect(held()).toBe(false)
})

test('the next step gets the focus where the control of the one before has left', async () => {
  go('/labs/replay?guess=skip')
  const { user } = await openPage()
  await user.click(await screen.findByRole('button', { name: 'Start' }))
  await waitFor(() => expect(coach()).toContain('1/5'))
  await waitFor(() => expect(document.activeElement).toBe(button('Keep a copy')))
  await user.click(button('Keep a copy'))
  await waitFor(() => expect(coach()).toContain('2/5'))
  // What was pressed is still there, and keeps it.
  expect(document.activeElement).toBe(button('Keep a copy'))
  await user.click(button('Delete with JavaScript'))
  await waitFor(() => expect(coach()).toContain('3/5'))
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Send this copy'))
})

test('who leaves while the stage is set is not followed', async () => {
  go('/labs/replay?guess=skip')
  const { user, server } = await openPage()
  const start = await screen.findByRole('button', { name: 'Start' })
  await settled('empty')
  const held = server.hold()
  await user.click(start)
  await waitFor(() => expect(held.waiting()).toBe(1))
  await user.click(screen.getByRole('link', { name: 'Answers' }))
  const ask = await screen.findByRole('button', { name: 'Ask the server' })
  held.release()
  await user.click(ask)
  await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/The server knows of none|On the server:/))
  expect(server.kept.revocable).not.toBe(true)
  expect(JSON.parse(sessionStorage.getItem('clearjar.lab') ?? '')).toMatchObject({ step: null })
})
