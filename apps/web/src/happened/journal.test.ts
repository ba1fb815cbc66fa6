import { expect, test, vi } from 'vitest'
import type { Note } from './event.ts'
import type { Frame } from './journal.ts'
import { createJournal } from './journal.ts'

function createStorage(): Pick<Storage, 'getItem' | 'setItem'> & { readonly all: () => string } {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    all: () => [...items.values()].join('\n')
  }
}

const about = { session: 'A', mode: 'cookie', changes: [] } as const
const began: Note = {
  ...about,
  changes: [{ name: 'theme', after: '"dark"' }],
  actor: 'you',
  kind: 'began',
  what: 'saved'
}
const asked: Note = { ...about, changes: [], actor: 'server', kind: 'read', what: 'asked', names: ['theme'] }
const frame = {} as Frame

test('gives events their order and their time, and tells who listens', () => {
  const journal = createJournal({ storage: createStorage(), now: () => 5000 })
  const listener = vi.fn()
  const leave = journal.subscribe(listener)
  journal.note(began)
  journal.note(asked)
  leave()
  journal.note(asked)
  expect(listener).toHaveBeenCalledTimes(2)
  expect(journal.getSnapshot().events.map(({ id, at, kind }) => [id, at, kind])).toEqual([
    [1, 5000, 'began'],
    [2, 5000, 'read'],
    [3, 5000, 'read']
  ])
})

test('keeps events over a reload with names and without a value', () => {
  const storage = createStorage()
  const before = createJournal({ storage })
  expect(before.kept).toBe(false)
  before.nextLetter()
  before.note(began)
  expect(storage.all()).toContain('theme')
  expect(storage.all()).not.toContain('dark')
  expect(before.getSnapshot().events[0]?.changes).toEqual([{ name: 'theme', after: '"dark"' }])
  const after = createJournal({ storage })
  expect(after.kept).toBe(true)
  expect(after.getSnapshot().events[0]?.changes).toEqual([{ name: 'theme', after: null }])
  expect(after.nextLetter()).toBe('B')
  after.note(asked)
  expect(after.getSnapshot().events.map(({ id }) => id)).toEqual([1, 2])
})

test('holds 500 events and 100 frames; the oldest leave', () => {
  const journal = createJournal({ storage: createStorage() })
  for (let nth = 1; nth <= 510; nth += 1) journal.note(asked, frame)
  expect(journal.getSnapshot().events).toHaveLength(500)
  expect(journal.getSnapshot().events[0]?.id).toBe(11)
  expect(journal.frame(410)).toBeUndefined()
  expect(journal.frame(411)).toBe(frame)
})

test('a pause stops the list, not the recording', () => {
  const journal = createJournal({ storage: createStorage() })
  journal.note(began)
  journal.pause()
  journal.note(asked)
  journal.note(asked)
  expect(journal.getSnapshot()).toMatchObject({ held: 2, events: [{ id: 1 }] })
  expect(journal.getSnapshot().own).toHaveLength(3)
  journal.resume()
  expect(journal.getSnapshot().events).toHaveLength(3)
  expect(journal.getSnapshot().held).toBeNull()
})

test('clearing forgets the events and their frames, also in storage', () => {
  const storage = createStorage()
  const journal = createJournal({ storage })
  journal.note(began, frame)
  journal.look(1)
  journal.clear()
  expect(journal.getSnapshot()).toMatchObject({ events: [], looking: null })
  expect(storage.all()).not.toContain('theme')
  journal.look(1)
  expect(journal.getSnapshot().looking).toBeNull()
})

test('shows a file in place of its own events, and its own again', () => {
  const journal = createJournal({ storage: createStorage() })
  journal.note(began)
  journal.show([])
  expect(journal.getSnapshot()).toMatchObject({ imported: true, events: [] })
  expect(journal.getSnapshot().own).toHaveLength(1)
  journal.show(null)
  expect(journal.getSnapshot()).toMatchObject({ imported: false, events: [{ kind: 'began' }] })
})

test('starts empty where the storage holds something else, is full or is missing', () => {
  const foreign = { getItem: () => '{"events":"no"}', setItem: () => {} }
  expect(createJournal({ storage: foreign }).getSnapshot().events).toEqual([])
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }
  const journal = createJournal({ storage: full })
  journal.note(began)
  expect(journal.getSnapshot().events).toHaveLength(1)
})

test('letters go on after Z', () => {
  const journal = createJournal({ storage: createStorage() })
  const letters = Array.from({ length: 53 }, () => journal.nextLetter())
  expect([letters[0], letters[25], letters[26], letters[51], letters[52]]).toEqual(['A', 'Z', 'AA', 'AZ', 'BA'])
})
