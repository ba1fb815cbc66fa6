// @vitest-environment jsdom
import { expect, test, vi } from 'vitest'
import { createDyingCookie } from './dying-cookie.ts'

test.each([
  { name: 'not a name' },
  { name: 'toString' },
  { seconds: 0 },
  { seconds: 1.5 },
  { path: '/; Domain=example.org' },
  { domain: 'example.org\n' },
  { name: '__Host-session', secure: false },
  { name: '__Secure-session', secure: false },
  { sameSite: 'none', secure: false },
  { name: '__Host-session', path: '/app' },
  { name: '__Host-session', domain: 'example.org' }
] as const)('refuses %j', (options) => {
  expect(() => createDyingCookie(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})

test('leaves the cookie alone where the browser has no locks', async () => {
  document.cookie = 'session=1; Path=/'
  const cookie = createDyingCookie({ name: 'session' })
  expect(await cookie.ready).toEqual({ status: 'unsupported' })
  dispatchEvent(new Event('pagehide'))
  expect(document.cookie).toBe('session=1')
})

test('leaves the cookie alone in a frame, and where storage is denied', () => {
  const request = vi.fn<() => Promise<unknown>>()
  const query = vi.fn<() => Promise<unknown>>(() => new Promise(() => {}))
  vi.stubGlobal('navigator', { locks: { request, query } })
  vi.stubGlobal('BroadcastChannel', class extends EventTarget {})
  const works = createDyingCookie()
  expect(works.getSnapshot()).toEqual({ status: 'deciding' })

  vi.stubGlobal('top', {})
  expect(createDyingCookie().getSnapshot()).toEqual({ status: 'unsupported' })
  vi.stubGlobal('top', globalThis.self)
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })
  expect(createDyingCookie().getSnapshot()).toEqual({ status: 'unsupported' })
  vi.unstubAllGlobals()
})
