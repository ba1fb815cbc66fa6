import { createSessionCodec } from '@clearjar/session'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { SessionReport } from './report.ts'
import { createSettingsBook, formatSettings, parseSettings, type Settings, type SettingsPatch } from './settings.ts'
import { type Browser, openBrowser, problemOf, SECRET } from './testing/browser.ts'

const { defaults, lifetimes } = createSettingsBook(31 * 86_400)
const codec = createSessionCodec({ secrets: [SECRET] })

interface Changed {
  readonly settings: Settings
  readonly lifetimes: readonly number[]
  readonly session: SessionReport
}

async function change(browser: Browser, patch: SettingsPatch): Promise<Changed> {
  const response = await browser.patch(patch, '/api/settings')
  expect(response.status).toBe(200)
  return (await response.json()) as Changed
}

async function openWith(patch: SettingsPatch) {
  const browser = await openBrowser()
  await change(browser, patch)
  await browser.patch({ data: { string: 'hello', theme: 'dark' } })
  return browser
}

function signedData({ cookie }: Browser): unknown {
  const verified = codec.verify(cookie ?? '')
  return verified.ok && verified.data
}

const DATA = { string: 'hello', theme: 'dark' }

test('whatever the cookie says, the settings are some that can be chosen', () => {
  const part = fc.oneof(
    fc.constantFrom('visibility', 'mode', 'lifetime', 'revocable', 'tabs', 'key', '60', 'split', '1', 'tab', 'added'),
    fc.string()
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.tuple(part, part)).map((pairs) => pairs.map((pair) => pair.join('=')).join('&'))
  )
  fc.assert(
    fc.property(text, (cookie) => {
      const settings = parseSettings(cookie, defaults, lifetimes)
      expect(lifetimes).toContain(settings.lifetime)
      expect(parseSettings(formatSettings(settings), defaults, lifetimes)).toEqual(settings)
    })
  )
  expect(parseSettings({ visibility: 'split' }, defaults, lifetimes)).toEqual(defaults)
  expect(
    parseSettings('visibility=all&mode=server&lifetime=61&revocable=yes&tabs=all&key=new', defaults, lifetimes)
  ).toEqual({
    ...defaults,
    mode: 'server'
  })
})

test('offers no lifetime that is longer than the one that the server was given', () => {
  expect(createSettingsBook(3600).lifetimes).toEqual([30, 60, 300, 3600])
  expect(createSettingsBook(45).lifetimes).toEqual([30, 45])
  expect(lifetimes).toEqual([30, 60, 300, 3600, 2_678_400])
})

test('says the settings, and keeps them in a plain cookie that scripts do not see', async () => {
  const browser = await openBrowser()
  const settings = {
    visibility: 'readable',
    mode: 'cookie',
    lifetime: 3600,
    revocable: false,
    tabs: 'browser',
    key: 'first'
  }
  expect(await (await browser.ask('/api/settings')).json()).toEqual({ settings, lifetimes: [30, 60, 300, 3600] })
  const response = await browser.patch({ visibility: 'split', lifetime: 60 }, '/api/settings')
  expect(await response.json()).toMatchObject({ settings: { ...settings, visibility: 'split', lifetime: 60 } })
  expect(response.headers.getSetCookie().join('\n')).toMatch(
    /^clearjar-settings=visibility=split&mode=cookie&lifetime=60&revocable=0&tabs=browser&key=first; Max-Age=31536000; Path=\/;.*HttpOnly; SameSite=Lax/
  )
  expect(await change(browser, { visibility: null })).toMatchObject({
    settings: { visibility: 'readable', lifetime: 60 },
    session: { status: 'absent' }
  })
})

test.each([
  ['a visibility that there is not', { visibility: 'all' }, '/visibility'],
  ['a lifetime that is not offered', { lifetime: 61 }, '/lifetime'],
  ['a text for a boolean', { revocable: 'yes' }, '/revocable'],
  ['an end that there is not', { tabs: 'window' }, '/tabs'],
  ['a key that there is not', { key: 'third' }, '/key'],
  ['a member that there is not', { secure: true }, '/secure'],
  ['a list', [], ''],
  ['a session on the server that could not be ended', { mode: 'server', revocable: false }, '/revocable']
])('refuses %s, and changes nothing', async (_title, patch, path) => {
  const browser = await openBrowser()
  const problem = await problemOf(await browser.patch(patch, '/api/settings'))
  expect(problem).toMatchObject({ status: 422, code: 'invalid-body' })
  expect(problem.errors?.[0]?.path).toBe(path)
  expect(browser.jar.size).toBe(0)
})

