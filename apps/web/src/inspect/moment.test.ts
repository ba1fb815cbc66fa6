import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatLength, formatRelative, formatStamp } from './moment.ts'

test('names the zone beside the time', () => {
  expect(formatStamp(1_547_409_093)).toMatch(/^\d{1,2} Jan 2019, \d\d:\d\d:33 \S+$/)
})

test('says how far away a moment is, in the largest unit', () => {
  expect([0, 5, -90, 7200, -86_400 * 3, 86_400 * 800].map(formatRelative)).toEqual([
    'now',
    'in 5 seconds',
    '1 minute ago',
    'in 2 hours',
    '3 days ago',
    'in 2 years'
  ])
  expect(formatLength(-3600)).toBe('1 hour')
})

test('has words for any number that a cookie can hold', () => {
  fc.assert(fc.property(fc.double(), (seconds) => formatStamp(seconds).length > 0))
  expect(formatStamp(1e18)).toBe('at 1000000000000000000 s after 1970')
  expect([Number.POSITIVE_INFINITY, -1e18].map(formatRelative)).toEqual(['far ahead', 'long ago'])
})
