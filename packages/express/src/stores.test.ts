import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import type { SessionStore } from './lib/store.ts'
import { clock, type OpenedStore, type StoreKind, storeKinds } from './testing/store-kinds.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.each(storeKinds.filter(({ skipped }) => skipped === ''))('$name', (kind) => {
  let opened: OpenedStore
  let store: SessionStore
  let keys = 0
  const newKey = (): string => `s:key-${(keys += 1)}`

  beforeAll(async () => {
    opened = await kind.open()
    store = opened.store
  })
  afterAll(() => opened.close())

  test('reads nothing as null', async () => {
    expect(await store.read(newKey())).toBeNull()
  })

  test('creates only what is absent', async () => {
    const key = newKey()
    expect(await store.swap(key, null, 'first', 60)).toBe(true)
    expect(await store.swap(key, null, 'second', 60)).toBe(false)
    expect(await store.read(key)).toBe('first')
  })

  test('replaces only what is as expected', async () => {
    const key = newKey()
    await store.swap(key, null, 'first', 60)
    expect(await store.swap(key, 'other', 'second', 60)).toBe(false)
    expect(await store.read(key)).toBe('first')
    expect(await store.swap(key, 'first', 'second', 60)).toBe(true)
    expect(await store.read(key)).toBe('second')
  })

  test('deletes only what is as expected', async () => {
    const key = newKey()
    await store.swap(key, null, 'text', 60)
    expect(await store.swap(key, 'other', null, 60)).toBe(false)
    expect(await store.read(key)).toBe('text')
    expect(await store.swap(key, 'text', null, 60)).toBe(true)
    expect(await store.read(key)).toBeNull()
    expect(await store.swap(key, 'text', null, 60)).toBe(false)
    expect(await store.swap(key, null, null, 60)).toBe(true)
    expect(await store.read(key)).toBeNull()
  })

  test('tells an empty text from nothing', async () => {
    const key = newKey()
    expect(await store.swap(key, '', 'text', 60)).toBe(false)
    expect(await store.swap(key, null, '', 60)).toBe(true)
    expect(await store.read(key)).toBe('')
    expect(await store.swap(key, null, 'text', 60)).toBe(false)
    expect(await store.swap(key, '', 'text', 60)).toBe(true)
    expect(await store.swap(key, 'text', '', 60)).toBe(true)
    expect(await store.swap(key, '', null, 60)).toBe(true)
    expect(await store.read(key)).toBeNull()
  })

  test('forgets a text when its time is over', async () => {
    const [brief, empty, lasting] = [newKey(), newKey(), newKey()]
    expect(await store.swap(lasting, null, 'text', 60)).toBe(true)
    expect(await store.swap(brief, null, 'text', 1)).toBe(true)
    expect(await store.swap(empty, null, '', 1)).toBe(true)
    await pass(kind, store, empty)
    await pass(kind, store, brief)
    expect(await store.swap(brief, 'text', 'next', 60)).toBe(false)
    expect(await store.swap(brief, null, 'next', 60)).toBe(true)
    expect(await store.read(brief)).toBe('next')
    expect(await store.read(lasting)).toBe('text')
  })

  test('sets the time anew with an equal text, or with another', async () => {
    const [same, other, shortened, brief] = [newKey(), newKey(), newKey(), newKey()]
    await store.swap(same, null, 'text', 2)
    await store.swap(other, null, 'text', 2)
    await store.swap(shortened, null, 'text', 60)
    expect(await store.swap(same, 'text', 'text', 60)).toBe(true)
    expect(await store.swap(other, 'text', 'next', 60)).toBe(true)
    expect(await store.swap(shortened, 'text', 'text', 1)).toBe(true)
    await store.swap(brief, null, 'text', 2)
    await pass(kind, store, brief)
    await pass(kind, store, shortened)
    expect(await store.read(same)).toBe('text')
    expect(await store.read(other)).toBe('next')
  })

  test.each([
    ['Unicode', '{"name":"Zoë 😀 \u{10ffff} \u2028"}'],
    ['NUL and other control characters', '\0a\0\u0001\u007f\u009f\n\0'],
    ['100 KB', JSON.stringify(Array.from({ length: 8_000 }, (_, index) => `${index} é😀`))]
  ])('keeps %s as it is', async (_what, text) => {
    const key = newKey()
    expect(await store.swap(key, null, text, 60)).toBe(true)
    expect(await store.read(key)).toBe(text)
    expect(await store.swap(key, text, `${text} `, 60)).toBe(true)
    expect(await store.swap(key, text, 'wrong', 60)).toBe(false)
    expect(await store.read(key)).toBe(`${text} `)
  })

  test('takes keys of 64 characters, and tells every key from the others', async () => {
    const long = `u:${'x'.repeat(62)}`
    const alike = [
      long,
      long.slice(0, -1),
      long.toUpperCase(),
      `r:${long.slice(2)}`,
      'u-x',
      'u:x',
      'u%3Ax',
      'u.x',
      'u_x'
    ]
    for (const key of alike) expect(await store.swap(key, null, key, 60)).toBe(true)
    expect(await Promise.all(alike.map((key) => store.read(key)))).toEqual(alike)
  })

  test('loses none of 200 increments at once', async () => {
    const key = newKey()
    await Promise.all(Array.from({ length: 200 }, () => increment(store, key)))
    expect(await store.read(key)).toBe('200')
  })

  test('does what a map would do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const names = [newKey(), newKey()]
        const model = new Map<string, string>()
        for (const { at, before, after } of steps) {
          const key = names[at]!
          const held = model.get(key) ?? null
          const expected = before === 'held' ? held : before.text
          expect(await store.swap(key, expected, after, 60)).toBe(expected === held)
          if (expected === held && after === null) model.delete(key)
          else if (expected === held && after !== null) model.set(key, after)
          expect(await Promise.all(names.map((name) => store.read(name)))).toEqual(
            names.map((name) => model.get(name) ?? null)
          )
        }
      }),
      { numRuns: 40 }
    )
  })
})

