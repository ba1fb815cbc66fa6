import { expect, test } from 'vitest'
import {
  formatAgo,
  formatDate,
  formatLeft,
  formatLeftShort,
  formatLifetime,
  formatMoment,
  formatNumber,
  formatTime,
  shorten
} from './format.ts'

test.each([
  [31 * 86_400 - 180, '30 d 23 h 57 min'],
  [86_400, '1 d'],
  [86_460, '1 d 0 h 1 min'],
  [7_260, '2 h 1 min'],
  [3_599, '59 min'],
  [60, '60 s'],
  [59.9, '59 s'],
  [0, '0 s'],
  [-5, '0 s']
])('says %d seconds left as %s', (seconds, text) => {
  expect(formatLeft(seconds)).toBe(text)
})

test('has a short form of two units', () => {
  expect(formatLeftShort(31 * 86_400 - 180)).toBe('30 d 23 h')
  expect(formatLeftShort(12)).toBe('12 s')
})

test.each([
  [0.4, 'just now'],
  [12, '12 s ago'],
  [125, '2 min ago'],
  [7_300, '2 h ago'],
  [200_000, '2 d ago']
])('says %d seconds ago as %s', (seconds, text) => {
  expect(formatAgo(seconds)).toBe(text)
})

test.each([
  [31 * 86_400, '31 days'],
  [86_400, '1 day'],
  [5_400, '90 minutes'],
  [30, '30 seconds'],
  [1, '1 second']
])('says a lifetime of %d seconds as %s', (seconds, text) => {
  expect(formatLifetime(seconds)).toBe(text)
})

test('writes dates and times without a comma after the weekday', () => {
  const seconds = new Date(2026, 11, 23, 20, 28, 12).getTime() / 1000
  expect(formatDate(seconds)).toBe('Wed 23 Dec 2026, 20:28')
  expect(formatTime(seconds)).toBe('20:28:12')
  expect(formatMoment(seconds, seconds - 60)).toBe('20:28:12')
  expect(formatMoment(seconds, seconds - 86_400)).toBe('Wed 23 Dec 2026, 20:28')
})

test('writes numbers and cookies for reading', () => {
  expect(formatNumber(4096)).toBe('4,096')
  expect(shorten('eyJzdHJpbmciOiJoZWxsbyJ9')).toBe('eyJzdHJ…')
  expect(shorten('short')).toBe('short')
})
