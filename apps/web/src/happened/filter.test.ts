import { expect, test } from 'vitest'
import type { LogEvent } from './event.ts'
import { noFilter, passes } from './filter.ts'

const saved: LogEvent = {
  id: 1,
  at: 0,
  actor: 'tab 3',
  session: 'B',
  mode: 'cookie',
  changes: [{ name: 'theme', after: '"dark"' }],
  kind: 'changed',
  what: 'elsewhere'
}

test('finds by kind, by who did it, and by every word of a search', () => {
  expect(passes(saved, noFilter)).toBe(true)
  expect(passes(saved, { ...noFilter, kind: 'values' })).toBe(true)
  expect(passes(saved, { ...noFilter, kind: 'sessions' })).toBe(false)
  expect(passes(saved, { ...noFilter, actor: 'tab' })).toBe(true)
  expect(passes(saved, { ...noFilter, actor: 'you' })).toBe(false)
  expect(passes(saved, { ...noFilter, search: ' DARK  theme ' })).toBe(true)
  expect(passes(saved, { ...noFilter, search: 'dark light' })).toBe(false)
  expect(passes(saved, { ...noFilter, search: 'tab 3' })).toBe(true)
})