describe.each(storeKinds.filter(({ isClocked }) => isClocked))('$name, as time passes', (kind) => {
  test('does what a map with times would do', async () => {
    const { store, close } = await kind.open()
    let keys = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(step, fc.nat({ max: 4 })), { maxLength: 40 }), async (steps) => {
        const names = [`s:${(keys += 1)}`, `r:${keys}`]
        const model = new Map<string, { readonly text: string; readonly last: number }>()
        const held = (name: string): string | null => {
          const entry = model.get(name)
          return entry === undefined || clock.time > entry.last ? null : entry.text
        }
        for (const each of steps) {
          if (typeof each === 'number') clock.time += each
          else {
            const key = names[each.at]!
            const expected = each.before === 'held' ? held(key) : each.before.text
            const fits = expected === held(key)
            expect(await store.swap(key, expected, each.after, each.ttl)).toBe(fits)
            if (fits && each.after === null) model.delete(key)
            else if (fits && each.after !== null) model.set(key, { text: each.after, last: clock.time + each.ttl })
          }
          expect(await Promise.all(names.map((name) => store.read(name)))).toEqual(names.map(held))
        }
      })
    )
    await close()
  })
})

describe.each(storeKinds.filter(({ skipped }) => skipped !== ''))('$name$skipped', () => {
  test.skip('fulfils the contract of a store', () => {})
})

const text = fc.option(fc.oneof(fc.constantFrom('', 'a', 'b'), fc.string({ unit: 'binary' })), { nil: null })

/** A swap: of what is held, or of what may not be. */
const step = fc.record({
  at: fc.nat({ max: 1 }),
  before: fc.oneof(fc.constant('held' as const), fc.record({ text })),
  after: text,
  ttl: fc.integer({ min: 1, max: 5 })
})

async function increment(store: SessionStore, key: string): Promise<void> {
  for (;;) {
    const held = await store.read(key)
    if (await store.swap(key, held, String(Number(held) + 1), 60)) return
  }
}

/** Until the time of a key with a second or two to live is over. */
async function pass(kind: StoreKind, store: SessionStore, key: string): Promise<void> {
  if (kind.isClocked) clock.time += 3
  await vi.waitFor(async () => expect(await store.read(key)).toBeNull(), { timeout: 10_000 })
}
