import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'

import express, { type RequestHandler } from 'express'
import { expect, test } from 'vitest'

import {
  bindSession,
  createMemoryStore,
  inspectSession,
  session,
  type SessionOptions,
  type TabsOptions
} from './index.ts'
import type { TabMessage } from './lib/tab-leases.ts'
import { type Clock, serveSession, type ServedSession } from './testing/serve-session.ts'
import { createVisitor, listen, type Visit, type Visitor } from './testing/visit.ts'

const express4 = createRequire(import.meta.url)('express4') as typeof express

const GRACE = 10
const LEASE = 45
const AWAY = 600

type Told = { readonly status: string; readonly tab?: string; readonly leases?: readonly { readonly state: string }[] }

/** A document as the server sees it. */
interface Document {
  readonly told: Told
  tab: string
  say(act: TabMessage['act'], more?: object): Promise<Told>
}

interface Site extends ServedSession {
  readonly clock: Clock
  readonly visitor: Visitor
  /** A document that opens in this visitor's browser. */
  open(birth?: string, tab?: string, visitor?: Visitor, more?: object): Promise<Document>
  report(body: unknown, visitor?: Visitor, headers?: Record<string, string>): Promise<Visit>
  /** Why the session that comes does not count; its status if it does. */
  life(tab?: string, visitor?: Visitor): Promise<string>
}

let documents = 0

function openGate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((open) => (resolve = open))
  return { promise, resolve }
}

async function serveTabs(tabs: NonNullable<SessionOptions['tabs']>, more: Partial<SessionOptions> = {}): Promise<Site> {
  const clock = { now: 1_800_000_000 }
  const store = createMemoryStore({ now: () => clock.now })
  const race = { read: openGate(), added: openGate() }
  const served = await serveSession(
    { store, clock, tabs, ...more },
    {
      life: (req) => {
        const { received } = inspectSession(req)
        return received.status === 'refused' ? received.reason : received.status
      },
      tabs: (req) => inspectSession(req).tabs,
      bind: (req) => bindSession(req, req.query.scope as 'tab'),
      // Both have read it before either writes, and this one writes last.
      empty: async (req) => {
        race.read.resolve()
        await race.added.promise
        for (const key of Object.keys(req.session)) delete (req.session as Record<string, unknown>)[key]
      },
      add: async (req) => {
        await race.read.promise
        Object.assign(req.session, { cart: 1 })
        await req.session.save()
        race.added.resolve()
      },
      regenerate: async (req) => {
        await req.session.regenerate()
        Object.assign(req.session, { user: 'ann' })
      }
    }
  )
  const visitor = createVisitor()
  await visitor.get(`${served.url}/set?user=ann`)
  async function report(body: unknown, from = visitor, headers = {}): Promise<Visit> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = { 'content-type': 'text/plain;charset=UTF-8', 'sec-fetch-site': 'same-origin' }
    return from.get(`${served.url}/session/tabs`, { method: 'POST', body: text, headers: { ...type, ...headers } })
  }

  async function open(birth = 'fresh', tab?: string, from = visitor, told: object = {}): Promise<Document> {
    documents += 1
    const doc = `document-${String(documents).padStart(8, '0')}`
    let n = 0
    async function say(act: string, rest: object = {}): Promise<Told> {
      n += 1
      const hidden = act === 'leave' ? {} : { hidden: false }
      const park = act === 'leave' ? { park: false } : {}
      const { status, text } = await report({ act, doc, n, tab: opened.tab, ...hidden, ...park, ...rest }, from)
      expect(status).toBe(200)
      return JSON.parse(text) as Told
    }
    const opened = { tab, say, told: { status: 'absent' } as Told }
    opened.told = await say('open', { birth, ...told })
    opened.tab = opened.told.tab ?? tab
    return opened as Document
  }

  async function life(tab?: string, from = visitor): Promise<string> {
    const headers: Record<string, string> = tab === undefined ? {} : { 'session-tab': tab }
    return JSON.parse((await from.get(`${served.url}/act?name=life`, { headers })).text) as string
  }

  return { ...served, clock, visitor, open, report, life }
}

