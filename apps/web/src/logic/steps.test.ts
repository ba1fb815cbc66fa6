import { expect, test } from 'vitest'
import { nextStep, readSteps, writeSteps } from './steps.ts'

function memory(text: string | null = null) {
  return {
    text,
    getItem: () => text,
    setItem(_key: string, value: string) {
      this.text = value
    }
  }
}

test('remembers the steps done', () => {
  const storage = memory()
  writeSteps(storage, new Set(['save', 'delete']))
  expect([...readSteps(memory(storage.text))]).toEqual(['save', 'delete'])
})

test.each(['{', '"save"', '["fly"]', 'null'])('takes %s for no steps', (text) => {
  expect(readSteps(memory(text)).size).toBe(0)
})

test('works where storage is blocked', () => {
  expect(readSteps(null).size).toBe(0)
  expect(() =>
    writeSteps(
      {
        setItem() {
          throw new Error('blocked')
        }
      },
      new Set(['save'])
    )
  ).not.toThrow()
})

test('the next step is the first that is not done', () => {
  expect(nextStep(new Set())).toBe('save')
  expect(nextStep(new Set(['save', 'change']))).toBe('read')
  expect(nextStep(new Set(['save', 'read', 'change', 'delete', 'close']))).toBeNull()
})
