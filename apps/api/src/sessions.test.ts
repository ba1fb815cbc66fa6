import { expect, test } from 'vitest'

import { browserName } from './browser-name.ts'
import type { SessionReport } from './report.ts'
import type { ListedSession } from './routes/sessions.ts'
import { type Browser, openBrowser, problemOf } from './testing/browser.ts'

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 secret'

interface Answer {
  readonly sessions: readonly ListedSession[]
  readonly session: SessionReport
}

async function list(browser: Browser): Promise<readonly ListedSession[]> {
  return ((await (await browser.ask('/api/sessions')).json()) as Answer).sessions
}

async function end(browser: Browser, path: string): Promise<Answer> {
  const response = await browser.ask(`/api/sessions${path}`, { method: 'DELETE' })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

/** A browser that made `count` sessions and deleted all but the last with JavaScript; and the copies it kept. */
async function openSessions(mode: 'cookie' | 'server', count: number) {
  const browser = await openBrowser()
  await browser.patch({ mode, revocable: true }, '/api/settings')
  const copies: Browser[] = []
  for (let made = 0; made < count; made += 1) {
    browser.now += 1
    browser.cookie = undefined
    await browser.patch({ data: { string: `number ${made}` } })
    copies.push(browser.copy('session'))
  }
  return { browser, copies }
}

const MODES = ['cookie', 'server'] as const

test.each(MODES)('lists what this browser deleted and the server still accepts: mode %s', async (mode) => {
  const { browser } = await openSessions(mode, 3)
  const { id } = await browser.report()
  const sessions = await list(browser)
  const { now } = browser
  expect(sessions.map(({ current }) => current)).toEqual([true, false, false])
  expect(sessions[0]).toEqual({
    id,
    startedAt: now,
    seenAt: now,
    expires: now + 3600,
    scope: 'browser',
    about: 'Some browser',
    current: true
  })
  expect(sessions[2]).toMatchObject({ startedAt: now - 2, seenAt: now - 2, expires: now + 3598 })
})

test.each(MODES)('ends one session: its copies are refused, the others go on: mode %s', async (mode) => {
  const { browser, copies } = await openSessions(mode, 3)
  expect(await copies[1]!.report()).toMatchObject({ status: 'present', data: { string: 'number 1' } })
  const { id } = await copies[1]!.report()
  const { sessions, session } = await end(browser, `/${id}`)
  expect(sessions).toHaveLength(2)
  expect(session).toMatchObject({ status: 'present', data: { string: 'number 2' } })
  expect(await copies[1]!.report()).toMatchObject({ status: 'refused', reason: 'ended', id: null, data: {} })
  expect(await copies[0]!.report()).toMatchObject({ status: 'present' })
})

test.each(MODES)('ends the one that came: the cookie goes, and a copy of it is refused: mode %s', async (mode) => {
  const { browser } = await openSessions(mode, 1)
  const copy = browser.copy()
  const answer = await end(browser, `/${(await browser.report()).id}`)
  expect(answer).toMatchObject({ sessions: [], session: { status: 'absent', wire: { sent: { action: 'delete' } } } })
  expect(browser.cookie).toBeUndefined()
  expect(await copy.report()).toMatchObject({ status: 'refused', reason: 'ended' })
})

test.each(MODES)('ends all of a visitor, copies included, and none of anybody else: mode %s', async (mode) => {
  const { browser, copies } = await openSessions(mode, 3)
  const other = browser.copy('clearjar-settings')
  await other.patch({ data: { string: 'of another' } })
  const answer = await end(browser, '')
  expect(answer).toMatchObject({ sessions: [], session: { status: 'absent' } })
  expect(browser.cookie).toBeUndefined()
  for (const copy of copies) expect(await copy.report()).toMatchObject({ status: 'refused', reason: 'ended' })
  expect(await other.report()).toMatchObject({ status: 'present' })
  await browser.patch({ data: { string: 'new' } })
  expect(await list(browser)).toHaveLength(1)
  expect(await browser.report()).toMatchObject({ status: 'present', data: { string: 'new' } })
})

test.each(MODES)('ends all but the one that came: mode %s', async (mode) => {
  const { browser, copies } = await openSessions(mode, 3)
  const { id } = await browser.report()
  const { sessions, session } = await end(browser, '?except=current')
  expect(sessions).toMatchObject([{ id, current: true }])
  expect(session).toMatchObject({ status: 'present', id })
  expect(await copies[0]!.report()).toMatchObject({ status: 'refused', reason: 'ended' })
  expect(await copies[1]!.report()).toMatchObject({ status: 'refused', reason: 'ended' })
  expect(await copies[2]!.report()).toMatchObject({ status: 'present', id })
})

test('ends sessions of both modes at once', async () => {
  const { browser, copies } = await openSessions('cookie', 2)
  browser.cookie = undefined
  await browser.patch({ mode: 'server' }, '/api/settings')
  await browser.patch({ data: { string: 'on the server' } })
  expect(await list(browser)).toHaveLength(3)
  await end(browser, '?except=current')
  expect(await list(browser)).toHaveLength(1)
  expect(await copies[0]!.report()).toMatchObject({ status: 'refused', reason: 'ended' })
  await end(browser, '')
  expect(await browser.report()).toMatchObject({ status: 'absent' })
})

test('a session that was moved is listed once, as it is now', async () => {
  const { browser } = await openSessions('cookie', 1)
  const [before] = await list(browser)
  await browser.patch({ mode: 'server' }, '/api/settings')
  const [after, ...others] = await list(browser)
  expect(others).toEqual([])
  expect(after).toMatchObject({ startedAt: before!.startedAt, current: true })
})

test.each(MODES)('emptying a session ends it for every copy: mode %s', async (mode) => {
  const { browser, copies } = await openSessions(mode, 1)
  await browser.report({ method: 'DELETE' })
  expect(await copies[0]!.report()).toMatchObject({ status: 'refused', reason: 'ended' })
  expect(await list(browser)).toEqual([])
})

test('says of a browser what a person knows it by, and never its header', async () => {
  const browser = await openBrowser()
  await browser.patch({ revocable: true }, '/api/settings')
  const headers = { 'user-agent': CHROME, 'content-type': 'application/json' }
  await browser.ask('/api/session', { method: 'PATCH', headers, body: '{"data":{"string":"hello"}}' })
  expect(await list(browser)).toMatchObject([{ about: 'Chrome on Linux' }])
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge on Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox on macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1', 'Safari on iPhone'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['curl/8.5.0', 'curl'],
  ['<b>', 'Some browser'],
  [undefined, 'Some browser']
])('%s is %s', (header, name) => {
  expect(browserName(header)).toBe(name)
})

test('knows no session of anybody else', async () => {
  const { browser } = await openSessions('cookie', 1)
  const stranger = browser.copy('clearjar-settings')
  await stranger.patch({ data: { string: 'mine' } })
  const { id } = await browser.report()
  for (const path of [`/${id}`, '/none']) {
    expect(await problemOf(await stranger.ask(`/api/sessions${path}`, { method: 'DELETE' }))).toMatchObject({
      status: 404,
      code: 'session-not-found'
    })
  }
  expect(await browser.report()).toMatchObject({ status: 'present', id })
  expect(await list(stranger)).toHaveLength(1)
})

test('lists nothing for a visitor who never had a session', async () => {
  const browser = await openBrowser()
  await browser.patch({ revocable: true }, '/api/settings')
  expect(await list(browser)).toEqual([])
  expect(browser.jar.has('clearjar-visitor')).toBe(false)
  expect(await end(browser, '')).toMatchObject({ sessions: [], session: { status: 'absent' } })
})

test('says which setting it takes to end sessions one by one', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { string: 'hello' } })
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['DELETE', '/some-id']
  ] as const) {
    const problem = await problemOf(await browser.ask(`/api/sessions${path}`, { method }))
    expect(problem).toMatchObject({ status: 409, code: 'not-revocable' })
    expect(JSON.stringify(problem)).toContain('/api/settings')
  }
  expect(await browser.report()).toMatchObject({ status: 'present' })
})