test('a session ends when its last open tab closes, and its cookie is deleted', async () => {
  const site = await serveTabs('last-tab')
  const one = await site.open()
  const two = await site.open()
  await one.say('leave')
  site.clock.now += GRACE
  expect(await site.life()).toBe('present')
  await two.say('leave')
  site.clock.now += GRACE - 1
  expect(await site.life()).toBe('present')
  const copy = site.visitor.copy()
  site.clock.now += 1
  expect(await site.life()).toBe('tabs-closed')
  expect(site.visitor.jar.has('session')).toBe(false)
  expect(await site.life(undefined, copy)).toBe('tabs-closed')
})

test('a reload takes the tab up again within the grace, and what its predecessor says late is not heard', async () => {
  const site = await serveTabs('last-tab')
  const before = await site.open()
  await before.say('leave')
  site.clock.now += GRACE - 1
  const after = await site.open('same', before.tab)
  expect(after.told).toMatchObject({ status: 'open', tab: before.tab })
  expect(await before.say('leave')).toEqual({ status: 'taken' })
  site.clock.now += GRACE + 1
  expect(await site.life()).toBe('present')
})

test('a tab that is reopened after the grace is refused, and so is one that a browser restored within the lease', async () => {
  const site = await serveTabs('last-tab')
  const closed = await site.open()
  await closed.say('leave')
  site.clock.now += GRACE
  expect((await site.open('same', closed.tab)).told).toEqual({ status: 'closed' })
  expect(site.visitor.jar.size).toBe(0)

  await site.visitor.get(`${site.url}/set?user=ann`)
  const killed = await site.open()
  site.clock.now += 1
  expect((await site.open('restored', killed.tab)).told).toEqual({ status: 'closed' })
  expect(await site.life()).toBe('absent')
})

test('where a browser restores several tabs, none of them is kept by the lease of another', async () => {
  const site = await serveTabs('last-tab')
  const one = await site.open()
  const two = await site.open()
  await two.say('keep', { hidden: true })
  expect((await site.open('restored', one.tab, site.visitor, { alone: true })).told).toEqual({ status: 'closed' })
  expect(site.visitor.jar.size).toBe(0)
  expect(await two.say('keep')).toEqual({ status: 'absent' })
})

test('a restored tab leaves the others alone while one of them is there, or may be in the back/forward cache', async () => {
  const site = await serveTabs('last-tab')
  const killed = await site.open()
  const parked = await site.open()
  expect((await site.open('restored', killed.tab)).told.status).toBe('open')
  await parked.say('leave', { park: true })
  const other = await site.open()
  expect((await site.open('restored', other.tab, site.visitor, { alone: true })).told.status).toBe('open')
  expect((await parked.say('open', { birth: 'same' })).status).toBe('open')
})

test('a tab that crashed is taken up by its reload, also after the lease; one that is only opened again then is not', async () => {
  const site = await serveTabs('last-tab')
  const crashed = await site.open()
  site.clock.now += LEASE
  expect(await site.life()).toBe('tab-asleep')
  expect(site.visitor.jar.has('session')).toBe(true)
  const revived = await site.open('revived', crashed.tab)
  expect(revived.told.status).toBe('open')
  expect(await site.life()).toBe('present')
  site.clock.now += LEASE
  expect((await site.open('same', crashed.tab)).told).toEqual({ status: 'closed' })
})

test('a tab that slept is kept by the document that never died, for as long as `idle`', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open()
  site.clock.now += 11 * 3600
  expect(await site.life()).toBe('tab-asleep')
  expect((await site.open()).told).toEqual({ status: 'asleep' })
  expect((await tab.say('keep')).status).toBe('open')
  expect(await site.life()).toBe('present')
  site.clock.now += LEASE + 12 * 3600
  expect(await tab.say('keep')).toEqual({ status: 'closed' })
})

test('a hidden tab and a parked one count for longer', async () => {
  const site = await serveTabs('last-tab')
  const hidden = await site.open()
  await hidden.say('keep', { hidden: true })
  site.clock.now += AWAY - 1
  expect(await site.life()).toBe('present')
  await hidden.say('keep')
  await hidden.say('leave', { park: true })
  site.clock.now += AWAY - 1
  expect(await site.life()).toBe('present')
  expect((await hidden.say('open', { birth: 'same' })).status).toBe('open')
})

