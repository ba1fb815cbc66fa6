import { expect, test, vi } from 'vitest'

import { createMemoryStore } from './memory-store.ts'

test('sweeps what is over, and nothing else', async () => {
  let time = 1_000
  let asked = 0
  const now = (): number => {
    asked += 1
    return time
  }
  const store = createMemoryStore({ now, sweepEvery: 0.001 })
  await store.swap('s:brief', null, 'text', 10)
  await store.swap('r:brief', null, '', 10)
  await store.swap('s:lasting', null, 'text', 11)

  asked = 0
  time = 1_011
  await vi.waitUntil(() => asked >= 3)
  // What was swept stays away when the clock goes back; what is only over would be there again.
  time = 1_000
  expect(await store.read('s:brief')).toBeNull()
  expect(await store.read('r:brief')).toBeNull()
  expect(await store.read('s:lasting')).toBe('text')
  await store.close?.()
})

test('keeps a text for its whole time, at most a second longer', async () => {
  let time = 1_000
  const store = createMemoryStore({ now: () => time })
  await store.swap('s:id', null, 'text', 10)
  time = 1_010
  expect(await store.read('s:id')).toBe('text')
  time = 1_011
  expect(await store.read('s:id')).toBeNull()
  await store.close?.()
})

test.each([0, -1, Number.NaN, Infinity, 2_147_484])('refuses to sweep every %d seconds', (sweepEvery) => {
  expect(() => createMemoryStore({ sweepEvery })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})
