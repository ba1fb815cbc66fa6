import { createRequire } from 'node:module'

import { expect, expectTypeOf, test, vi } from 'vitest'

import { type ExpressSessionStore, fromExpressSessionStore } from './express-session-store.ts'

const require = createRequire(import.meta.url)
const { MemoryStore } = require('express-session') as { readonly MemoryStore: new () => ExpressSessionStore }

/** A store whose answers a test gives; what it does not give is a store with nothing in it. */
function fake(answers: Partial<ExpressSessionStore>): ExpressSessionStore {
  return {
    get: (_id, callback) => callback(null, null),
    set: (_id, _session, callback) => callback(null),
    destroy: (_id, callback) => callback(null),
    ...answers
  }
}

test('takes what express-session calls a store, whatever its sessions must hold', () => {
  interface SessionData {
    cookie: { originalMaxAge: number | null; expires?: Date | null; secure?: boolean | 'auto' }
    user: string
  }
  interface Store {
    get(sid: string, callback: (err: unknown, session?: SessionData | null) => void): void
    set(sid: string, session: SessionData, callback?: (err?: unknown) => void): void
    destroy(sid: string, callback?: (err?: unknown) => void): void
  }
  expectTypeOf<Store>().toExtend<ExpressSessionStore>()
})

test('refuses the class of a store when the application starts', () => {
  const given = MemoryStore as unknown as ExpressSessionStore
  expect(() => fromExpressSessionStore(given)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})

test('keeps the text as one string, beside the cookie by which stores tell the time', async () => {
  const set = vi.fn<ExpressSessionStore['set']>((_id, _session, callback) => callback())
  const started = Date.now()
  expect(await fromExpressSessionStore(fake({ set })).swap('s:id', null, '{"b":1,"a":2}', 60)).toBe(true)
  expect(set).toHaveBeenCalledWith('s%3Aid', expect.anything(), expect.any(Function))
  const record = set.mock.calls[0]![1] as { cookie: { expires: Date } }
  expect(record).toEqual({
    cookie: { originalMaxAge: 60_000, maxAge: 60_000, expires: expect.any(Date) },
    clearjar: '{"b":1,"a":2}'
  })
  expect(record.cookie.expires.getTime()).toBeGreaterThanOrEqual(started + 60_000)
  expect(record.cookie.expires.getTime()).toBeLessThanOrEqual(Date.now() + 60_000)
})

test('reads what express-session wrote as nothing', async () => {
  const memory = new MemoryStore()
  await new Promise<void>((resolve) => {
    memory.set('id', { cookie: { originalMaxAge: null, expires: null }, user: 'ann' }, () => resolve())
  })
  expect(await fromExpressSessionStore(memory).read('id')).toBeNull()
})

test.each([[new Date(Date.now() - 1)], [new Date(Date.now() - 1).toISOString()]])(
  'reads as nothing what is over since %s, though the store still has it',
  async (expires) => {
    const store = fake({ get: (_id, callback) => callback(null, { cookie: { expires }, clearjar: 'text' }) })
    expect(await fromExpressSessionStore(store).read('s:id')).toBeNull()
  }
)

test('takes the ENOENT of stores of files for nothing, and every other error for one', async () => {
  const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })
  const absent = fromExpressSessionStore(
    fake({ get: (_id, callback) => callback(missing), destroy: (_id, callback) => callback(missing) })
  )
  expect(await absent.read('s:id')).toBeNull()
  expect(await absent.swap('s:id', null, null, 60)).toBe(true)
  const broken = fromExpressSessionStore(fake({ get: (_id, callback) => callback(new Error('broken')) }))
  await expect(broken.read('s:id')).rejects.toThrow('broken')
  await expect(broken.swap('s:id', null, 'text', 60)).rejects.toThrow('broken')
})

test('rejects what a store throws, and lets the next swap of the key try', async () => {
  const set = vi.fn<ExpressSessionStore['set']>((_id, _session, callback) => callback())
  set.mockImplementationOnce(() => {
    throw new Error('down')
  })
  const store = fromExpressSessionStore(fake({ set }))
  const swaps = [store.swap('s:id', null, 'first', 60), store.swap('s:id', null, 'second', 60)]
  expect(await Promise.allSettled(swaps)).toEqual([
    { status: 'rejected', reason: new Error('down') },
    { status: 'fulfilled', value: true }
  ])
})

test('lets swaps of one key wait for each other, and of other keys not', async () => {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const store = fromExpressSessionStore(
    fake({
      get(id, callback) {
        asked.push(id)
        answers.push(() => callback(null, null))
      }
    })
  )
  const swaps = [store.swap('a', null, 'x', 60), store.swap('a', null, 'y', 60), store.swap('b', null, 'z', 60)]
  await vi.waitUntil(() => asked.length === 2)
  expect(asked).toEqual(['a', 'b'])
  answers.forEach((answer) => answer())
  await vi.waitUntil(() => asked.length === 3)
  answers[2]!()
  expect(await Promise.all(swaps)).toEqual([true, true, true])
})