test('messages that overtake each other count in the order in which they were written', async () => {
  const site = await serveTabs('last-tab')
  const { tab, say } = await site.open()
  await say('keep', { n: 9 })
  await say('leave', { n: 5 })
  site.clock.now += GRACE + 1
  expect(await site.life()).toBe('present')
  expect(await say('leave', { n: 10 })).toMatchObject({ status: 'open', tab })
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test('bound to a tab, a session counts there and in copies of that tab, and nowhere else', async () => {
  const site = await serveTabs('tab')
  const tab = await site.open()
  const duplicate = await site.open('copy', tab.tab)
  expect(duplicate.told.status).toBe('open')
  expect(duplicate.tab).not.toBe(tab.tab)
  const other = await site.open()
  expect(other.told).toEqual({ status: 'closed' })
  expect(await site.life(tab.tab)).toBe('present')
  expect(await site.life(duplicate.tab)).toBe('present')
  expect(await site.life()).toBe('other-tab')
  await tab.say('leave')
  site.clock.now += GRACE
  expect(await site.life(tab.tab)).toBe('other-tab')
  expect(await site.life(duplicate.tab)).toBe('present')
  await duplicate.say('leave')
  site.clock.now += GRACE
  expect(await site.life(duplicate.tab)).toBe('tabs-closed')
})

test('copies of a tab can be kept out', async () => {
  const site = await serveTabs({ scope: 'tab', copies: false } satisfies TabsOptions)
  const tab = await site.open()
  expect((await site.open('copy', tab.tab)).told).toEqual({ status: 'closed' })
  expect(await site.life(tab.tab)).toBe('present')
})

test('a copy of the cookie in another browser has no tab of its own to be kept by', async () => {
  const site = await serveTabs('tab')
  const tab = await site.open()
  const thief = site.visitor.copy()
  expect((await site.open('fresh', undefined, thief)).told).toEqual({ status: 'closed' })
  expect(await site.life(undefined, thief)).toBe('other-tab')
  expect(await site.life(tab.tab)).toBe('present')
})

test('a session that no tab claims ends with the lease', async () => {
  const site = await serveTabs('tab')
  expect(await site.life()).toBe('present')
  site.clock.now += LEASE
  expect(await site.life()).toBe('tabs-closed')
})

test('two documents with one key: the later has it, and the earlier hears so', async () => {
  const site = await serveTabs('last-tab')
  const one = await site.open()
  const two = await site.open('same', one.tab)
  expect(await one.say('keep')).toEqual({ status: 'taken' })
  expect((await one.say('open', { birth: 'copy' })).tab).not.toBe(two.tab)
  expect(await two.say('keep')).toMatchObject({ status: 'open', tab: two.tab })
})

test('a tab that closes before it heard of its key leaves nothing behind', async () => {
  const site = await serveTabs('last-tab')
  const one = await site.open()
  const two = await site.open()
  await one.say('leave')
  expect(await two.say('leave', { tab: undefined })).toMatchObject({ status: 'open' })
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test('signing out ends it for all tabs and for copies of the cookie', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open()
  const copy = site.visitor.copy()
  const { headers } = await site.visitor.get(`${site.url}/end`)
  expect(headers.get('session-tab')).toBe('ended')
  expect(await site.life(undefined, copy)).toBe('tabs-closed')
  expect(await tab.say('keep')).toEqual({ status: 'absent' })
})

test.each(['cookie', 'server'] as const)('a new id takes the tabs along (mode %s)', async (mode) => {
  const site = await serveTabs('last-tab', { mode })
  const tab = await site.open()
  const copy = site.visitor.copy()
  const { headers } = await site.visitor.get(`${site.url}/act?name=regenerate`)
  expect(headers.get('session-tab')).toBe('started')
  expect(await site.life()).toBe('present')
  expect((await tab.say('keep')).status).toBe('open')
  expect(await site.life(undefined, copy)).not.toBe('present')
  await tab.say('leave')
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test('on the server nothing is left of the data when the last tab has closed', async () => {
  const clock = { now: 1_800_000_000 }
  const kept = createMemoryStore({ now: () => clock.now })
  const keys = new Set<string>()
  const store = {
    ...kept,
    swap: (key: string, before: string | null, after: string | null, ttl: number) => {
      if (after === null) keys.delete(key)
      else keys.add(key)
      return kept.swap(key, before, after, ttl)
    }
  }
  const site = await serveTabs({ grace: 0 }, { mode: 'server', store })
  const tab = await site.open()
  expect([...keys].map((key) => key.slice(0, 2)).sort()).toEqual(['s:', 't:'])
  await tab.say('leave')
  expect([...keys]).toEqual([])
  expect(site.visitor.jar.size).toBe(0)
})

test('a session can be bound otherwise than the option says, and let go again', async () => {
  const site = await serveTabs({ scope: 'browser' })
  expect((await site.open()).told).toEqual({ status: 'unbound' })
  const plain = site.visitor.jar.get('session')
  const { headers } = await site.visitor.get(`${site.url}/act?name=bind&scope=last-tab`)
  expect(headers.get('session-tab')).toBe('started')
  expect(site.visitor.jar.get('session')).not.toBe(plain)
  const tab = await site.open()
  await tab.say('leave')
  site.clock.now += GRACE - 1
  await site.visitor.get(`${site.url}/act?name=bind&scope=browser`)
  site.clock.now += 10 * LEASE
  expect(await site.life()).toBe('present')
})

test.each(['cookie', 'server'] as const)('a session that is there already can be bound (mode %s)', async (mode) => {
  const site = await serveTabs({ scope: 'browser' }, { mode })
  const { headers } = await site.visitor.get(`${site.url}/act?name=bind&scope=last-tab`)
  expect(headers.get('session-tab')).toBe('started')
  expect(await site.life()).toBe('present')
  const tab = await site.open()
  expect(tab.told.status).toBe('open')
  await tab.say('leave')
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test('what a session was bound to holds for what takes its place, not for who signs in after a sign-out', async () => {
  const normal = await serveTabs({ scope: 'browser' })
  await normal.visitor.get(`${normal.url}/act?name=bind&scope=last-tab`)
  await normal.visitor.get(`${normal.url}/act?name=regenerate`)
  normal.clock.now += LEASE
  expect(await normal.life()).toBe('tabs-closed')

  const strict = await serveTabs('last-tab')
  await strict.visitor.get(`${strict.url}/act?name=bind&scope=browser`)
  await strict.visitor.get(`${strict.url}/act?name=regenerate`)
  strict.clock.now += LEASE
  expect(await strict.life()).toBe('present')
  await strict.visitor.get(`${strict.url}/end`)
  await strict.visitor.get(`${strict.url}/set?user=bob`)
  strict.clock.now += LEASE
  expect(await strict.life()).toBe('tabs-closed')
})

test('somebody who had a session from before the option is bound by signing in', async () => {
  const plain = await serveSession({})
  const visitor = createVisitor()
  await visitor.get(`${plain.url}/set?cart=1`)
  const site = await serveTabs('last-tab', { now: () => Math.floor(Date.now() / 1000) })
  const { headers } = await visitor.get(`${site.url}/act?name=regenerate`)
  expect(headers.get('session-tab')).toBe('started')
})

test.each(['regenerate', 'bind&scope=browser'])(
  'an answer to the old cookie that comes late does not delete the new one (%s)',
  async (act) => {
    const site = await serveTabs('last-tab')
    const tab = await site.open()
    const late = site.visitor.copy()
    await site.visitor.get(`${site.url}/act?name=${act}`)
    const asked = await late.get(`${site.url}/act?name=life`)
    const kept = await site.report(
      { act: 'keep', doc: 'document-of-somebody', n: 99, tab: tab.tab, hidden: false },
      late
    )
    expect([asked.lines, kept.lines]).toEqual([[], []])
  }
)

test('a request that empties the data and one that adds to it leave the session bound', async () => {
  const site = await serveTabs('last-tab', { mode: 'server' })
  const tab = await site.open()
  const other = site.visitor.copy()
  await Promise.all([site.visitor.get(`${site.url}/act?name=empty`), other.get(`${site.url}/act?name=add`)])
  expect(await site.life(undefined, other)).toBe('present')
  await tab.say('leave')
  site.clock.now += GRACE
  expect(await site.life(undefined, other)).toBe('tabs-closed')
})

test('a document whose answer was lost leaves no second tab behind', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open()
  const again = await tab.say('open', { tab: undefined, birth: 'fresh' })
  expect(again.leases).toHaveLength(1)
  await tab.say('leave', { tab: again.tab })
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test.each(['last-tab', 'tab'] as const)(
  'a document whose answer was lost is let in again, bound to %s',
  async (scope) => {
    const site = await serveTabs(scope)
    const tab = await site.open('same', 'key-of-a-session-past1')
    const again = await tab.say('open', { tab: 'key-of-a-session-past1', birth: 'same' })
    expect(again).toMatchObject({ status: 'open', tab: tab.tab })
    expect(again.leases).toHaveLength(1)
    expect(await tab.say('open', { tab: undefined, birth: 'fresh' })).toMatchObject({ status: 'open', tab: tab.tab })
    expect(await site.life(tab.tab)).toBe('present')
  }
)

test('a duplicate whose answer was lost does not need its original any more', async () => {
  const site = await serveTabs('tab')
  const original = await site.open()
  const duplicate = await site.open('copy', original.tab)
  await original.say('leave')
  site.clock.now += GRACE
  const again = await duplicate.say('open', { tab: original.tab, birth: 'copy' })
  expect(again).toMatchObject({ status: 'open', tab: duplicate.tab })
})

test('a document whose answer was lost is heard when it leaves', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open('same', 'key-of-a-session-past1')
  await tab.say('leave', { tab: 'key-of-a-session-past1' })
  site.clock.now += GRACE
  expect(await site.life()).toBe('tabs-closed')
})

test('a restored document that was alone, and whose answer was lost, is let in again', async () => {
  const site = await serveTabs('last-tab')
  const lost = { tab: 'key-of-a-session-past1', birth: 'restored', alone: true }
  const tab = await site.open(lost.birth, lost.tab, site.visitor, lost)
  const other = await site.open()
  expect(await tab.say('open', lost)).toMatchObject({ status: 'open', tab: tab.tab })
  expect(await other.say('keep')).toMatchObject({ status: 'open' })
})

test('a tab that slept may reload before it says that it woke up', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open()
  site.clock.now += 3600
  await tab.say('leave')
  expect((await site.open('same', tab.tab)).told.status).toBe('open')
})

test('a restored tab that is alone takes none away that is between two documents', async () => {
  const site = await serveTabs('last-tab')
  const killed = await site.open()
  const reloading = await site.open()
  await reloading.say('leave')
  await site.open('restored', killed.tab, site.visitor, { alone: true })
  expect((await site.open('same', reloading.tab)).told.status).toBe('open')
})

test('what is kept on the server of a session goes when somebody comes with it after its tabs were closed', async () => {
  const clock = { now: 1_800_000_000 }
  const store = createMemoryStore({ now: () => clock.now })
  const site = await serveTabs('last-tab', { mode: 'server', store, now: () => clock.now })
  const tab = await site.open()
  await tab.say('leave')
  clock.now += GRACE
  const copy = site.visitor.copy()
  expect(await site.life()).toBe('tabs-closed')
  expect(await site.life(undefined, copy)).toBe('ended')
})

test('a session from before the option lives on as it was', async () => {
  const plain = await serveSession({})
  const visitor = createVisitor()
  await visitor.get(`${plain.url}/set?user=ann`)
  const site = await serveTabs('last-tab', { now: () => Math.floor(Date.now() / 1000) })
  expect(await site.life(undefined, visitor)).toBe('present')
  expect((await site.open('fresh', undefined, visitor)).told).toEqual({ status: 'unbound' })
})

test('a request that only reads writes nothing to the store', async () => {
  const clock = { now: 1_800_000_000 }
  const kept = createMemoryStore({ now: () => clock.now })
  let writes = 0
  const store = {
    ...kept,
    swap: (...args: Parameters<typeof kept.swap>) => {
      writes += 1
      return kept.swap(...args)
    }
  }
  const site = await serveTabs('last-tab', { store })
  const tab = await site.open()
  const before = writes
  await site.life()
  await site.visitor.get(`${site.url}/get`)
  expect(writes).toBe(before)
  await tab.say('keep')
  expect(writes).toBe(before + 1)
})

test('the page may show the leases, which name no key', async () => {
  const site = await serveTabs('last-tab')
  const tab = await site.open()
  await tab.say('keep', { mark: '7f3a' })
  const two = await site.open()
  await two.say('leave')
  const headers = { 'session-tab': tab.tab }
  const { text } = await site.visitor.get(`${site.url}/act?name=tabs`, { headers })
  expect(JSON.parse(text)).toEqual({
    scope: 'last-tab',
    leases: [
      { mark: '7f3a', self: true, state: 'open', hidden: false, until: site.clock.now + LEASE },
      {
        mark: expect.stringMatching(/^[0-9a-f]{4}$/) as string,
        self: false,
        state: 'leaving',
        hidden: false,
        until: site.clock.now + GRACE
      }
    ]
  })
  expect(text).not.toContain(tab.tab)
})

test('other sites, other things and too much of it are refused', async () => {
  const site = await serveTabs('last-tab')
  const { tab } = await site.open()
  const keep = { act: 'keep', doc: 'document-of-somebody', n: 1, tab, hidden: false }
  const cross = await site.report(keep, site.visitor, { 'sec-fetch-site': 'cross-site' })
  expect([cross.status, cross.text]).toEqual([403, '{"code":"cross-site-request"}'])
  for (const body of ['', '{', '[]', { ...keep, tab: '__proto__' }, { ...keep, n: -1 }, 'x'.repeat(2000)]) {
    const { status, text } = await site.report(body)
    expect([status, text]).toEqual([400, '{"code":"invalid-tab-message"}'])
  }
  const answers = await Promise.all(Array.from({ length: 250 }, () => site.report(keep)))
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('10')
})

test('no more tabs than anybody has open are noted for one session', async () => {
  const site = await serveTabs('last-tab')
  for (let count = 0; count < 100; count++) await site.open()
  const { status } = await site.report({
    act: 'open',
    doc: 'document-one-too-many',
    n: 1,
    birth: 'fresh',
    hidden: false
  })
  expect(status).toBe(429)
})

/** Long enough for a whole request to have arrived unread. */
const takeTime: RequestHandler = async (req, _res, next) => {
  while (!req.complete) await setImmediate()
  next()
}

test.each([
  ['Express 5, parsers', express, [express.text(), express.json()]],
  ['Express 5, a parser of bytes', express, [express.raw({ type: () => true })]],
  ['Express 5, a parser of something else', express, [express.urlencoded()]],
  ['Express 4, parsers', express4, [express4.text(), express4.json()]],
  ['Express 4, a parser of something else', express4, [express4.urlencoded({ extended: false })]],
  ['something that takes its time', express, [takeTime]]
])('what runs in front of it is no hindrance: %s', async (_name, framework, before) => {
  const app = framework()
  app.use(...before)
  app.use(session({ secrets: ['dev'], store: createMemoryStore(), tabs: 'last-tab' }))
  app.get('/set', (req, res) => res.json(Object.assign(req.session, { user: 'ann' })))
  const url = await listen(app)
  const visitor = createVisitor()
  await visitor.get(`${url}/set`)
  for (const type of ['text/plain', 'application/json']) {
    const body = JSON.stringify({ act: 'open', doc: 'document-with-parser', n: 1, birth: 'fresh', hidden: false })
    const { text } = await visitor.get(`${url}/session/tabs`, {
      method: 'POST',
      body,
      headers: { 'content-type': type }
    })
    expect(JSON.parse(text)).toMatchObject({ status: 'open' })
  }
})

test('a store that does not answer is an error, not the end of the session', async () => {
  const kept = createMemoryStore()
  let isDown = false
  const fail = async () => {
    throw new Error('down')
  }
  const store = {
    read: (key: string) => (isDown ? fail() : kept.read(key)),
    swap: (...args: Parameters<typeof kept.swap>) => (isDown ? fail() : kept.swap(...args))
  }
  const site = await serveTabs('last-tab', { store })
  const tab = await site.open()
  isDown = true
  const keep = { act: 'keep', doc: 'document-of-somebody', n: 1, tab: tab.tab, hidden: false }
  expect((await site.report(keep)).status).toBe(503)
  expect((await site.visitor.get(`${site.url}/get`)).status).toBe(503)
  isDown = false
  expect(await site.life()).toBe('present')
})

test.each([
  [{ tabs: 'window' }, /"last-tab", "tab", or an object|scope/],
  [{ tabs: { scop: 'tab' } }, /no option scop/],
  [{ tabs: { scope: 'none' } }, /tabs\.scope/],
  [{ tabs: { path: 'session/tabs' } }, /tabs\.path is a path/],
  [{ tabs: {}, cookie: { path: '/app' } }, /below cookie\.path/],
  [{ tabs: { lease: 0 } }, /tabs\.lease/]
])('%j is refused when the application starts', async (options, message) => {
  await expect(serveSession({ store: createMemoryStore(), ...(options as object) })).rejects.toThrow(message)
})

test('bindSession without the option is refused', async () => {
  const { url } = await serveSession({}, { bind: (req) => bindSession(req, 'tab') })
  expect((await createVisitor().get(`${url}/act?name=bind`)).text).toBe('{"code":"invalid-option"}')
})