test('hides a living session from scripts, splits it, and shows it again', async () => {
  const browser = await openWith({})
  const hidden = await change(browser, { visibility: 'hidden' })
  expect(hidden.session).toMatchObject({ status: 'present', data: DATA, cookie: { visibility: 'hidden' } })
  expect(hidden.session.wire.sent.attributes).toContain('HttpOnly')
  const split = await change(browser, { visibility: 'split' })
  expect(split.session).toMatchObject({ data: DATA, cookie: { visibility: 'split' } })
  expect(split.session.wire.sent.attributes).not.toContain('HttpOnly')
  expect(browser.jar.has('session.sig')).toBe(true)
  expect(browser.cookie?.split('.')).toHaveLength(2)
  const readable = await change(browser, { visibility: null })
  expect(readable.session).toMatchObject({ data: DATA, cookie: { visibility: 'readable' } })
  expect(browser.jar.has('session.sig')).toBe(false)
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA })
})

test('half of a split cookie is refused, and says why', async () => {
  const browser = await openWith({ visibility: 'split' })
  browser.jar.delete('session.sig')
  expect(await browser.report()).toMatchObject({ status: 'refused', reason: 'signature-missing' })
})

test('moves a living session to the server and back, where the cookie holds nothing but the data', async () => {
  const browser = await openWith({})
  const before = browser.cookie!
  const moved = await change(browser, { mode: 'server' })
  expect(moved).toMatchObject({
    settings: { mode: 'server', revocable: true },
    session: { status: 'present', mode: 'server', revocable: true, data: DATA, permanent: true }
  })
  expect(moved.session.id).toMatch(/^[\w-]{22}$/)
  expect(browser.cookie!.length).toBeLessThan(before.length)
  const named = browser.cookie
  expect(await browser.report()).toMatchObject({ id: moved.session.id, data: DATA, wire: { sent: { action: 'set' } } })

  const back = await change(browser, { mode: 'cookie' })
  expect(back).toMatchObject({
    settings: { mode: 'cookie', revocable: false },
    session: { mode: 'cookie', revocable: false, id: null, data: DATA, permanent: true }
  })
  expect(signedData(browser)).toEqual({ ...DATA, _permanent: true })
  const copy = browser.copy()
  copy.cookie = named
  expect(await copy.report()).toMatchObject({ status: 'refused', reason: 'ended' })
})

test('makes a living session one that can be ended, and a plain cookie again', async () => {
  const browser = await openWith({})
  const made = await change(browser, { revocable: true })
  expect(made).toMatchObject({
    settings: { revocable: true },
    session: { revocable: true, mode: 'cookie', data: DATA }
  })
  expect(made.session.id).toMatch(/^[\w-]{22}$/)
  expect(browser.jar.get('clearjar-visitor')).toMatch(/^[\w-]{22}$/)
  expect((await browser.report()).id).toBe(made.session.id)
  const plain = await change(browser, { revocable: false })
  expect(plain.session).toMatchObject({ revocable: false, id: null, data: DATA })
  expect(signedData(browser)).toEqual({ ...DATA, _permanent: true })
})

test('what the page can read of a session does not tell who may end it', async () => {
  const browser = await openWith({ revocable: true })
  expect(atob(browser.cookie!.split('.')[0]!)).not.toContain(browser.jar.get('clearjar-visitor'))
})

test('shortens and prolongs the lifetime of a living session, however old its signature is', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: DATA, permanent: false })
  browser.now += 120
  const short = await change(browser, { lifetime: 30 })
  expect(short.session).toMatchObject({
    status: 'present',
    data: DATA,
    clocks: { lifetime: 30, signedAt: browser.now, serverExpires: browser.now + 30, browserExpires: null }
  })
  browser.now += 31
  expect(await browser.report()).toMatchObject({ status: 'refused', reason: 'too-old' })
  const long = await change(browser, { lifetime: 3600 })
  expect(long.session).toMatchObject({ status: 'present', data: DATA, clocks: { serverExpires: browser.now + 3600 } })
})

