import { createMemoryStore } from '@clearjar/express'
import { createSessionCodec } from '@clearjar/session'
import { expect, test } from 'vitest'

import type { SessionReport } from './report.ts'
import type { SettingsPatch } from './settings.ts'
import { type Browser, openBrowser, problemOf, SECRET } from './testing/browser.ts'

/** Seconds; `session()`'s own. */
const [GRACE, LEASE] = [10, 45]

const DATA = { string: 'hello' }

interface Told {
  readonly status: string
  readonly tab?: string
}

/** A page as far as its tab goes. */
interface Tab {
  readonly told: Told
  say(act: 'keep' | 'leave', rest?: object): Promise<Told>
  /** As the page asks, which is with its key. */
  report(init?: RequestInit): Promise<SessionReport>
}

let documents = 0

function post(browser: Browser, body: object | string): Promise<Response> {
  return browser.ask('/api/session/tabs', { method: 'POST', body: JSON.stringify(body) })
}

async function openTab(browser: Browser, mark = '7f3a', tab?: string, birth = 'fresh'): Promise<Tab> {
  documents += 1
  const doc = `document-number-${documents}`
  let n = 0
  async function send(message: object): Promise<Told> {
    n += 1
    const response = await post(browser, { doc, n, mark, ...message })
    expect(response.status).toBe(200)
    return (await response.json()) as Told
  }
  const told = await send({ act: 'open', birth, hidden: false, ...(tab === undefined ? {} : { tab }) })
  const key = told.tab ?? 'A'.repeat(22)
  return {
    told,
    say: (act, rest) => send({ act, tab: key, ...(act === 'keep' ? { hidden: false } : { park: false }), ...rest }),
    report: (init = {}) => browser.report({ ...init, headers: { 'session-tab': key } })
  }
}

async function openWith(settings: SettingsPatch) {
  const browser = await openBrowser()
  expect((await browser.patch(settings, '/api/settings')).status).toBe(200)
  await browser.patch({ data: DATA })
  return browser
}

const KINDS = [{}, { revocable: true }, { mode: 'server' }, { visibility: 'split' }] as const

test('a session that is bound to nothing says so to its tabs, and its cookie says nothing of them', async () => {
  const browser = await openWith({})
  expect((await openTab(browser)).told).toEqual({ status: 'unbound' })
  const verified = createSessionCodec({ secrets: [SECRET] }).verify(browser.cookie!)
  expect(verified).toMatchObject({ ok: true, data: { ...DATA, _permanent: true } })
  expect(Object.keys(verified.ok ? verified.data : {})).toHaveLength(2)
})

test.each(KINDS)('a session ends with its last tab, and the answer says why: %o', async (kind) => {
  const browser = await openWith({ ...kind, tabs: 'last-tab' })
  const one = await openTab(browser)
  const two = await openTab(browser, 'c01e')
  const { now } = browser
  expect((await two.report()).tabs).toEqual({
    scope: 'last-tab',
    leases: [
      { mark: '7f3a', self: false, state: 'open', hidden: false, until: now + LEASE },
      { mark: 'c01e', self: true, state: 'open', hidden: false, until: now + LEASE }
    ]
  })
  await one.say('leave')
  browser.now += GRACE
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA, tabs: { leases: [{ mark: 'c01e' }] } })
  await two.say('leave')
  const copy = browser.copy()
  browser.now += GRACE
  expect(await browser.report()).toMatchObject({
    status: 'refused',
    reason: 'tabs-closed',
    data: {},
    cookie: { bytes: 0 },
    wire: { sent: { action: 'delete' } }
  })
  expect([...browser.jar.keys()].filter((name) => name.startsWith('session'))).toEqual([])
  expect(await browser.report()).toMatchObject({ status: 'absent', reason: null })
  // What was kept on the server went with the first to hear of it.
  const reason = 'mode' in kind ? 'ended' : 'tabs-closed'
  expect(await copy.report()).toMatchObject({ status: 'refused', reason })
})

test.each(KINDS)('a session that ends with its tab is none for a request from elsewhere: %o', async (kind) => {
  const browser = await openWith({ ...kind, tabs: 'tab' })
  const tab = await openTab(browser)
  expect(await tab.report()).toMatchObject({ status: 'present', data: DATA, tabs: { scope: 'tab' } })
  const { cookie } = browser
  expect(await browser.report()).toMatchObject({ status: 'refused', reason: 'other-tab', data: {} })
  expect((await openTab(browser)).told).toEqual({ status: 'closed' })
  expect(browser.cookie).toBe(cookie)
  expect(await tab.report()).toMatchObject({ status: 'present', data: DATA })
})

test('a tab that was not heard of for long is asleep, and its cookie stays', async () => {
  const browser = await openWith({ tabs: 'last-tab' })
  const tab = await openTab(browser)
  browser.now += LEASE
  expect(await browser.report()).toMatchObject({ status: 'refused', reason: 'tab-asleep', data: {} })
  expect(await tab.say('keep')).toMatchObject({ status: 'open' })
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA })
})

test.each(KINDS)('a living session is bound, bound otherwise, and let go: %o', async (kind) => {
  const browser = await openWith(kind)
  const bound = await browser.patch({ tabs: 'last-tab' }, '/api/settings')
  expect(bound.headers.get('session-tab')).toBe('started')
  expect(await bound.json()).toMatchObject({
    settings: { tabs: 'last-tab' },
    session: { status: 'present', data: DATA, tabs: { scope: 'last-tab', leases: [] } }
  })
  expect(await browser.report()).toMatchObject({ tabs: { scope: 'last-tab' } })
  const tab = await openTab(browser)
  const headers = { 'session-tab': tab.told.tab!, 'content-type': 'application/json' }
  async function patch(body: SettingsPatch) {
    const response = await browser.ask('/api/settings', { method: 'PATCH', headers, body: JSON.stringify(body) })
    return (await response.json()) as { readonly session: SessionReport }
  }
  expect((await patch({ tabs: 'tab' })).session).toMatchObject({
    status: 'present',
    tabs: { scope: 'tab', leases: [{ mark: '7f3a', self: true }] }
  })
  expect(await browser.report()).toMatchObject({ reason: 'other-tab' })
  expect((await patch({ tabs: null })).session).toMatchObject({
    status: 'present',
    tabs: { scope: 'browser', leases: [] }
  })
  browser.now += 10 * LEASE
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA, tabs: { scope: 'browser' } })
})

