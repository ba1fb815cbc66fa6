// @vitest-environment jsdom
import type { TabLease, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import type { Tab } from '@clearjar/browser/tabs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeBoard, createFakeTab } from '../testing/open-page.tsx'
import { createClosings } from './closings.ts'

const start = 1_000_000

beforeEach(() => void vi.useFakeTimers({ now: start }))
afterEach(() => void vi.useRealTimers())

const other: Tab = { id: 'c01e0000', number: 2, self: false, state: 'open' }
const closed: Tab = { ...other, self: false, state: 'closed', closedAt: start }
const outside: TabSessionSnapshot = { status: 'closed', birth: 'fresh', since: 1 }

function open(...states: readonly TabLease['state'][]): TabSessionSnapshot {
  const leases = states.map((state) => ({ mark: 'c01e', self: false, state, hidden: false, until: 2 }))
  const times = { until: 45, grace: 10, lease: 45, away: 600 }
  return { status: 'open', scope: 'last-tab', mark: '7f3a', birth: 'fresh', hidden: false, ...times, leases }
}

function watch(seen: TabSessionSnapshot) {
  const board = createFakeBoard()
  const tab = createFakeTab()
  const browser = { gone: false }
  const closings = createClosings({ board, tab, isGone: () => browser.gone })
  const stop = closings.subscribe(() => {})
  board.show([other])
  tab.show(seen)
  return { board, tab, browser, stop, now: closings.getSnapshot }
}

test('measures from the close of a tab until its lease is gone', async () => {
  const { board, tab, now } = watch(open('open'))
  board.show([closed])
  expect(now().news).toEqual({ number: 2, left: 1, counted: true, letGo: null })
  expect(tab.checks()).toBe(1)
  tab.show(open('leaving'))
  await vi.advanceTimersByTimeAsync(1400)
  expect(now().letGo.size).toBe(0)
  tab.show(open())
  const letGo = { seconds: 1.4, session: false }
  expect(now()).toEqual({
    news: { number: 2, left: 1, counted: true, letGo },
    letGo: new Map([['c01e0000', letGo]])
  })
})

test('a tab that says nothing more is let go when the server takes it for asleep', async () => {
  const { board, tab, now } = watch(open('open'))
  board.show([closed])
  await vi.advanceTimersByTimeAsync(3000)
  tab.show(open('asleep'))
  expect(now().news?.letGo).toEqual({ seconds: 3, session: false })
})

test('a tab that comes back is not let go', () => {
  const { board, tab, now } = watch(open('open'))
  board.show([closed])
  board.show([other])
  tab.show(open())
  expect(now().letGo.size).toBe(0)
})

test('a tab that the server never counted on is told, and not waited for', () => {
  const { board, tab, now } = watch(open())
  board.show([closed])
  expect(now().news).toEqual({ number: 2, left: 1, counted: false, letGo: null })
  expect(tab.checks()).toBe(0)
})

test('a tab that is outside asks until the session is over', async () => {
  const { board, tab, browser, now } = watch(outside)
  board.show([closed])
  await vi.advanceTimersByTimeAsync(1000)
  expect(tab.checks()).toBe(5)
  browser.gone = true
  await vi.advanceTimersByTimeAsync(250)
  expect(now().news).toEqual({ number: 2, left: 1, counted: true, letGo: { seconds: 1.25, session: true } })
  await vi.advanceTimersByTimeAsync(1000)
  expect(tab.checks()).toBe(6)
})

test('a session that ended under its own tab did not end with the other', () => {
  const { board, tab, browser, now } = watch(open('open'))
  board.show([closed])
  browser.gone = true
  tab.show({ status: 'closed', birth: 'fresh', since: 1 })
  expect(now().letGo.size).toBe(0)
})

test('asks nothing once nobody listens', async () => {
  const { board, tab, stop } = watch(outside)
  board.show([closed])
  stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect(tab.checks()).toBe(1)
})
