// @vitest-environment jsdom
import type { TabSessionSnapshot } from '@clearjar/browser/tab-session'
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { sign } from '../../testing/fake-server.ts'
import { narrator, openPage, settled } from '../../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
const choices = (): HTMLElement => screen.getByRole('radiogroup', { name: /session ends with$/ })
const choice = (name: string): HTMLInputElement => within(choices()).getByRole('radio', { name })

function open(): TabSessionSnapshot {
  const until = Date.now() / 1000 + 44
  const own = { mark: '7f3a', self: true, state: 'open', hidden: false, until } as const
  const leaving = { mark: 'c01e', self: false, state: 'leaving', hidden: false, until: until - 36 } as const
  return {
    status: 'open',
    scope: 'last-tab',
    mark: '7f3a',
    birth: 'fresh',
    hidden: false,
    until,
    grace: 10,
    lease: 45,
    away: 600,
    leases: [own, leaving]
  }
}

afterEach(cleanup)

test('binds the session to its tabs, and lets it go again', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  expect(choice('Its cookie').checked).toBe(true)
  await user.click(choice('The last tab'))
  await settled('live')
  expect(server.scope).toBe('last-tab')
  expect(choice('The last tab').checked).toBe(true)
  expect(narrator()).toContain('This session ends with its last tab now.')
  expect(screen.getByText('Yes, with its tabs')).toBeDefined()
  await user.click(choice('Its cookie'))
  await settled('live')
  expect(server.scope).toBe('browser')
  expect(narrator()).toContain('This session ends with its cookie again.')
})

test('says what it means where it is chosen', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  const note = () => document.getElementById(choices().getAttribute('aria-describedby') ?? '')?.textContent
  expect(note()).toContain('Closing a tab deletes nothing')
  await user.click(choice('This tab'))
  await settled('live')
  expect(note()).toContain('A crash is noticed only when the lease runs out.')
})

test('without a session, it is about the next one', async () => {
  const { user } = await openPage()
  expect(choices().getAttribute('aria-labelledby')).toBe('ends-with-label')
  await user.click(choice('The last tab'))
  await settled('empty')
  expect(screen.getByText('The next session ends with')).toBeDefined()
  expect(narrator()).toContain('The next session ends with its last tab.')
})

test('a choice that did not arrive is not shown as made', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  server.failing.add('PATCH')
  await user.click(choice('The last tab'))
  await waitFor(() => expect(narrator()).toContain('The server could not answer that.'))
  await waitFor(() => expect(choice('Its cookie').checked).toBe(true))
})

test('shows what the server grants this tab and the others', async () => {
  const { tab } = await openPage(sign({ string: 'hello' }, now()))
  expect(screen.queryByRole('table', { name: 'Tabs it counts on' })).toBeNull()
  tab.show(open())
  expect(screen.getByText(/^4[345] s more$/)).toBeDefined()
  expect(screen.getByText('Grace 10 seconds after a close, lease 45 seconds.')).toBeDefined()
  const rows = within(
    await screen.findByRole('table', { name: 'Tabs it counts on' }, { timeout: 10_000 })
  ).getAllByRole('row')
  expect(rows.slice(1).map(({ textContent }) => textContent?.replace(/\d+ s$/, ''))).toEqual([
    '7f3a this tabopen',
    'c01eleaving'
  ])
})

test('a tab that cannot hold a session is offered none', async () => {
  const { tab } = await openPage(sign({ string: 'hello' }, now()))
  tab.show({ status: 'unsupported' })
  expect(choice('The last tab').disabled).toBe(true)
  expect(choice('Its cookie').disabled).toBe(false)
})

test('asks the server once where the tab and the page were told different things', async () => {
  const { tab, server } = await openPage(sign({ string: 'hello' }, now()))
  const before = server.requests.length
  tab.show(open())
  await waitFor(() => expect(server.requests).toHaveLength(before + 1))
  await settled('live')
  server.scope = 'last-tab'
  tab.show(open())
  await settled('live')
  await waitFor(() => expect(choice('The last tab').checked).toBe(true))
  expect(server.requests).toHaveLength(before + 2)
})