test('refuses another query, another method and another site', async () => {
  const { browser } = await openSessions('cookie', 1)
  expect(await problemOf(await browser.ask('/api/sessions?except=me', { method: 'DELETE' }))).toMatchObject({
    status: 400,
    code: 'invalid-query'
  })
  expect((await browser.ask('/api/sessions', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD, DELETE')
  expect((await browser.ask('/api/sessions/x')).headers.get('allow')).toBe('DELETE')
  const headers = { origin: 'http://evil.example' }
  expect((await browser.ask('/api/sessions', { method: 'DELETE', headers })).status).toBe(403)
  expect((await browser.ask('/api/sessions', { method: 'POST', headers })).status).toBe(403)
  expect(await list(browser)).toHaveLength(1)
})

test('no body says what the session cookie says', async () => {
  const { browser } = await openSessions('server', 2)
  const texts = await Promise.all(
    ['/api/session', '/api/sessions', '/api/settings'].map(async (path) => (await browser.ask(path)).text())
  )
  for (const part of browser.cookie!.split('.')) expect(texts.join('\n')).not.toContain(part)
  expect(texts.join('\n')).not.toContain(browser.jar.get('clearjar-visitor'))
})

test('a store that does not answer is a 503 that keeps the cookie, and nothing to whom it does not concern', async () => {
  let isDown = false
  const texts = new Map<string, string>()
  const answer = async <Value>(value: () => Value): Promise<Value> => {
    if (isDown) throw new Error('down')
    return value()
  }
  const browser = await openBrowser({
    store: {
      read: (key) => answer(() => texts.get(key) ?? null),
      swap: (key, before, after) =>
        answer(() => {
          if ((texts.get(key) ?? null) !== before) return false
          if (after === null) texts.delete(key)
          else texts.set(key, after)
          return true
        })
    }
  })
  await browser.patch({ data: { string: 'hello' } })
  expect(texts.size).toBe(0)
  const plain = browser.copy()
  await browser.patch({ mode: 'server' }, '/api/settings')
  const { cookie } = browser
  isDown = true
  expect(await problemOf(await browser.ask('/api/session'))).toMatchObject({ status: 503, code: 'store-unavailable' })
  expect((await browser.patch({ data: { string: 'lost' } })).status).toBe(503)
  expect((await browser.patch({ mode: 'cookie' }, '/api/settings')).status).toBe(503)
  expect((await browser.ask('/api/settings')).status).toBe(200)
  expect(browser.cookie).toBe(cookie)
  expect(await plain.report()).toMatchObject({ status: 'present', mode: 'cookie' })
  expect((await plain.patch({ data: { string: 'changed' } })).status).toBe(200)
  isDown = false
  expect(await browser.report()).toMatchObject({ status: 'present', mode: 'server', data: { string: 'hello' } })
})
