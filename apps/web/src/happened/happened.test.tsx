// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sign } from '../testing/fake-server.ts'
import { button, createFakeBoard, type FakeBoard, main, openPage, settled } from '../testing/open-page.tsx'

const now = (): number => Math.floor(Date.now() / 1000)

// The whole app is on the page, and asking for roles in all of it takes its time.
vi.setConfig({ testTimeout: 30_000 })

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** Opens the page and waits for the panes, which are loaded on demand. */
async function openPanes(cookie?: string, board?: FakeBoard) {
  const page = await openPage(cookie, board)
  await screen.findByRole('heading', { name: 'What happened' }, { timeout: 20_000 })
  return page
}

const list = (): HTMLElement => screen.getByRole('list', { name: /^Events/ })

/** Each event as `sentence | actor`, the newest first. */
function events(): readonly string[] {
  return [...list().children].map(({ firstElementChild: row }) =>
    [...(row?.querySelectorAll(':scope > span') ?? [])].map(({ textContent }) => textContent).join(' | ')
  )
}

function cell(row: string, place: 'Cookie' | 'sessionStorage' | 'On the server'): HTMLElement {
  const column = { Cookie: 0, sessionStorage: 1, 'On the server': 2 }[place]
  const found = within(screen.getByRole('row', { name: new RegExp(`^${row}`) })).getAllByRole('cell')[column]
  if (!found) throw new Error(`${row} has no cell ${place}`)
  return found
}

test('tells what happened, the newest first, with who did it and what changed', async () => {
  const { user } = await openPanes()
  expect(events()).toEqual(['The page was opened | Browser'])
  await user.click(button('Save'))
  await settled('live')
  expect(events()[0]).toBe('Session A began | You')
  expect(within(list()).getByText(/added/).parentElement?.textContent).toContain('string: "hello"')
  await user.click(button('Change a byte'))
  await settled('tampered')
  await user.click(button('Put the byte back'))
  await settled('live')
  await user.click(button('Delete with JavaScript'))
  await settled('gone')
  expect(events()).toEqual([
    'Session A ended: the cookie was deleted with JavaScript | You',
    'The byte was put back: session A lives again | You',
    'Session A ended: the signature broke, and the cookie was refused | Server',
    'One byte of the cookie was changed | You',
    'Session A began | You',
    'The page was opened | Browser'
  ])
})

test('gives each new session its letter, and draws its line to its end', async () => {
  const { user } = await openPanes()
  await user.click(button('Save'))
  await settled('live')
  await user.click(button('Clear session'))
  await settled('gone')
  await user.click(button('Save'))
  await settled('live')
  const picture = screen.getByRole('img', { name: /^Session B is alive since/ })
  expect(picture.getAttribute('aria-label')).toMatch(/Session A lived from .* to .*: cleared by the server\.$/)
  expect(picture.textContent).toContain('alive')
  expect(events()[1]).toBe('Session A ended: the server told the browser to drop the cookie | Server')
})

test('says who outside of this tab may have done it', async () => {
  const { board, client } = await openPanes(sign({ string: 'hello' }, now()))
  expect(events()).toEqual(['Session A was there when the page opened | Browser', 'The page was opened | Browser'])
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'open' }])
  await waitFor(() => expect(events()[0]).toBe('Tab 2 opened | Tab 2'))
  Cookies.set('session', sign({ string: 'other' }, now()), { path: '/' })
  act(() => void client.refresh())
  await settled('live')
  await waitFor(() => expect(events()[0]).toBe('The values changed outside this tab | Tab 2'))
  expect(list().textContent).toContain('changed string: "hello" →  to "other"')
  Cookies.remove('session', { path: '/' })
  act(() => void client.refresh())
  await settled('gone')
  expect(events()[0]).toBe('Session A ended: its cookie disappeared outside this tab | Tab 2')
})

/** Opens the page in a browser that has not told yet which tabs are open; time passes for it when `wait` is called. */
async function openUnsettled() {
  const patience = 2_500
  let wait = (): void => {}
  const { setTimeout: timeout } = globalThis
  const start = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): unknown => {
    if (ms !== patience) return timeout(run, ms, ...args)
    wait = () => act(() => run(...args))
    return undefined
  }
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(start as typeof setTimeout)
  const { board } = await openPanes(undefined, createFakeBoard(false))
  expect(screen.queryByRole('list', { name: /^Events/ })).toBeNull()
  return { board, wait: () => wait() }
}

test('asks which tabs are open before it says how the page was opened', async () => {
  const { board } = await openUnsettled()
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'open' }])
  await waitFor(() => expect(events()).toEqual(['The page was opened in a new tab | Browser']))
})

test('goes on without the other tabs where one of them keeps it waiting', async () => {
  const { wait } = await openUnsettled()
  wait()
  await waitFor(() => expect(events()).toEqual(['The page was opened | Browser']))
})

test('tells a server that is silent, and one that answers again', async () => {
  const { user, server } = await openPanes()
  server.down = true
  await user.click(button('Ask again'))
  await settled('offline')
  expect(events()[0]).toBe('The server does not answer | Server')
  server.down = false
  await user.click(button('Try now'))
  await settled('empty')
  expect(events()[0]).toBe('The server answers again | Server')
})

