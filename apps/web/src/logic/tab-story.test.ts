import type { TabLease, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import { expect, test } from 'vitest'
import type { SessionReport } from '../api/report.ts'
import { disagrees, followTab, isCountedOn, isOutOfDate, nextLetGo, untold } from './tab-story.ts'

function open(scope: 'last-tab' | 'tab' = 'last-tab', leases: readonly TabLease[] = []): TabSessionSnapshot {
  const times = { until: 45, grace: 10, lease: 45, away: 600 }
  return { status: 'open', scope, mark: '7f3a', birth: 'fresh', hidden: false, ...times, leases }
}

function lease(mark: string, until: number, rest: Partial<TabLease> = {}): TabLease {
  return { mark, self: false, state: 'open', hidden: false, until, ...rest }
}

const closed = (birth: 'fresh' | 'same' | 'restored'): TabSessionSnapshot => ({ status: 'closed', birth, since: 1 })
const starting = { status: 'starting' } as const
const absent = { status: 'absent' } as const

/** The ending after what the tab was told, while no session was read. */
function ending(...seen: readonly TabSessionSnapshot[]): string | null {
  return seen.reduce((story, tab) => followTab(story, tab, null), untold).ending
}

test.each<[string | null, readonly TabSessionSnapshot[]]>([
  ['reopened', [starting, closed('same')]],
  ['reopened', [starting, closed('restored'), absent]],
  ['new-tab', [starting, closed('fresh')]],
  [null, [starting, absent]],
  [null, [starting, open(), closed('fresh')]],
  [null, [starting, absent, open(), closed('same')]],
  [null, [starting, closed('same'), open()]],
  [null, [starting, { status: 'unbound' }]]
])('finds %s', (expected, seen) => {
  expect(ending(...seen)).toBe(expected)
})

test('a session that is read again is not one that had ended', () => {
  const report = told('present')
  const story = followTab(followTab(untold, closed('same'), null), closed('same'), report)
  expect(story).toEqual({ answered: true, ending: null, part: 'none' })
  expect(followTab(story, closed('same'), report)).toBe(story)
})

test('a tab has lost its session once that is over, until it has another', () => {
  const was = followTab(untold, open(), told('present'))
  expect(was.part).toBe('in')
  const lost = followTab(followTab(was, closed('fresh'), told('present')), absent, told('absent'))
  expect(lost).toEqual({ answered: true, ending: null, part: 'lost' })
  expect(followTab(lost, absent, told('present', null, 'browser')).part).toBe('none')
  expect(followTab(lost, open(), null).part).toBe('in')
})

function told(
  status: SessionReport['status'],
  reason: SessionReport['reason'] = null,
  scope: SessionReport['tabs']['scope'] = 'last-tab'
): SessionReport {
  return { status, reason, tabs: { scope } } as SessionReport
}

test.each<[boolean, TabSessionSnapshot, SessionReport]>([
  [false, open(), told('present')],
  [true, open(), told('present', null, 'browser')],
  [true, open('tab'), told('present')],
  [true, open(), told('refused', 'tab-asleep')],
  [true, open('tab'), told('refused', 'other-tab')],
  [false, open(), told('refused', 'signature-mismatch')],
  [false, open(), told('absent')],
  [true, { status: 'unbound' }, told('present')],
  [false, { status: 'unbound' }, told('present', null, 'browser')],
  [true, { status: 'unbound' }, told('refused', 'ended')],
  [true, { status: 'unbound' }, told('refused', 'tab-asleep')],
  [false, { status: 'unbound' }, told('refused', 'signature-mismatch')],
  [false, { status: 'unbound' }, told('absent')],
  [true, { status: 'asleep' }, told('present')],
  [true, closed('fresh'), told('present')],
  [false, closed('fresh'), told('refused', 'other-tab')],
  [false, starting, told('present')],
  [false, { status: 'unsupported' }, told('present')]
])('out of step: %s', (expected, tab, report) => {
  expect(disagrees(tab, report)).toBe(expected)
})

test('a tab that believes in a session which the server does not read for it has to ask', () => {
  expect(isOutOfDate(open(), told('absent'))).toBe(true)
  expect(isOutOfDate(open(), told('refused', 'tab-asleep'))).toBe(true)
  expect(isOutOfDate(open(), told('refused', 'other-tab'))).toBe(true)
  expect(isOutOfDate(open(), told('refused', 'signature-mismatch'))).toBe(false)
  expect(isOutOfDate(open(), told('present'))).toBe(false)
  expect(isOutOfDate(closed('fresh'), told('absent'))).toBe(false)
})

test('the server counts on the other tabs that it has a lease of, until the first runs out', () => {
  const tab = open('last-tab', [
    lease('7f3a', 10, { self: true }),
    lease('c01e', 40),
    lease('beef', 20, { state: 'leaving' }),
    lease('dead', 5, { state: 'asleep' })
  ])
  expect(['7f3a', 'c01e', 'beef', 'dead', 'none'].map((mark) => isCountedOn(tab, mark))).toEqual([
    false,
    true,
    true,
    false,
    false
  ])
  expect(nextLetGo(tab)).toBe(20)
  expect(nextLetGo(open())).toBeNull()
  expect(nextLetGo(absent)).toBeNull()
})
