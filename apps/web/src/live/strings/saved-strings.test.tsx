// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { openPage, settled } from '../../testing/open-page.tsx'

afterEach(cleanup)

test('shows marks that would reorder the text as what they are, wherever the text stands', async () => {
  const encode = btoa
  // The server writes JSON in ASCII.
  vi.spyOn(globalThis, 'btoa').mockImplementation((text) => encode(text.replaceAll('\u202e', '\\u202e')))
  const { user } = await openPage()
  await user.type(screen.getByLabelText('Value'), '\u202e!')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await settled('live')
  const saved = screen.getByRole('list', { name: 'Strings the server reads' })
  const read = screen.getByRole('figure', { name: 'What the server reads' })
  const payload = screen.getByRole('region', { name: 'Your cookie' })
  for (const view of [saved, read, payload]) {
    expect(view.textContent).toContain('"hello\\u202e!"')
    expect(view.textContent).not.toContain('\u202e')
  }
})
