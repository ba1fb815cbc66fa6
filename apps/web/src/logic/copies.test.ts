import { expect, test } from 'vitest'
import { createCopies } from './copies.ts'

const made = (text: string) =>
  ({ text, takenAt: 1, expires: null, whole: true, revocable: false }) as const satisfies object

const texts = (copies: ReturnType<typeof createCopies>): string[] => copies.getSnapshot().map(({ text }) => text)

test('keeps the newest first, and no more than four', () => {
  const copies = createCopies()
  for (const name of ['a', 'b', 'c', 'd', 'e']) copies.keep(made(`${name}.1.s`))
  expect(texts(copies)).toEqual(['e.1.s', 'd.1.s', 'c.1.s', 'b.1.s'])
})

test('one that says the same takes the place of the older', () => {
  const copies = createCopies()
  copies.keep(made('a.1.s'))
  copies.keep(made('b.1.s'))
  copies.keep(made('a.2.t'))
  expect(texts(copies)).toEqual(['a.2.t', 'b.1.s'])
})

test('lets one go, or all, and tells of it', () => {
  const copies = createCopies()
  let told = 0
  copies.subscribe(() => {
    told += 1
  })
  const first = copies.keep(made('a.1.s'))
  copies.keep(made('b.1.s'))
  copies.drop(first)
  expect(texts(copies)).toEqual(['b.1.s'])
  copies.clear()
  expect(texts(copies)).toEqual([])
  expect(told).toBe(4)
})
