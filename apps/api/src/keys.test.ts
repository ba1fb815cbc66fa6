import { createSessionCodec } from '@clearjar/session'
import { expect, test } from 'vitest'

import { type KeyChoice, secretsFor } from './keys.ts'
import type { SessionReport } from './report.ts'
import { type Browser, openBrowser, SECRET } from './testing/browser.ts'

const DATA = { string: 'hello' }

const MISMATCH = { status: 'refused', reason: 'signature-mismatch', data: {}, keyIndex: null }

async function choose(browser: Browser, key: KeyChoice): Promise<SessionReport> {
  const response = await browser.patch({ key }, '/api/settings')
  expect(response.status).toBe(200)
  const { settings, session } = (await response.json()) as { settings: { key: string }; session: SessionReport }
  expect(settings.key).toBe(key)
  expect(session.key).toBe(key)
  return session
}

async function openWith(settings: object = {}) {
  const browser = await openBrowser()
  await browser.patch(settings, '/api/settings')
  await browser.patch({ data: DATA })
  return browser
}

const KINDS = [{}, { revocable: true }, { mode: 'server' }, { visibility: 'split' }, { tabs: 'last-tab' }] as const

test('the new key follows from the newest of the server, and tells nothing of it', () => {
  const [added, ...rest] = secretsFor('added', [SECRET, 'older'])
  expect(rest).toEqual([SECRET, 'older'])
  expect(secretsFor('replaced', [SECRET])).toEqual([added])
  expect(secretsFor('first', [SECRET, 'older'])).toEqual([SECRET, 'older'])
  expect(secretsFor('replaced', ['another'])).not.toEqual([added])
  expect(added).toMatch(/^[\w-]{43}$/)
})

test.each(KINDS)('a session goes on when a key is added, signed by the new one: %o', async (kind) => {
  const browser = await openWith(kind)
  const old = browser.copy()
  expect(await browser.report()).toMatchObject({ key: 'first', keys: 1, keyIndex: 0 })
  expect(await choose(browser, 'added')).toMatchObject({ status: 'present', data: DATA, keys: 2, keyIndex: 1 })
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA, keys: 2, keyIndex: 0 })
  old.jar.set('clearjar-settings', browser.jar.get('clearjar-settings')!)
  expect(await old.report()).toMatchObject({ status: 'present', data: DATA, keyIndex: 1 })
})

test.each(KINDS)(
  'what was signed before is refused when the key is replaced, and stays where it is: %o',
  async (kind) => {
    const browser = await openWith(kind)
    const before = browser.cookie
    expect(await choose(browser, 'replaced')).toMatchObject({
      ...MISMATCH,
      keys: 1,
      wire: { received: { cookie: true }, sent: { action: 'none' } }
    })
    expect(browser.cookie).toBe(before)
    expect(await browser.report()).toMatchObject(MISMATCH)
    expect(await choose(browser, 'first')).toMatchObject({ status: 'present', data: DATA })
  }
)

test('a session that the new key has signed goes on without the old ones', async () => {
  const browser = await openWith()
  await choose(browser, 'added')
  expect(await choose(browser, 'replaced')).toMatchObject({ status: 'present', data: DATA, keys: 1, keyIndex: 0 })
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA })
})

test('with the first keys again, what the new one signed is refused, and what they signed holds', async () => {
  const browser = await openWith()
  const old = browser.cookie
  await choose(browser, 'replaced')
  await browser.patch({ data: { string: 'new' } })
  expect(await browser.report()).toMatchObject({ status: 'present', data: { string: 'new' }, keyIndex: 0 })
  expect(await choose(browser, 'first')).toMatchObject(MISMATCH)
  expect(await browser.report()).toMatchObject(MISMATCH)
  browser.cookie = old
  expect(await browser.report()).toMatchObject({ status: 'present', data: DATA, keyIndex: 0 })
})

test('a session that cannot be moved for its key is not taken for one of another mode', async () => {
  const browser = await openWith({ mode: 'server' })
  const old = browser.cookie
  const response = await browser.patch({ key: 'replaced', mode: 'cookie' }, '/api/settings')
  expect(await response.json()).toMatchObject({ session: { ...MISMATCH, mode: 'cookie', id: null } })
  expect(await (await browser.patch({ data: DATA })).json()).toMatchObject({ mode: 'cookie', status: 'present' })
  await browser.patch({ key: 'first' }, '/api/settings')
  browser.cookie = old
  expect(await browser.report()).toMatchObject({ status: 'present', mode: 'server', data: DATA })
})

test('whoever has the cookie and not the settings has what the first keys allow', async () => {
  const browser = await openWith()
  await choose(browser, 'added')
  expect(await browser.copy('session').report()).toMatchObject({ ...MISMATCH, key: 'first' })
})

test('a session on the server is moved under the added key, and ended where it was', async () => {
  const browser = await openWith({ mode: 'server' })
  const named = browser.cookie!
  const response = await browser.patch({ key: 'added', mode: 'cookie' }, '/api/settings')
  expect(await response.json()).toMatchObject({ session: { status: 'present', mode: 'cookie', data: DATA } })
  browser.cookie = named
  expect(await browser.report()).toMatchObject({ status: 'refused', reason: 'ended' })
})

test('no key and no secret is in an answer or a cookie', async () => {
  const browser = await openWith()
  const [added = ''] = secretsFor('added', [SECRET])
  const text = JSON.stringify([await choose(browser, 'added'), [...browser.jar], await browser.report()])
  expect(text).not.toContain(added)
  expect(text).not.toContain(SECRET)
  const derived = createSessionCodec({ secrets: [added] })
  expect(derived.verify(browser.cookie ?? '')).toMatchObject({ ok: true, keyIndex: 0 })
})
