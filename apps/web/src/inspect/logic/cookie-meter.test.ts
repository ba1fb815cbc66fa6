import { expect, test } from 'vitest'

import { cookieMeter } from './cookie-meter.ts'

test('name, value and what is between them count, in bytes', () => {
  expect(cookieMeter('session', 'é')).toEqual({ bytes: 10, limit: 4096, level: 'fine' })
  expect(cookieMeter(null, 'abc').bytes).toBe(3)
})

test('over nine tenths are near the limit, over the limit is too big', () => {
  expect(cookieMeter(null, 'x'.repeat(3686)).level).toBe('fine')
  expect(cookieMeter(null, 'x'.repeat(3687)).level).toBe('near')
  expect(cookieMeter(null, 'x'.repeat(4096)).level).toBe('near')
  expect(cookieMeter(null, 'x'.repeat(4097)).level).toBe('too-big')
})
