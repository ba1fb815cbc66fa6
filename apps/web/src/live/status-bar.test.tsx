// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, expect, test, vi } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, openPage, settled } from '../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
/** Loaded after the screen. */
const inBar = async (name: string): Promise<HTMLElement> =>
  within(await screen.findByRole('complementary', { name: 'Session status' })).getByRole('button', { name })

afterEach(cleanup)

test('a press that comes right after the action changed does not do the other thing', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(button('Change a byte'))
  await settled('tampered')
  const clock = vi.spyOn(performance, 'now')
  clock.mockReturnValue(1e9)
  await user.click(await inBar('Put it back'))
  await settled('live')
  clock.mockReturnValue(1e9 + 400)
  await user.click(await inBar('Delete'))
  expect(Cookies.get('session')).toBeDefined()
  clock.mockReturnValue(1e9 + 600)
  ;(await inBar('Delete')).click()
  await settled('gone')
  expect(Cookies.get('session')).toBeUndefined()
})

test('the second press of a slow double click does not count', async () => {
  await openPage(sign({ string: 'hello' }, now()))
  ;(await inBar('Delete')).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }))
  await settled('live')
  expect(Cookies.get('session')).toBeDefined()
  ;(await inBar('Delete')).click()
  await settled('gone')
})

test('leaves the focus on what is said about the press', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(await inBar('Delete'))
  await settled('gone')
  await waitFor(() => expect(document.activeElement?.textContent).toContain('The cookie is gone'))
})