test('finds events by kind, by who did it and by words, and shows all of them again', async () => {
  const { user } = await openPanes()
  await user.click(button('Save'))
  await settled('live')
  await user.selectOptions(screen.getByLabelText('Kind'), 'Pages and tabs')
  expect(events()).toEqual(['The page was opened | Browser'])
  expect(screen.getByText('1 of 2 events')).toBeDefined()
  await user.selectOptions(screen.getByLabelText('Who'), 'You')
  expect(screen.getByText('No event is like that.')).toBeDefined()
  await user.click(button('Show all events'))
  expect(events()).toHaveLength(2)
  await user.type(screen.getByLabelText('Search events'), 'hello')
  expect(events()).toEqual(['Session A began | You'])
})

test('a pause says how many came meanwhile; clearing empties the list', async () => {
  const { user } = await openPanes()
  await user.click(button('Pause'))
  await user.click(button('Save'))
  await settled('live')
  expect(events()).toHaveLength(1)
  expect(screen.getByText('Paused. 1 event came since.')).toBeDefined()
  await user.click(button('Resume'))
  expect(events()).toHaveLength(2)
  await user.click(button('Clear'))
  expect(screen.getByText('The list is empty. What happens next appears here.')).toBeDefined()
})

test('pressing an event shows the page as it was, read-only, until Esc', async () => {
  const { user, server } = await openPanes()
  await user.click(button('Save'))
  await settled('live')
  const asked = server.requests.length
  await user.click(button(/The page was opened/))
  const bar = await screen.findByRole('region', { name: 'Looking back' }, { timeout: 20_000 })
  expect(bar.textContent).toMatch(/You are looking at \d\d:\d\d:\d\d\./)
  expect(screen.getByText('No cookie came')).toBeDefined()
  await waitFor(() => expect(document.activeElement).toBe(button('Back to now')))
  expect(main().dataset['state']).toBe('live')
  fireEvent.submit(screen.getByLabelText('Name').closest('form') ?? main())
  await settled()
  expect(server.requests).toHaveLength(asked)
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('region', { name: 'Looking back' })).toBeNull()
  expect(screen.queryByText('No cookie came')).toBeNull()
  expect(document.activeElement).toBe(button(/The page was opened/))
})

test('exports masked unless told otherwise, and shows a file until "Back to mine"', async () => {
  const files: Blob[] = []
  URL.createObjectURL = vi.fn((file: Blob) => {
    files.push(file)
    return 'blob:log'
  })
  URL.revokeObjectURL = vi.fn()
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const { user } = await openPanes()
  await user.click(button('Save'))
  await settled('live')
  await user.click(button('Export or import'))
  await user.click(button('Export as JSON'))
  await user.click(screen.getByRole('checkbox', { name: 'Include the values' }))
  await user.click(button('Export as JSON'))
  const [masked = '', whole = ''] = await Promise.all(files.map((file) => file.text()))
  expect(masked).toContain('"name": "string"')
  expect(masked).not.toContain('hello')
  expect(whole).toContain('hello')
  expect(whole).not.toContain(Cookies.get('session'))

  const input = screen.getByLabelText<HTMLInputElement>('Import a file')
  await user.upload(input, new File(['{"a":1}'], 'a.json', { type: 'application/json' }))
  expect(await screen.findByText('This JSON is no log of events. Choose one that was exported here.')).toBeDefined()
  expect(input.getAttribute('aria-invalid')).toBe('true')
  await user.upload(input, new File([masked], 'log.json', { type: 'application/json' }))
  expect(await screen.findByText('Imported: 2 events of a file. Read-only.')).toBeDefined()
  expect(list().textContent).toContain('string: •••')
  expect(within(list()).queryByRole('button')).toBeNull()
  await user.click(button('Back to mine'))
  expect(list().textContent).toContain('"hello"')
})

test('a cell gets its ring when it was seen, for all tabs, until that is forgotten', async () => {
  const { user, board } = await openPanes(sign({ string: 'hello' }, now()))
  sessionStorage.setItem(board.storageKey, board.getSnapshot().mark)
  expect(cell('Close this tab', 'Cookie').textContent).toBe('lives')
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'open' }])
  board.show([{ id: 'c01e0000', number: 2, self: false, state: 'closed', closedAt: Date.now() }])
  await waitFor(() => expect(cell('Close this tab', 'Cookie').textContent).toMatch(/^lives, seen here at/))
  expect(cell('Close this tab', 'sessionStorage').textContent).toMatch(/^dies, seen here at/)
  expect(cell('Close this tab', 'On the server').textContent).toBe('lives')
  await user.click(button('Delete with JavaScript'))
  await settled('gone')
  expect(cell('Delete with JavaScript', 'Cookie').textContent).toMatch(/^dies, seen here at/)
  expect(cell('Delete with JavaScript', 'sessionStorage').textContent).toMatch(/^lives, seen here at/)
  expect(localStorage.getItem('clearjar.seen')).not.toBeNull()
  await user.click(button('Forget what I saw'))
  expect(cell('Close this tab', 'Cookie').textContent).toBe('lives')
})
