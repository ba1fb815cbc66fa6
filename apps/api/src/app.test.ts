import { createSessionCodec } from '@clearjar/session'
import { expect, test } from 'vitest'

import { openBrowser, problemOf, SECRET } from './testing/browser.ts'

const codec = createSessionCodec({ secrets: [SECRET] })

test('a string is saved, and said again, as plain text', async () => {
  const browser = await openBrowser()
  expect(await (await browser.ask('/get_string')).text()).toBe('Give me a string first!')
  await browser.ask('/enter_string?string=%3Cb%3Ehello')
  const answer = await browser.ask('/get_string')
  expect(await answer.text()).toBe('You entered <b>hello')
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('vary')).toContain('Cookie')
})

test('a missing or repeated string is refused', async () => {
  const browser = await openBrowser()
  expect(await problemOf(await browser.ask('/enter_string'))).toMatchObject({ status: 400, code: 'missing-string' })
  expect((await browser.ask('/enter_string?string=a&string=b')).status).toBe(400)
  expect((await browser.ask('/enter_string?string=')).status).toBe(200)
})

test('reports that there is no session', async () => {
  expect(await (await openBrowser()).report()).toEqual({
    status: 'absent',
    reason: null,
    data: {},
    permanent: false,
    mode: 'cookie',
    id: null,
    revocable: false,
    tabs: { scope: 'browser', leases: [] },
    cookie: {
      name: 'session',
      visibility: 'readable',
      path: '/',
      sameSite: 'Lax',
      domain: null,
      secure: false,
      bytes: 0,
      limit: 4096
    },
    clocks: {
      now: 1_700_000_000,
      signedAt: null,
      browserExpires: null,
      serverExpires: null,
      lifetime: 3600,
      lifetimes: [30, 60, 300, 3600]
    },
    wire: { received: { cookie: false, bytes: 0, names: [] }, sent: { action: 'none', attributes: null } },
    key: 'first',
    keys: 1,
    keyIndex: null,
    server: { startedAt: 1_700_000_000 }
  })
})

test('reports a session, both of its clocks and what was sent', async () => {
  const browser = await openBrowser()
  expect(await (await browser.patch({ data: { string: 'hello' } })).json()).toMatchObject({
    status: 'present',
    permanent: true
  })
  const bytes = `session=${browser.cookie}`.length
  browser.now += 60
  const report = await browser.report()
  expect(report).toMatchObject({
    status: 'present',
    data: { string: 'hello' },
    cookie: { bytes },
    clocks: { signedAt: browser.now, browserExpires: browser.now + 3600, serverExpires: browser.now + 3600 },
    wire: { received: { cookie: true, bytes, names: ['session'] }, sent: { action: 'set' } }
  })
  expect(report.wire.sent.attributes).toBe('Expires=Tue, 14 Nov 2023 23:14:20 GMT; Path=/; SameSite=Lax')
  expect(JSON.stringify(report)).not.toContain(browser.cookie)
})

test('a session until the browser closes has no date there, and an end on the server', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { string: 'hello' }, permanent: false })
  browser.now += 60
  expect(await browser.report()).toMatchObject({
    permanent: false,
    clocks: { signedAt: browser.now - 60, browserExpires: null, serverExpires: browser.now + 3540 },
    wire: { sent: { action: 'none' } }
  })
})

test('says why it refuses a cookie, and leaves it alone', async () => {
  const browser = await openBrowser()
  const cases: [string, string][] = [
    ['malformed', 'nothing'],
    ['signature-mismatch', `${codec.sign({ a: 1 })}x`],
    ['too-old', codec.sign({ a: 1 }, { now: browser.now - 3601 })],
    ['from-the-future', codec.sign({ a: 1 }, { now: browser.now + 1 })],
    ['payload-unreadable', codec.signSerialized('[]', { now: browser.now })]
  ]
  for (const [reason, cookie] of cases) {
    browser.cookie = cookie
    expect(await browser.report()).toMatchObject({
      status: 'refused',
      reason,
      data: {},
      wire: { sent: { action: 'none' } }
    })
    expect(browser.cookie).toBe(cookie)
  }
})

test('a patch adds, replaces and removes, and what is left empty is deleted', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { a: '1', b: '2' } })
  expect(await (await browser.patch({ data: { a: null, c: '3' } })).json()).toMatchObject({ data: { b: '2', c: '3' } })
  expect(await (await browser.patch({ data: { b: null, c: null } })).json()).toMatchObject({
    status: 'absent',
    wire: { sent: { action: 'delete' } }
  })
  expect(browser.cookie).toBeUndefined()
})

test('deleting ends the session, and deleting nothing is fine', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { a: '1' } })
  expect(await browser.report({ method: 'DELETE' })).toMatchObject({
    status: 'absent',
    data: {},
    wire: { sent: { action: 'delete' } }
  })
  expect(browser.cookie).toBeUndefined()
  expect(await browser.report({ method: 'DELETE' })).toMatchObject({
    status: 'absent',
    wire: { sent: { action: 'none' } }
  })
})

