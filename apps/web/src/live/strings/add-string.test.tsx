// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { button, openPage, settled } from '../../testing/open-page.tsx'

const field = (name: string): HTMLInputElement => screen.getByLabelText<HTMLInputElement>(name)

afterEach(cleanup)

test('keeps what is typed while a save is under way', async () => {
  const { user, server } = await openPage()
  const held = server.hold()
  await user.click(button('Save'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  await user.type(field('Value'), ' again')
  held.release()
  await settled('live')
  expect([field('Name').value, field('Value').value]).toEqual(['string', 'hello again'])
})

test('empties the form once what it held is saved', async () => {
  const { user } = await openPage()
  await user.click(button('Save'))
  await settled('live')
  expect([field('Name').value, field('Value').value]).toEqual(['', ''])
})
