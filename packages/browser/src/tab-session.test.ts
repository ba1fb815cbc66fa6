// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { createTabSession } from './tab-session.ts'

const key = 'A'.repeat(22)
const times = { grace: 10, lease: 45, away: 600, now: 1000 }
const openAnswer = { status: 'open', scope: 'last-tab', tab: key, ...times, leases: [] }

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

/** The page's own `fetch`. */
function stubFetch(answer: object) {
  const send = vi.fn(async (_url: string, _init?: RequestInit) => Response.json(answer))
  vi.stubGlobal('fetch', send)
  return send
}

test('starts by itself, and asks where the server listens', async () => {
  const send = stubFetch(openAnswer)
  const tab = createTabSession({ url: '/api/tabs', name: 'shop' })
  expect(await tab.check()).toMatchObject({ status: 'open', birth: 'fresh' })
  expect(JSON.parse(sessionStorage.getItem('shop-tab') ?? '')).toEqual({ tab: key, open: true })
  expect(tab.header()).toEqual({ 'Session-Tab': key })
  await tab.fetch('/orders')
  expect(send.mock.calls.map(([url]) => url)).toEqual(['/api/tabs', '/orders'])
  tab.stop()
})

test('leaves when the page does', async () => {
  const send = stubFetch(openAnswer)
  const tab = createTabSession()
  await tab.open()
  window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  expect(send.mock.lastCall).toMatchObject(['/session/tabs', { keepalive: true }])
  expect(send.mock.lastCall?.[1]?.body).toContain('"park":true')
  tab.stop()
})

async function expectNothing(status: string): Promise<void> {
  const send = stubFetch(openAnswer)
  const tab = createTabSession()
  expect(tab.getSnapshot()).toEqual({ status })
  expect(await tab.open()).toBe(tab.getSnapshot())
  expect(await tab.check()).toBe(tab.getSnapshot())
  expect(tab.header()).toEqual({})
  tab.subscribe(() => {})()
  expect(send).not.toHaveBeenCalled()
  await tab.fetch('https://app.test/orders', { method: 'POST' })
  expect(send.mock.calls).toEqual([['https://app.test/orders', { method: 'POST' }]])
  tab.stop()
}

test('takes no part in a frame', async () => {
  // jsdom's own `top` cannot be changed: this is a window that is not it.
  vi.stubGlobal('window', { top: null })
  await expectNothing('unsupported')
})

test('takes no part where the browser throws at the sight of sessionStorage', async () => {
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })
  await expectNothing('unsupported')
  vi.restoreAllMocks()
})

test('does nothing on a server', async () => {
  vi.stubGlobal('document', undefined)
  await expectNothing('starting')
})