test('gives the browser the date of the new lifetime at once', async () => {
  const browser = await openWith({})
  const { session } = await change(browser, { lifetime: 30 })
  expect(session.wire.sent.attributes).toContain(`Expires=${new Date((browser.now + 30) * 1000).toUTCString()}`)
  expect(session.clocks.browserExpires).toBe(browser.now + 30)
  const again = await change(browser, { lifetime: 300 })
  expect(again.session.wire.sent.attributes).toContain(`Expires=${new Date((browser.now + 300) * 1000).toUTCString()}`)
})

test('the list says when a session is over under the lifetime that holds now', async () => {
  const browser = await openWith({ revocable: true })
  await change(browser, { lifetime: 30 })
  const { sessions } = (await (await browser.ask('/api/sessions')).json()) as { sessions: object[] }
  expect(sessions).toMatchObject([{ seenAt: browser.now, expires: browser.now + 30 }])
})

test.each<SettingsPatch>([{ mode: 'server' }, { revocable: true }])(
  'keeps the data through every change of the other settings: %o',
  async (kind) => {
    const browser = await openWith(kind)
    for (const patch of [
      { visibility: 'hidden' },
      { lifetime: 30 },
      { visibility: 'split', lifetime: 300 },
      { mode: 'server', visibility: 'readable' },
      { mode: 'cookie', visibility: 'split', revocable: true },
      { mode: 'server', visibility: 'hidden' },
      { mode: null, visibility: null, lifetime: null, revocable: null }
    ] as const) {
      browser.now += 20
      const { session, settings } = await change(browser, patch)
      expect(session).toMatchObject({ status: 'present', data: DATA, mode: settings.mode })
      expect(await browser.report()).toMatchObject({ status: 'present', data: DATA, id: session.id })
    }
    expect([...browser.jar.keys()].sort()).toEqual(['clearjar-settings', 'clearjar-visitor', 'session'])
  }
)

test('a session that can be ended stays so for whoever leaves the settings out', async () => {
  const browser = await openWith({ mode: 'server' })
  const { id } = await browser.report()
  expect(await browser.copy('session').report()).toMatchObject({ status: 'present', mode: 'server', id, data: DATA })
  await change(browser, { mode: 'cookie', revocable: true })
  const cookie = await browser.report()
  expect(await browser.copy('session').report()).toMatchObject({ mode: 'cookie', revocable: true, id: cookie.id })
})

test('a session that was ended is not moved, whatever settings are asked for', async () => {
  const browser = await openWith({ revocable: true })
  const copy = browser.copy('session')
  await browser.report({ method: 'DELETE' })
  expect((await change(copy, { revocable: false, visibility: 'split' })).session).toMatchObject({
    status: 'refused',
    reason: 'ended'
  })
  expect(await copy.report()).toMatchObject({ status: 'refused', reason: 'ended' })
})

test('what was ended under a short lifetime stays ended under a long one', async () => {
  const browser = await openWith({ revocable: true, lifetime: 30 })
  const copy = browser.copy('session')
  await browser.report({ method: 'DELETE' })
  browser.now += 1000
  expect(await copy.report()).toMatchObject({ status: 'refused', reason: 'ended' })
})

test('a page of another site changes nothing', async () => {
  const browser = await openWith({})
  const headers = { 'content-type': 'application/json', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const init = { method: 'PATCH', headers, body: '{"mode":"server"}' }
  expect(await problemOf(await browser.ask('/api/settings', init))).toMatchObject({
    status: 403,
    code: 'cross-site-request'
  })
  expect((await browser.ask('/api/session', { ...init, body: '{"data":{"a":"1"}}' })).status).toBe(403)
  expect((await browser.ask('/api/session', { method: 'DELETE', headers })).status).toBe(403)
  expect(await browser.report()).toMatchObject({ mode: 'cookie', data: DATA })
})

test('says nothing of sessions in its log but what happened and under which names', async () => {
  const browser = await openBrowser({ logLevel: 'debug' })
  await change(browser, { mode: 'server' })
  await browser.patch({ data: { string: 'a-secret' } })
  await expect.poll(() => browser.logged()).toContain('"event":{"type":"signed"')
  expect(browser.logged()).not.toMatch(/a-secret|eyJ/)
  expect(browser.logged()).not.toContain((await browser.report()).id)
})
