// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, expect, test, vi } from 'vitest'
import { sign } from '../../testing/fake-server.ts'
import { button, main, openPage, settled } from '../../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)

afterEach(cleanup)

test('a focus in the cookie is moved to Save when the cookie goes by itself', async () => {
  const { client } = await openPage(sign({ string: 'hello' }, now()))
  act(() => button('Copy the cookie').focus())
  Cookies.remove('session', { path: '/' })
  act(() => void client.refresh())
  expect(document.activeElement).toBe(button('Save'))
  await settled('gone')
})

test('a focus in the cookie is moved at once, however long the server takes to answer a deletion', async () => {
  const { user, server } = await openPage(sign({ string: 'hello' }, now()))
  const held = server.hold()
  await user.click(button('Delete with JavaScript'))
  await waitFor(() => expect(held.waiting()).toBe(1))
  expect(document.activeElement).toBe(button('Save'))
  held.release()
  await settled('gone')
})

test('a focus that has left the cookie stays where it is', async () => {
  const { client } = await openPage(sign({ string: 'hello' }, now()))
  act(() => button('Copy the cookie').focus())
  act(() => button('Copy the cookie').blur())
  Cookies.remove('session', { path: '/' })
  act(() => void client.refresh())
  expect(document.activeElement).toBe(document.body)
  await settled('gone')
})

test('tells when an unreadable cookie was signed', async () => {
  const [, timestamp, signature] = sign({ string: 'hello' }, now() - 60).split('.')
  await openPage(`bm90IEpTT04.${timestamp}.${signature}`)
  expect(main().dataset['state']).toBe('tampered')
  expect(screen.getByText('The text is not JSON.')).toBeDefined()
  expect(screen.getByText(/^Signed .+ ago$/)).toBeDefined()
  expect(screen.queryByText('No time can be read here')).toBeNull()
})

test('scrolls to the byte that was changed, inside of its box alone', async () => {
  const { user } = await openPage(sign({ string: 'x'.repeat(1_000) }, now()))
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return new DOMRect(0, this.tagName === 'MARK' ? 900 : 100, 100, 20)
  })
  await user.click(button('Change a byte'))
  await settled('tampered')
  expect(screen.getByRole('figure', { name: 'The cookie as it is' }).scrollTop).toBe(800)
})

test('does not say that anyone reads what is hidden from this page, nor that it is surely HttpOnly', async () => {
  const { client } = await openPage()
  act(() => client.tellServerView({ cookie: 'present' }))
  expect(screen.getByText(/^Hidden from this page/)).toBeDefined()
  expect(screen.getByText('hidden from JavaScript')).toBeDefined()
  expect(screen.queryByText('Anyone can read it')).toBeNull()
})

test('any character can be the one that is changed, and is marked before and after', async () => {
  const original = sign({ string: 'hello' }, now())
  const { user } = await openPage(original)
  const figure = (): HTMLElement => screen.getByRole('figure', { name: 'The cookie as it is' })
  await user.click(button('Choose the byte'))
  const slider = await screen.findByRole('slider', { name: 'Which byte to change' })
  fireEvent.change(slider, { target: { value: String(original.length - 3) } })
  const letter = original.at(-3)
  expect(slider.getAttribute('aria-valuetext')).toBe(
    `Byte ${original.length - 2} of ${original.length}: “${letter}”, in the signature`
  )
  expect(within(figure()).getByText(`${letter}`, { selector: 'mark' })).toBeDefined()
  await user.click(button(/^Change “.” to “.”$/))
  await settled('tampered')
  const changed = Cookies.get('session') ?? ''
  expect(changed.slice(0, -3) + letter + changed.slice(-2)).toBe(original)
  expect(changed).not.toBe(original)
  expect(figure().querySelector('mark')?.textContent).toBe(changed.at(-3))
  expect(screen.queryByRole('slider')).toBeNull()
  await user.click(button('Put the byte back'))
  await settled('live')
  expect(Cookies.get('session')).toBe(original)
})

test('a dot between two parts can be changed too', async () => {
  const original = sign({ string: 'hello' }, now())
  const { user } = await openPage(original)
  await user.click(button('Choose the byte'))
  const slider = await screen.findByRole('slider', { name: 'Which byte to change' })
  fireEvent.change(slider, { target: { value: String(original.indexOf('.')) } })
  expect(slider.getAttribute('aria-valuetext')).toContain('“.”, between two parts')
  await user.click(button('Change “.” to “A”'))
  await settled('tampered')
  await user.click(button('Put the byte back'))
  await settled('live')
})

test('lists what the browser keeps with a cookie, and that none is kept for ever', async () => {
  await openPage(sign({ string: 'hello' }, now()))
  const title = await screen.findByText('What the browser keeps with it')
  const list = within(title.closest('details')!).getAllByRole('definition', { hidden: true })
  expect(list.map(({ textContent }) => textContent)).toEqual([
    expect.any(String),
    '/',
    'none: this host alone',
    'Lax',
    'no: over http too',
    'no: scripts can read it'
  ])
  expect(screen.getByText(/no cookie for more than 400 days/)).toBeDefined()
})

test('the date of a cookie that was changed here is still listed', async () => {
  const { user } = await openPage(sign({ string: 'hello', _permanent: true }, now()))
  const title = await screen.findByText('What the browser keeps with it')
  const date = (): string | null | undefined =>
    within(title.closest('details')!).getAllByRole('definition', { hidden: true })[0]?.textContent
  const before = date()
  expect(before).toMatch(/\d{4}, \d\d:\d\d$/)
  await user.click(button('Change a byte'))
  await settled('tampered')
  expect(date()).toBe(before)
})

test('a changed timestamp is not taken for a session that was signed again', async () => {
  const original = sign({ string: 'hello' }, now())
  const { user, server } = await openPage(original)
  await user.click(button('Choose the byte'))
  const slider = await screen.findByRole('slider', { name: 'Which byte to change' })
  fireEvent.change(slider, { target: { value: String(original.indexOf('.') + 1) } })
  const held = server.hold()
  await user.click(button(/^Change “.” to “.”$/))
  await waitFor(() => expect(held.waiting()).toBe(1))
  expect(screen.queryByText('Holds', { selector: 'span' })).toBeNull()
  held.release()
  await settled('tampered')
})
