// @vitest-environment jsdom
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { createFakeTab } from '../testing/open-page.tsx'
import { apiDocument } from './example-document.ts'
import { Reference } from './reference.tsx'

type Answers = Readonly<Record<string, () => Response | Promise<Response>>>

/** Opens the screen before a server that answers so. */
function open(answers: Answers = {}) {
  const asked: string[] = []
  const all: Answers = { '/api/openapi.json': () => Response.json(apiDocument), ...answers }
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    const answer = all[address]
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return answer()
  })
  const user = userEvent.setup()
  render(<Reference page={{ tab: createFakeTab() }} />)
  return { user, asked }
}

async function isIn(state: string): Promise<void> {
  await waitFor(() => expect(screen.getByRole('main').dataset['state']).toBe(state))
  expect(screen.getByRole('main').getAttribute('aria-busy')).toBe(String(state === 'loading'))
}

const operation = (name: string): HTMLElement => screen.getByRole('article', { name })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  location.hash = ''
})

test('shows each operation, what it takes and what it answers', async () => {
  open()
  await isIn('ready')
  const get = operation('GET /api/session')
  expect(within(get).getByText('What the server says about the session')).toBeDefined()
  expect(get.textContent).toContain('200What is now. SessionReport · with Set-Cookie')
  expect(get.textContent).toContain('"status": "absent"')
  expect(within(get).getByText('Cookies and headers (1)')).toBeDefined()
  expect(get.textContent).toContain('curl -i -b jar.txt')
  expect(operation('SessionReport').textContent).toContain('clocks.now number, optionalUNIX seconds.')
})

test('lists the operations as links to them', async () => {
  open()
  await isIn('ready')
  const list = screen.getByRole('navigation', { name: 'Operations' })
  const links = within(list).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '#getSession',
    '#patchSession',
    '#enterString',
    '#shapes'
  ])
  for (const link of links) expect(document.querySelector(link.getAttribute('href')!)).not.toBeNull()
})

test('goes to the operation that the address names, once it is there', async () => {
  location.hash = '#patchSession'
  Element.prototype.scrollIntoView = vi.fn<() => void>()
  open()
  await isIn('ready')
  await waitFor(() => expect(document.activeElement?.textContent).toBe('PATCH /api/session'))
  expect(Element.prototype.scrollIntoView).toHaveBeenCalled()
})

test('says that the API is unreachable, and asks again when told to', async () => {
  let isUp = false
  const { user } = open({
    '/api/openapi.json': () => (isUp ? Response.json(apiDocument) : new Response('down', { status: 502 }))
  })
  await isIn('unreachable')
  expect(screen.getByRole('alert').textContent).toContain('The API does not answer')
  isUp = true
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await isIn('ready')
})

test('says that it does not understand what is no description of an API', async () => {
  open({ '/api/openapi.json': () => Response.json({ openapi: '3.1.1' }) })
  await isIn('unreadable')
})

test('says that it is asking until an answer comes', async () => {
  open({ '/api/openapi.json': () => new Promise(() => {}) })
  await isIn('loading')
  expect(screen.getByText('Asking the API what it can do…')).toBeDefined()
})

test('shows a real answer, and says so', async () => {
  const headers = { 'cache-control': 'no-store', 'x-other': 'not shown' }
  const { user } = open({ '/api/session': () => Response.json({ status: 'present' }, { headers }) })
  await isIn('ready')
  await user.click(screen.getByRole('button', { name: 'Try it: GET /api/session' }))
  const get = operation('GET /api/session')
  await within(get).findByText('The real answer')
  expect(get.textContent).toContain(
    'content-type: application/json\ncache-control: no-store\n\n{ "status": "present" }'
  )
  expect(get.textContent).not.toContain('not shown')
  expect(screen.getByRole('status').textContent).toMatch(/^GET \/api\/session answered 200/)
})

test('a try keeps the focus, and is made once', async () => {
  let answer = (_response: Response): void => {}
  const { user, asked } = open({
    '/api/session': () =>
      new Promise<Response>((resolve) => {
        answer = resolve
      })
  })
  await isIn('ready')
  const tryIt = screen.getByRole('button', { name: 'Try it: GET /api/session' })
  tryIt.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(tryIt.getAttribute('aria-disabled')).toBe('true'))
  expect(document.activeElement).toBe(tryIt)
  await user.keyboard('{Enter}')
  answer(Response.json({ status: 'present' }))
  await within(operation('GET /api/session')).findByText('The real answer')
  expect(asked.filter((address) => address === '/api/session')).toHaveLength(1)
  expect(document.activeElement).toBe(tryIt)
})

test('a try that gets no answer says that, too', async () => {
  const { user } = open()
  await isIn('ready')
  await user.click(screen.getByRole('button', { name: 'Try it: GET /api/session' }))
  await within(operation('GET /api/session')).findByText('No answer came. Is the server running?')
  expect(screen.getByRole('status').textContent).toBe('GET /api/session got no answer.')
})

test('asks with what was typed, and the curl line says the same', async () => {
  const { user, asked } = open({ '/enter_string?string=a%20b': () => new Response('Saved.') })
  await isIn('ready')
  const enter = operation('GET /enter_string')
  await user.clear(within(enter).getByRole('textbox', { name: 'string' }))
  await user.type(within(enter).getByRole('textbox', { name: 'string' }), 'a b{Enter}')
  await within(enter).findByText(/Saved\.$/)
  expect(asked).toContain('/enter_string?string=a%20b')
  expect(enter.textContent).toContain('/enter_string?string=a%20b')
})

test('offers to try only what reads', async () => {
  open()
  await isIn('ready')
  expect(within(operation('PATCH /api/session')).queryByRole('button', { name: /Try it/ })).toBeNull()
})

test('copies the curl line of the chosen example', async () => {
  const { user } = open()
  await isIn('ready')
  const patch = operation('PATCH /api/session')
  await user.selectOptions(within(patch).getByRole('combobox', { name: 'Example' }), 'remove')
  await user.click(within(patch).getByRole('button', { name: 'Copy: PATCH /api/session' }))
  await within(patch).findByRole('button', { name: 'Copied: PATCH /api/session' })
  expect(await navigator.clipboard.readText()).toContain(`-d '{"data":{"string":null}}'`)
  await user.selectOptions(within(patch).getByRole('combobox', { name: 'Example' }), 'a string')
  expect(within(patch).getByRole('button', { name: 'Copy: PATCH /api/session' })).toBeDefined()
})

test('cuts a long answer short until somebody wants all of it', async () => {
  const lines = Array.from({ length: 80 }, (_each, index) => `a longer text than fits beside another one, ${index}`)
  const { user } = open({ '/api/session': () => Response.json(lines) })
  await isIn('ready')
  await user.click(screen.getByRole('button', { name: 'Try it: GET /api/session' }))
  const get = operation('GET /api/session')
  const all = await within(get).findByRole('button', { name: /^Show all/ })
  expect(get.textContent).not.toContain('another one, 79')
  await user.click(all)
  expect(get.textContent).toContain('another one, 79')
  expect(within(get).getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded')).toBe('true')
})
