// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { createSeen, sightOf } from './seen.ts'

const storageKey = 'clearjar.seen'
const reloaded = { row: 'reload', place: 'cookie', fate: 'lives', at: 1000 } as const

beforeEach(() => localStorage.clear())

test('remembers of each cell what was seen last, also for the next page', () => {
  const seen = createSeen()
  seen.add([reloaded, { ...reloaded, place: 'server', fate: 'dies' }])
  seen.add([{ ...reloaded, fate: 'dies', at: 2000 }])
  seen.add([{ ...reloaded, at: 1500 }])
  expect(sightOf(seen.getSnapshot(), 'reload', 'cookie')).toMatchObject({ fate: 'dies', at: 2000 })
  expect(createSeen().getSnapshot()).toEqual(seen.getSnapshot())
  expect(seen.getSnapshot()).toHaveLength(2)
  expect(sightOf(seen.getSnapshot(), 'quit', 'cookie')).toBeNull()
})

test('what was forgotten does not come back from a log that still has it', () => {
  const seen = createSeen(() => 1200)
  seen.add([reloaded])
  seen.forget()
  seen.add([reloaded])
  expect(seen.getSnapshot()).toEqual([])
  seen.add([{ ...reloaded, at: 1300 }])
  expect(seen.getSnapshot()).toHaveLength(1)
})

test('hears what another tab saw, until nobody listens', () => {
  const seen = createSeen()
  const listener = vi.fn()
  const leave = seen.subscribe(listener)
  createSeen().add([reloaded])
  dispatchEvent(new StorageEvent('storage', { key: 'something else' }))
  expect(listener).not.toHaveBeenCalled()
  dispatchEvent(new StorageEvent('storage', { key: storageKey }))
  expect(seen.getSnapshot()).toEqual([reloaded])
  leave()
  dispatchEvent(new StorageEvent('storage', { key: storageKey }))
  expect(listener).toHaveBeenCalledTimes(1)
})

test('keeps what two tabs saw at once, and not what one forgot', () => {
  const [one, other] = [createSeen(), createSeen(() => 1200)]
  for (const seen of [one, other]) seen.subscribe(() => {})
  const write = (key: string | null, memory: object | null): void => {
    if (memory === null) localStorage.clear()
    else localStorage.setItem(storageKey, JSON.stringify(memory))
    dispatchEvent(new StorageEvent('storage', { key, newValue: memory && JSON.stringify(memory) }))
  }
  const reopened = { ...reloaded, row: 'reopen' } as const
  one.add([reloaded])
  write(storageKey, { since: 0, sights: [reopened] })
  expect(other.getSnapshot()).toEqual([reopened, reloaded])
  expect(createSeen().getSnapshot()).toEqual([reopened, reloaded])
  other.forget()
  dispatchEvent(new StorageEvent('storage', { key: storageKey, newValue: localStorage.getItem(storageKey) }))
  expect(one.getSnapshot()).toEqual([])
  one.add([{ ...reloaded, at: 1300 }])
  write(null, null)
  expect(one.getSnapshot()).toEqual([])
})

test('begins anew where the storage holds something else', () => {
  const foundIn = (stored: string): unknown => {
    localStorage.setItem(storageKey, stored)
    return createSeen().getSnapshot()
  }
  expect(foundIn(JSON.stringify({ since: 0, sights: [reloaded] }))).toEqual([reloaded])
  expect(foundIn('{')).toEqual([])
  expect(foundIn(JSON.stringify({ since: 0, sights: [{ ...reloaded, row: 'constructor' }] }))).toEqual([])
  expect(foundIn(JSON.stringify({ since: '0', sights: [] }))).toEqual([])
})