test('values that JSON lacks are told as they travel', async () => {
  const browser = await openBrowser()
  browser.cookie = codec.sign(
    { at: new Date(0), list: [1], odd: NaN, big: [2n ** 64n], string: 'x', ' t': 'tag' },
    { now: browser.now }
  )
  expect((await browser.report()).data).toEqual({
    at: { ' d': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    list: [1],
    odd: 'NaN',
    big: '[18446744073709551616]',
    ' t': 'tag',
    string: 'x'
  })
})

test.each([
  ['a body that is not JSON', '{', 400, 'invalid-json', undefined],
  ['a list', [], 422, 'invalid-body', ''],
  ['a member that is not known', { other: 1 }, 422, 'invalid-body', '/other'],
  ['an empty name', { data: { '': 'x' } }, 422, 'invalid-body', '/data/'],
  ['a name that is too long', { data: { ['n'.repeat(65)]: 'x' } }, 422, 'invalid-body', `/data/${'n'.repeat(65)}`],
  ['a name of the server', { data: { _permanent: 'x' } }, 422, 'invalid-body', '/data/_permanent'],
  ['the name of the prototype', '{"data":{"__proto__":"x"}}', 422, 'invalid-body', '/data/__proto__'],
  ['a name that a session answers to', { data: { isNew: 'x' } }, 422, 'invalid-body', '/data/isNew'],
  ['another one', { data: { regenerate: 'x' } }, 422, 'invalid-body', '/data/regenerate'],
  ['a value that is too long', { data: { a: 'x'.repeat(3001) } }, 422, 'invalid-body', '/data/a'],
  ['a body that is too large', { data: { a: 'x'.repeat(17_000) } }, 413, 'payload-too-large', undefined]
])('refuses %s', async (_title, body, status, code, path) => {
  const browser = await openBrowser()
  await browser.patch({ data: { kept: 'yes' } })
  const problem = await problemOf(await browser.patch(body))
  expect(problem).toMatchObject({ status, code })
  expect(problem.errors?.[0]?.path).toBe(path)
  expect((await browser.report()).data).toEqual({ kept: 'yes' })
})

test('refuses a body of another type', async () => {
  const browser = await openBrowser()
  const response = await browser.ask('/api/session', {
    method: 'PATCH',
    headers: { 'content-type': 'text/plain' },
    body: '{}'
  })
  expect(await problemOf(response)).toMatchObject({ status: 415, code: 'unsupported-media-type' })
})

test('a session that would not fit is refused, with the names of what is large', async () => {
  const browser = await openBrowser()
  const random = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(1400)), (byte) => byte.toString(16))
      .join('')
      .slice(0, 2700)
  await browser.patch({ data: { first: random() } })
  const before = browser.cookie
  const problem = await problemOf(await browser.patch({ data: { second: random(), third: random() } }))
  expect(problem).toMatchObject({ status: 413, code: 'session-too-large', limit: 4096 })
  expect(problem.errors?.map(({ path }) => path).sort()).toContain('/data/second')
  expect(browser.cookie).toBe(before)
  expect(JSON.stringify(problem)).not.toMatch(/[0-9a-f]{40}/)
})

test('a body or an address that cannot be read is the client’s fault', async () => {
  const browser = await openBrowser()
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const broken = await browser.ask('/api/session', { method: 'PATCH', headers, body: 'no gzip' })
  expect(await problemOf(broken)).toMatchObject({ status: 400, code: 'invalid-json' })
  expect(await problemOf(await browser.ask('/%'))).toMatchObject({ status: 404, code: 'not-found' })
})

test('says what a path takes, and that there is nothing elsewhere', async () => {
  const browser = await openBrowser()
  const put = await browser.ask('/api/session', { method: 'PUT' })
  expect(put.headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE')
  expect(await problemOf(put)).toMatchObject({ status: 405, code: 'method-not-allowed' })
  expect(await problemOf(await browser.ask('/enter_string?string=a', { method: 'POST' }))).toMatchObject({
    status: 405
  })
  expect(await problemOf(await browser.ask('/api/none'))).toMatchObject({ status: 404, code: 'not-found' })
})

test('is healthy, and says that the page is not built', async () => {
  const browser = await openBrowser()
  expect(await (await browser.ask('/healthz')).json()).toEqual({ status: 'ok' })
  const page = await browser.ask('/')
  expect(page.status).toBe(503)
  expect(await page.text()).toContain('npm run build')
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
})

test('logs what was asked, and neither cookies nor strings', async () => {
  const browser = await openBrowser()
  await browser.ask('/enter_string?string=a-secret-string')
  await browser.patch({ data: { name: 'another-secret' } })
  await browser.report()
  await expect.poll(() => browser.logged().split('\n').length).toBeGreaterThan(3)
  expect(browser.logged()).toContain('"path":"/enter_string"')
  expect(browser.logged()).not.toMatch(/secret|session=|eyJ/)
})
