// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, main, openPage, settled } from '../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)

afterEach(cleanup)

test('takes the focus of its button without scrolling away', async () => {
  const { user } = await openPage(sign({ string: 'hello' }, now()))
  await user.click(button('Change a byte'))
  await settled('tampered')
  const focus = vi.spyOn(HTMLElement.prototype, 'focus')
  await user.click(within(main()).getByRole('button', { name: 'Put it back' }))
  await settled('live')
  await waitFor(() => expect(document.activeElement?.contains(screen.getByRole('status'))).toBe(true))
  expect(document.activeElement?.id).toBe('narrator')
  expect(focus).toHaveBeenLastCalledWith({ preventScroll: true })
})
