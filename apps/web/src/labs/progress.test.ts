import { expect, test } from 'vitest'
import { labIds } from './labs-data.ts'
import { nextLab, readProgress, writeProgress } from './progress.ts'

function storage(text: string | null = null) {
  let stored = text
  return { getItem: () => stored, setItem: (_key: string, value: string) => void (stored = value) }
}

test('what was done is remembered', () => {
  const kept = storage()
  writeProgress(kept, { read: 'right', delete: 'skipped' })
  expect(readProgress(kept)).toEqual({ read: 'right', delete: 'skipped' })
})

test('what is no progress counts as none', () => {
  expect(readProgress(null)).toEqual({})
  expect(readProgress(storage('{'))).toEqual({})
  expect(readProgress(storage('null'))).toEqual({})
  expect(readProgress(storage('[1]'))).toEqual({})
  expect(readProgress(storage('{"read":"perhaps","no-lab":"right","delete":"wrong"}'))).toEqual({ delete: 'wrong' })
})

test('storage that is full is no error', () => {
  const full = {
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }
  expect(() => writeProgress(full, { read: 'right' })).not.toThrow()
})

test('the next lab is the first that is not done, or the first after this one', () => {
  expect(nextLab({})).toBe('read')
  expect(nextLab({ read: 'right' })).toBe('change-a-byte')
  expect(nextLab({ read: 'right' }, 'delete')).toBe('replay')
  expect(nextLab({}, 'change-the-key')).toBe('read')
  const all = Object.fromEntries(labIds.map((id) => [id, 'right']))
  expect(nextLab(all)).toBeNull()
  const allButOne = Object.fromEntries(Object.entries(all).filter(([id]) => id !== 'read'))
  expect(nextLab(allButOne, 'read')).toBeNull()
  expect(nextLab(allButOne)).toBe('read')
})
