import { expect, test, vi } from 'vitest'
import { createTabFetch } from './tab-session-fetch.ts'
import type { TabFetchOptions } from './tab-session-fetch.ts'
import type { TabSessionSnapshot } from './tab-session-snapshot.ts'

const origin = 'https://app.test'
const key = 'A'.repeat(22)
const openTab = { status: 'open' } as TabSessionSnapshot
const absent: TabSessionSnapshot = { status: 'absent' }

interface Sent {
  readonly url: string
  readonly key: string | null
  readonly mode: string
  readonly body: string
  readonly accept: string | null
}

interface Setup extends Partial<TabFetchOptions> {
  key?: string | null
  /** One after the other; then 200. */
  answers?: Response[]
}

/** A page with a tab that is open and has its key, unless told otherwise. */
function setUp({ key: given = key, answers = [], ...rest }: Setup = {}) {
  const state = { key: given }
  const sent: Sent[] = []
  const open = vi.fn(async () => openTab)
  const check = vi.fn(async () => openTab)
  const tabFetch = createTabFetch({
    async send(input, init) {
      const request = new Request(input instanceof Request ? input : new URL(input, origin), init)
      const { url, mode, headers } = request
      sent.push({
        url,
        mode,
        key: headers.get('Session-Tab'),
        accept: headers.get('Accept'),
        body: await request.text()
      })
      return answers.shift() ?? new Response('fine')
    },
    browser: { origin, document: { baseURI: `${origin}/deep/page` } as never },
    started: Promise.resolve(openTab),
    open,
    check,
    header: () => (state.key ? { 'Session-Tab': state.key } : {}),
    isLeaseOver: () => false,
    ...rest
  })
  return { tabFetch, sent, state, open, check }
}

const refused = (): Response => new Response(null, { status: 401 })

test.each([
  ['a path', '/api'],
  ['a relative path', 'api'],
  ['a URL', new URL('/api', origin)],
  ['a Request', new Request(`${origin}/api`)]
])('gives the key along to this origin (%s)', async (_name, input) => {
  const { tabFetch, sent } = setUp()
  await tabFetch(input)
  expect(sent).toMatchObject([{ key }])
})

test.each([
  'https://other.test/api',
  'http://app.test/api',
  'https://app.test:8443/api',
  '//other.test/api',
  new URL('https://other.test'),
  new Request('https://other.test')
])('gives no key to another origin (%s), and waits for nothing', async (input) => {
  const { tabFetch, sent, check } = setUp({ started: new Promise(() => {}), answers: [refused()] })
  expect((await tabFetch(input)).status).toBe(401)
  expect(sent).toMatchObject([{ key: null }])
  expect(check).not.toHaveBeenCalled()
})

test('a request with the key does not follow a redirect to another origin', async () => {
  const { tabFetch, sent } = setUp()
  await tabFetch('/api', { mode: 'cors' })
  await tabFetch(new Request(`${origin}/api`, { mode: 'cors' }))
  expect(sent.map(({ mode }) => mode)).toEqual(['same-origin', 'same-origin'])
})

test('a request without a key is sent as it is', async () => {
  const send = vi.fn(async () => new Response())
  const { tabFetch } = setUp({ key: null, send })
  const init = { headers: { Accept: 'text/html' } }
  await tabFetch('/api', init)
  expect(send).toHaveBeenCalledWith('/api', init)
})

test('keeps the headers of the request, and those given with it go before', async () => {
  const { tabFetch, sent } = setUp()
  const request = (): Request => new Request(`${origin}/api`, { headers: { Accept: 'text/html' } })
  await tabFetch(request())
  await tabFetch('/api', { headers: [['Accept', 'text/css']] })
  await tabFetch(request(), { headers: new Headers({ Accept: 'image/png', 'Session-Tab': 'x' }) })
  expect(sent.map((each) => each.accept)).toEqual(['text/html', 'text/css', 'image/png'])
  expect(sent.map((each) => each.key)).toEqual([key, key, key])
})

test('waits for the start, and takes the key of then', async () => {
  let start: (snapshot: TabSessionSnapshot) => void = () => {}
  const { tabFetch, sent, state } = setUp({ key: null, started: new Promise((resolve) => (start = resolve)) })
  const answered = tabFetch('/api')
  await Promise.resolve()
  expect(sent).toEqual([])
  state.key = key
  start(openTab)
  await answered
  expect(sent).toMatchObject([{ key }])
})