test('its tabs go with a session through every change of the other settings', async () => {
  const browser = await openWith({ tabs: 'last-tab' })
  const tab = await openTab(browser)
  for (const settings of [
    { mode: 'server' },
    { visibility: 'split', lifetime: 300 },
    { mode: 'cookie' },
    { revocable: true },
    { mode: 'server', visibility: 'hidden' },
    { mode: 'cookie', revocable: false, visibility: null }
  ] as const) {
    browser.now += 5
    const { session } = (await (await browser.patch(settings, '/api/settings')).json()) as { session: SessionReport }
    expect(session).toMatchObject({ status: 'present', data: DATA, tabs: { scope: 'last-tab' } })
    expect(await tab.say('keep')).toMatchObject({ status: 'open' })
    expect(await browser.report()).toMatchObject({ status: 'present', tabs: { leases: [{ mark: '7f3a' }] } })
  }
  await tab.say('leave')
  browser.now += GRACE
  expect(await browser.report()).toMatchObject({ reason: 'tabs-closed' })
})

test('what only ends with its tabs is no session that can be ended one by one', async () => {
  const browser = await openWith({ tabs: 'last-tab' })
  expect(await browser.report()).toMatchObject({ status: 'present', revocable: false })
  expect((await browser.ask('/api/sessions')).status).toBe(409)
  expect(browser.jar.has('clearjar-visitor')).toBe(false)
})

test('who leaves the settings out has the session end with its tabs all the same', async () => {
  const browser = await openWith({ tabs: 'last-tab' })
  const bare = browser.copy('session')
  const tab = await openTab(browser)
  expect(await bare.report()).toMatchObject({ status: 'present', tabs: { scope: 'last-tab' } })
  await tab.say('leave')
  browser.now += GRACE
  expect(await bare.report()).toMatchObject({ status: 'refused', reason: 'tabs-closed' })
})

test.each(KINDS)('signing out ends it for every tab, and for copies of the cookie: %o', async (kind) => {
  const browser = await openWith({ ...kind, tabs: 'last-tab' })
  const tab = await openTab(browser)
  const copy = browser.copy()
  expect(await tab.report({ method: 'DELETE' })).toMatchObject({
    status: 'absent',
    wire: { sent: { action: 'delete' } }
  })
  expect(await tab.say('keep')).toEqual({ status: 'absent' })
  expect((await copy.report()).status).toBe('refused')
})

test('the list says what each session ends with, and leaves out those whose tabs are closed', async () => {
  const browser = await openWith({ revocable: true, tabs: 'last-tab' })
  const tab = await openTab(browser)
  const list = async () => (await (await browser.ask('/api/sessions')).json()) as { readonly sessions: object[] }
  expect(await list()).toMatchObject({ sessions: [{ scope: 'last-tab', current: true }] })
  await tab.say('leave')
  browser.now += GRACE
  expect(await list()).toEqual({ sessions: [] })
})

test('a message that is none, and one of another site, are refused with a problem', async () => {
  const browser = await openWith({ tabs: 'last-tab' })
  expect(await problemOf(await post(browser, 'hello'))).toMatchObject({ status: 400, code: 'invalid-tab-message' })
  const init = { method: 'POST', body: '{}', headers: { 'sec-fetch-site': 'cross-site' } }
  expect(await problemOf(await browser.ask('/api/session/tabs', init))).toMatchObject({ code: 'cross-site-request' })
  const answers = await Promise.all(Array.from({ length: 210 }, () => openTab(browser).catch(() => null)))
  expect(answers).toContain(null)
  const refused = await post(browser, { act: 'open', doc: 'document-too-many', n: 1, birth: 'fresh', hidden: false })
  expect(refused.headers.get('retry-after')).toBe('10')
  expect(await problemOf(refused)).toMatchObject({ status: 429, code: 'too-many-tab-messages' })
})

test('no answer and no line of the log tells the key of a tab', async () => {
  const browser = await openBrowser({ logLevel: 'debug' })
  await browser.patch({ tabs: 'tab' }, '/api/settings')
  await browser.patch({ data: DATA })
  const tab = await openTab(browser)
  expect(JSON.stringify(await tab.report())).not.toContain(tab.told.tab)
  await expect.poll(() => browser.logged().split('\n').length).toBeGreaterThan(4)
  expect(browser.logged()).not.toContain(tab.told.tab)
})

test('the store keeps what is known of tabs no longer than it matters, whatever the lifetime', async () => {
  const kept = createMemoryStore()
  const times: number[] = []
  const store = {
    ...kept,
    swap: (key: string, before: string | null, after: string | null, ttl: number) => {
      if (key.startsWith('t:')) times.push(ttl)
      return kept.swap(key, before, after, ttl)
    }
  }
  const browser = await openBrowser({ store })
  await browser.patch({ tabs: 'last-tab' }, '/api/settings')
  await browser.patch({ data: DATA })
  const tab = await openTab(browser)
  await tab.say('leave')
  expect(times).toEqual([LEASE, LEASE + 12 * 3600, GRACE])
})
