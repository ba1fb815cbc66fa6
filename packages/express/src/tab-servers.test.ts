import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { inspectSession } from './index.ts'
import { serveSession, type ServedSession } from './testing/serve-session.ts'
import { clock, type OpenedStore, storeKinds } from './testing/store-kinds.ts'
import { createVisitor, type Visitor } from './testing/visit.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const OURS = new Set(['memory', 'embedded', 'redis'])
const GRACE = 10
const SERVERS = 3

/** Several servers that share a store. */
describe.each(storeKinds.filter(({ name, skipped }) => skipped === '' && OURS.has(name)))('$name', (kind) => {
  let opened: OpenedStore
  let servers: ServedSession[]

  beforeAll(async () => {
    opened = await kind.open()
    servers = []
  })
  afterAll(() => opened.close())

  async function serve(): Promise<void> {
    const options = { store: opened.store, now: () => clock.time, tabs: { scope: 'last-tab', grace: GRACE } } as const
    const life = { life: (req: Parameters<typeof inspectSession>[0]) => inspectSession(req).received.status }
    servers = await Promise.all(Array.from({ length: SERVERS }, () => serveSession(options, life)))
  }

  async function say(visitor: Visitor, server: number, message: object): Promise<{ status: string; tab?: string }> {
    const { url } = servers[server % SERVERS]!
    const { text } = await visitor.get(`${url}/session/tabs`, { method: 'POST', body: JSON.stringify(message) })
    return JSON.parse(text) as { status: string; tab?: string }
  }

  async function lives(visitor: Visitor): Promise<string[]> {
    const answers = await Promise.all(servers.map(({ url }) => visitor.copy().get(`${url}/act?name=life`)))
    return answers.map(({ text }) => JSON.parse(text) as string)
  }

  test('of tabs that open and close at once on several servers, each counts', async () => {
    await serve()
    const visitor = createVisitor()
    await visitor.get(`${servers[0]!.url}/set?user=ann`)
    const docs = Array.from({ length: 24 }, (_, index) => `document-number-${String(index).padStart(4, '0')}`)
    const open = { act: 'open', n: 1, birth: 'fresh', hidden: false }
    const [first] = [await say(visitor, 0, { ...open, doc: docs[0] })]
    const others = await Promise.all(docs.slice(1).map((doc, index) => say(visitor, index, { ...open, doc })))
    const tabs = [first, ...others].map(({ tab }) => tab)
    expect(new Set(tabs).size).toBe(docs.length)
    expect(tabs).not.toContain(undefined)

    const leave = { act: 'leave', n: 2, park: false }
    await Promise.all(
      docs.slice(1).map((doc, index) => say(visitor, index + 1, { ...leave, doc, tab: tabs[index + 1] }))
    )
    clock.time += GRACE
    expect(await lives(visitor)).toEqual(Array.from({ length: SERVERS }, () => 'present'))
    await say(visitor, 2, { ...leave, doc: docs[0], tab: tabs[0] })
    clock.time += GRACE
    expect(await lives(visitor)).toEqual(Array.from({ length: SERVERS }, () => 'refused'))
  })
})