test('an answer that ends the session has the tab look', async () => {
  const { tabFetch, open, check } = setUp({ answers: [new Response('out', { headers: { 'Session-Tab': 'ended' } })] })
  expect(await (await tabFetch('/sign-out', { method: 'POST' })).text()).toBe('out')
  expect(check).toHaveBeenCalledOnce()
  expect(open).not.toHaveBeenCalled()
})

test('an answer that starts a session is handed on once the tab is open', async () => {
  const { tabFetch, open, check } = setUp({ answers: [new Response('in', { headers: { 'Session-Tab': 'started' } })] })
  let finish = (): void => {}
  open.mockReturnValue(new Promise((resolve) => (finish = () => resolve(openTab))))
  const answered = vi.fn()
  const response = tabFetch('/sign-in', { method: 'POST' }).finally(answered)
  await vi.waitFor(() => expect(open).toHaveBeenCalledOnce())
  await new Promise(setImmediate)
  expect(answered).not.toHaveBeenCalled()
  finish()
  expect(await (await response).text()).toBe('in')
  expect(check).not.toHaveBeenCalled()
})

test('any other answer asks the server nothing more', async () => {
  const { tabFetch, open, check } = setUp({ answers: [new Response(null, { status: 403 })] })
  await tabFetch('/api')
  await tabFetch('/api')
  expect(open).not.toHaveBeenCalled()
  expect(check).not.toHaveBeenCalled()
})

const form = new FormData()
form.set('a', 'b')

test.each([
  ['text', 'a=b', 'a=b'],
  ['a form', form, 'name="a"'],
  ['a blob', new Blob(['a=b']), 'a=b'],
  ['parameters', new URLSearchParams({ a: 'b' }), 'a=b'],
  ['bytes', new TextEncoder().encode('a=b'), 'a=b']
])('what was refused because the tab was asleep is sent once more (%s)', async (_name, body, text) => {
  const { tabFetch, sent, check } = setUp({ isLeaseOver: () => true, answers: [refused(), refused()] })
  expect((await tabFetch('/api', { method: 'POST', body })).status).toBe(401)
  expect(check).toHaveBeenCalledOnce()
  expect(sent.map((each) => each.body.includes(text))).toEqual([true, true])
})

test('a Request with a body is sent once more', async () => {
  const { tabFetch, sent } = setUp({ isLeaseOver: () => true, answers: [refused()] })
  const request = new Request(`${origin}/api`, { method: 'POST', body: 'a=b' })
  expect((await tabFetch(request)).status).toBe(200)
  expect(sent.map(({ body }) => body)).toEqual(['a=b', 'a=b'])
})

test('what went without the key is sent once more with it', async () => {
  const { tabFetch, sent, state, check } = setUp({ key: null, answers: [refused()] })
  check.mockImplementation(async () => {
    state.key = key
    return openTab
  })
  expect((await tabFetch('/api')).status).toBe(200)
  expect(sent.map((each) => each.key)).toEqual([null, key])
})

test('is not sent again where the tab was open all along: the refusal has another reason', async () => {
  const { tabFetch, sent, check } = setUp({ answers: [refused()] })
  expect((await tabFetch('/sign-in', { method: 'POST', body: 'wrong' })).status).toBe(401)
  expect(check).toHaveBeenCalledOnce()
  expect(sent).toHaveLength(1)
})

test('is not sent again where the tab is not open afterwards', async () => {
  const { tabFetch, sent, check } = setUp({ key: null, isLeaseOver: () => true, answers: [refused()] })
  check.mockResolvedValue(absent)
  expect((await tabFetch('/api')).status).toBe(401)
  expect(sent).toHaveLength(1)
})

test('a stream cannot be sent again', async () => {
  const { tabFetch, sent } = setUp({ isLeaseOver: () => true, answers: [refused()] })
  const body = new Blob(['a=b']).stream()
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
  expect((await tabFetch('/api', init)).status).toBe(401)
  expect(sent).toHaveLength(1)
})

test('a Request that was used is refused as fetch does', async () => {
  const { tabFetch } = setUp()
  const request = new Request(`${origin}/api`, { method: 'POST', body: 'a=b' })
  await request.text()
  await expect(tabFetch(request)).rejects.toThrow(TypeError)
})
