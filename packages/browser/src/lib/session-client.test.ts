// @vitest-environment jsdom
import { Blob } from 'node:buffer'
import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSessionClient } from './session-client.ts'
import type { SessionClient } from './session-client.ts'
import type { SessionSnapshot } from './session-snapshot.ts'

const day = 86_400
const start = 1_800_000_000
const ann = cookieOf({ user: 'ann' })
const bob = cookieOf({ user: 'bob' })
const long = withTime(`.${deflateSync(JSON.stringify({ text: 'a'.repeat(500) })).toString('base64url')}`, start)

beforeEach(() => {
  vi.stubGlobal('Blob', Blob) // that of jsdom has no `stream`
  vi.useFakeTimers({
    now: start * 1000,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']
  })
})

afterEach(() => {
  for (const path of ['/', '/app']) {
    for (const pair of document.cookie.split('; ')) document.cookie = `${pair.split('=')[0]}=; Path=${path}; Max-Age=0`
  }
  history.replaceState(null, '', '/')
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** As a server writes it; a page cannot tell that no key has signed it. */
function cookieOf(data: object, signedAt = start): string {
  return withTime(Buffer.from(JSON.stringify(data)).toString('base64url'), signedAt)
}

function withTime(payload: string, signedAt: number): string {
  const timestamp = Buffer.alloc(4)
  timestamp.writeUInt32BE(signedAt)
  return `${payload}.${timestamp.toString('base64url')}.${'s'.repeat(43)}`
}

function setCookie(value: string, attributes = 'Path=/'): void {
  document.cookie = `session=${value}; ${attributes}`
}

function expiresAt(time: number): string {
  return `Path=/; Expires=${new Date(time * 1000).toUTCString()}`
}

function stubCookieStore(): EventTarget {
  const store = new EventTarget()
  vi.stubGlobal('cookieStore', store)
  return store
}

function showPage(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

/** Subscribes and collects what was published. */
function watch<T>(client: SessionClient<T>): { seen: SessionSnapshot<T>[]; stop: () => void } {
  const seen: SessionSnapshot<T>[] = []
  const stop = client.subscribe(() => seen.push(client.getSnapshot()))
  return { seen, stop }
}

test('is absent where no cookie is', () => {
  expect(createSessionClient().getSnapshot()).toEqual({ status: 'absent', since: null, cause: 'never' })
})

test('shows data, parts, size and both clocks of a readable cookie', () => {
  setCookie(ann)
  const [payload, timestamp, signature] = ann.split('.')
  expect(createSessionClient({ lifetime: 60 }).getSnapshot()).toEqual({
    status: 'present',
    cookie: ann,
    bytes: 'session='.length + ann.length,
    parts: { payload, timestamp, signature },
    json: '{"user":"ann"}',
    data: { user: 'ann' },
    signedAt: start,
    expires: null,
    serverExpires: start + 60
  })
})

test('keeps the snapshot until the text of the cookie changes', () => {
  setCookie(ann)
  const client = createSessionClient()
  const { stop } = watch(client)
  const first = client.getSnapshot()
  setCookie(ann)
  expect(client.refresh()).toBe(first)
  setCookie(cookieOf({ user: 'ann' }, start + 1))
  expect(client.refresh()).not.toBe(first)
  stop()
})

test('reads anew while nobody is subscribed', () => {
  const client = createSessionClient()
  expect(client.getSnapshot().status).toBe('absent')
  setCookie(ann)
  expect(client.getSnapshot().status).toBe('present')
  expect(client.getSnapshot()).toBe(client.getSnapshot())
})

test('reads the first of two cookies of its name, as a server does', () => {
  history.replaceState(null, '', '/app/')
  setCookie(ann, 'Path=/')
  setCookie(bob, 'Path=/app')
  expect(createSessionClient().getSnapshot()).toMatchObject({ data: { user: 'bob' } })
})

test('says why a cookie is unreadable', () => {
  setCookie('%FF')
  expect(createSessionClient().getSnapshot()).toMatchObject({
    status: 'unreadable',
    cookie: '%FF',
    why: 'not-base64url'
  })
})

test('tells when an unreadable cookie was signed: only its payload makes no sense', () => {
  setCookie(withTime('.bm90IHpsaWI', start))
  const client = createSessionClient({ lifetime: 60 })
  const { stop } = watch(client)
  return vi
    .waitFor(() =>
      expect(client.getSnapshot()).toMatchObject({
        status: 'unreadable',
        why: 'not-zlib',
        signedAt: start,
        serverExpires: start + 60
      })
    )
    .finally(stop)
})

test('inflates a compressed cookie', async () => {
  setCookie(long)
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  expect(client.getSnapshot()).toEqual({ status: 'reading', cookie: long })
  await vi.waitFor(() => expect(seen.at(-1)).toMatchObject({ status: 'present', data: { text: 'a'.repeat(500) } }))
  stop()
})

test('drops what was inflated for an older cookie', async () => {
  stubCookieStore()
  setCookie(long)
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  const later = createSessionClient()
  const { stop: stopLater } = watch(later)
  setCookie(ann)
  client.refresh()
  // Of two inflations that of `later` began last: when it is over, so is the other.
  await vi.waitFor(() => expect(later.getSnapshot().status).toBe('present'))
  expect(seen).toMatchObject([{ data: { user: 'ann' } }])
  stop()
  stopLater()
})

test('hears of changes from the Cookie Store', () => {
  const store = stubCookieStore()
  const { seen, stop } = watch(createSessionClient())
  setCookie(ann)
  store.dispatchEvent(new Event('change'))
  setCookie('', expiresAt(0))
  store.dispatchEvent(new Event('change'))
  expect(seen).toMatchObject([{ status: 'present' }, { status: 'absent', since: start, cause: 'gone' }])
  stop()
})

test('does not poll where the Cookie Store tells of changes', () => {
  stubCookieStore()
  const { stop } = watch(createSessionClient())
  expect(vi.getTimerCount()).toBe(0)
  stop()
})

test.each(['focus', 'pageshow'])('reads again on %s', (type) => {
  const { seen, stop } = watch(createSessionClient())
  setCookie(ann)
  window.dispatchEvent(new Event(type))
  expect(seen).toMatchObject([{ status: 'present' }])
  stop()
})

test('without the Cookie Store, polls while the page is visible', () => {
  showPage('hidden')
  const { seen, stop } = watch(createSessionClient())
  setCookie(ann)
  vi.advanceTimersByTime(10_000)
  expect(seen).toEqual([])
  showPage('visible')
  expect(seen).toMatchObject([{ status: 'present' }])
  setCookie(bob)
  vi.advanceTimersByTime(500)
  expect(seen).toMatchObject([{}, { data: { user: 'bob' } }])
  showPage('hidden')
  expect(vi.getTimerCount()).toBe(1) // the alarm for the expiry
  stop()
})

test('leaves no listener and no timer behind with the last subscriber', () => {
  const store = stubCookieStore()
  setCookie(ann)
  const client = createSessionClient()
  const first = watch(client)
  const second = watch(client)
  const reads = vi.spyOn(document, 'cookie', 'get')
  const provoke = (): void => {
    store.dispatchEvent(new Event('change'))
    for (const type of ['focus', 'pageshow']) window.dispatchEvent(new Event(type))
    document.dispatchEvent(new Event('visibilitychange'))
  }
  first.stop()
  first.stop()
  provoke()
  expect(reads).toHaveBeenCalled()
  second.stop()
  reads.mockClear()
  provoke()
  expect(reads).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('stops polling with the last subscriber', () => {
  const { stop } = watch(createSessionClient())
  expect(vi.getTimerCount()).toBe(1)
  stop()
  document.dispatchEvent(new Event('visibilitychange'))
  expect(vi.getTimerCount()).toBe(0)
})

test('deletes the cookie and says so', () => {
  setCookie(ann)
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  expect(client.delete()).toEqual({ ok: true })
  expect(document.cookie).toBe('')
  expect(seen).toEqual([{ status: 'absent', since: start, cause: 'deleted-here' }])
  stop()
})

test('deletes under the path it was told', () => {
  history.replaceState(null, '', '/app/')
  setCookie(ann, 'Path=/app')
  expect(createSessionClient().delete()).toEqual({ ok: false, reason: 'other-path-or-domain' })
  expect(createSessionClient({ path: '/app' }).delete()).toEqual({ ok: true })
})

test('tells a cookie that cannot be deleted because of its path, and goes on showing it', () => {
  history.replaceState(null, '', '/app/')
  setCookie(ann, 'Path=/app')
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  client.delete()
  expect(client.getSnapshot().status).toBe('present')
  expect(seen).toEqual([])
  stop()
})

test('names the prefixed cookies as secure, or the browser would ignore the deletion', () => {
  const write = vi.spyOn(document, 'cookie', 'set')
  vi.spyOn(document, 'cookie', 'get').mockReturnValue(`__Host-session=${ann}`)
  createSessionClient({ name: '__Host-session' }).delete()
  expect(write).toHaveBeenCalledWith(expect.stringMatching(/; path=\/; secure/i))
})

test('has nothing to delete where no cookie is', () => {
  expect(createSessionClient().delete()).toEqual({ ok: false, reason: 'absent' })
})

test('knows of a hidden cookie from the server, and that it cannot delete it', () => {
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  client.tellServerView({ cookie: 'present' })
  expect(client.delete()).toEqual({ ok: false, reason: 'hidden' })
  client.tellServerView({ cookie: 'absent' })
  expect(seen).toEqual([{ status: 'hidden' }, { status: 'absent', since: start, cause: 'gone' }])
  stop()
})

test('shows a readable cookie although the server once told of a hidden one', () => {
  const client = createSessionClient()
  client.tellServerView({ cookie: 'present' })
  setCookie(ann)
  expect(client.refresh().status).toBe('present')
  client.delete()
  expect(client.refresh()).toMatchObject({ status: 'absent', cause: 'deleted-here' })
})

test('computes when the browser drops a permanent cookie', () => {
  setCookie(cookieOf({ _permanent: true }))
  expect(createSessionClient({ lifetime: 60 }).getSnapshot()).toMatchObject({ expires: start + 60 })
})

test('believes the server about when the browser drops the cookie, until the cookie changes', () => {
  setCookie(cookieOf({ _permanent: true }))
  const client = createSessionClient({ lifetime: 60 })
  const { seen, stop } = watch(client)
  client.tellServerView({ cookie: 'present', browserExpires: start + 50 })
  client.tellServerView({ cookie: 'present', browserExpires: start + 50 })
  setCookie(cookieOf({ _permanent: true }, start + 1))
  client.refresh()
  expect(seen).toMatchObject([{ expires: start + 50 }, { expires: start + 61 }])
  stop()
})

test('takes over a view of the server that comes while the cookie is being inflated', async () => {
  setCookie(long)
  const client = createSessionClient()
  const { seen, stop } = watch(client)
  client.tellServerView({ cookie: 'present', browserExpires: start + 50 })
  await vi.waitFor(() => expect(seen).toMatchObject([{ status: 'present', expires: start + 50 }]))
  stop()
})

test('publishes that a cookie ran out in the browser, which says nothing itself', () => {
  stubCookieStore()
  setCookie(cookieOf({ _permanent: true }), expiresAt(start + 60))
  const { seen, stop } = watch(createSessionClient({ lifetime: 60 }))
  vi.advanceTimersByTime(59_999)
  expect(seen).toEqual([])
  vi.advanceTimersByTime(1)
  expect(seen).toEqual([{ status: 'expired', at: start + 60 }])
  expect(vi.getTimerCount()).toBe(0)
  stop()
})

test('looks again a second later, for browsers that drop a cookie late', () => {
  stubCookieStore()
  setCookie(ann, expiresAt(start + 61))
  const client = createSessionClient()
  client.tellServerView({ cookie: 'present', browserExpires: start + 60 })
  const { seen, stop } = watch(client)
  vi.advanceTimersByTime(60_999)
  expect(client.refresh().status).toBe('present')
  vi.advanceTimersByTime(1)
  expect(seen).toEqual([{ status: 'expired', at: start + 60 }])
  stop()
})

test('publishes that the server refuses the signature from now on, though the browser keeps the cookie', () => {
  stubCookieStore()
  setCookie(ann)
  const client = createSessionClient({ lifetime: 60 })
  const { seen, stop } = watch(client)
  vi.advanceTimersByTime(60_999)
  client.refresh()
  expect(seen).toEqual([])
  vi.advanceTimersByTime(1)
  expect(seen).toEqual([{ status: 'expired', at: start + 60 }])
  expect(client.delete()).toEqual({ ok: true })
  expect(client.getSnapshot()).toMatchObject({ status: 'absent', cause: 'deleted-here' })
  stop()
})

test("goes by the server's clock once it knows it", () => {
  stubCookieStore()
  setCookie(ann)
  const client = createSessionClient({ lifetime: 60 })
  const { seen, stop } = watch(client)
  client.tellServerView({ cookie: 'present', now: start + 30 })
  vi.advanceTimersByTime(31_000)
  expect(seen).toEqual([{ status: 'expired', at: start + 60 }])
  stop()
})

test('waits for an expiry further away than a timer can', () => {
  stubCookieStore()
  setCookie(cookieOf({ _permanent: true }), expiresAt(start + 31 * day))
  const { seen, stop } = watch(createSessionClient())
  vi.advanceTimersByTime((31 * day - 1) * 1000)
  expect(seen).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(seen).toEqual([{ status: 'expired', at: start + 31 * day }])
  stop()
})

test('a cookie that goes before its time is gone, not expired', () => {
  setCookie(cookieOf({ _permanent: true }))
  const client = createSessionClient({ lifetime: 60 })
  client.getSnapshot()
  setCookie('', expiresAt(0))
  expect(client.getSnapshot()).toEqual({ status: 'absent', since: start, cause: 'gone' })
})

test('a session that begins after the last one ended is present', () => {
  setCookie(cookieOf({}, start - 2 * day))
  const client = createSessionClient({ lifetime: day })
  expect(client.getSnapshot()).toEqual({ status: 'expired', at: start - day })
  setCookie(ann)
  expect(client.getSnapshot().status).toBe('present')
})

test.each([{ name: 'a b' }, { name: '' }, { name: 'constructor' }, { lifetime: 0 }, { lifetime: Number.NaN }])(
  'refuses the options %j',
  (options) => {
    expect(() => createSessionClient(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  }
)

test('no content of document.cookie makes it throw', async () => {
  const cookies = vi.spyOn(document, 'cookie', 'get')
  vi.spyOn(document, 'cookie', 'set').mockImplementation(() => {})
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json().map((json) => Buffer.from(json).toString('base64url') + '.AAAA.sig'),
    fc.base64String().map((text) => `.${text}.ZVPxAA.sig`),
    fc.constantFrom(ann, long, `.${ann}`, '..', '...', '%', '%E0%A4%A', '"', `"${ann}"`)
  )
  const pair = fc.oneof(
    value,
    value.map((text) => `session=${text}`),
    value.map((text) => `${text}=${text}`)
  )
  await fc.assert(
    fc.asyncProperty(fc.array(pair), async (pairs) => {
      const client = createSessionClient()
      const { stop } = watch(client)
      cookies.mockReturnValue(pairs.join('; '))
      client.refresh()
      await vi.waitUntil(() => client.getSnapshot().status !== 'reading')
      expect(['absent', 'present', 'unreadable', 'expired']).toContain(client.getSnapshot().status)
      client.tellServerView({ cookie: 'present', browserExpires: start + 1, now: start })
      client.delete()
      stop()
    }),
    { numRuns: 300 }
  )
})
