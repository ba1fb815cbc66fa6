// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sign } from '../../testing/fake-server.ts'
import { button, openPage, settled } from '../../testing/open-page.tsx'

const sessions = (): HTMLElement => screen.getByRole('list', { name: 'Your sessions that still count' })

beforeEach(() => localStorage.clear())
afterEach(cleanup)

test('is asked for once after each answer, and only of sessions that can be ended', async () => {
  const { server, user } = await openPage(sign({ string: 'hello' }, Math.floor(Date.now() / 1000)))
  expect(server.lists).toBe(0)
  await user.click(screen.getByRole('switch', { name: 'Sessions can be revoked' }))
  await waitFor(() => expect(within(sessions()).getByText('This one')).toBeDefined())
  await settled('live')
  expect(server.lists).toBe(1)
  await user.click(button('Ask again'))
  await waitFor(() => expect(server.lists).toBe(2))
  await settled('live')
})

test('says nothing of a cookie that another tab has put there meanwhile', async () => {
  const now = Math.floor(Date.now() / 1000)
  const { server, user } = await openPage(sign({ string: 'hello' }, now))
  server.whileListing = () => void Cookies.set('session', sign({ string: 'from another tab' }, now))
  await user.click(screen.getByRole('switch', { name: 'Sessions can be revoked' }))
  const saved = screen.getByRole('list', { name: 'Strings the server reads' })
  await waitFor(() => expect(saved.textContent).toContain('from another tab'))
  await settled('live')
  expect(server.lists).toBe(2)
})
