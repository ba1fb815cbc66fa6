import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'

const plain = { status: 'present', reason: null, mode: 'cookie', revocable: false, tabs: { scope: 'browser' } } as const

test.each([
  ['nothing of a session that is only its cookie', plain, 'nothing'],
  ['the id of one that can be ended', { ...plain, revocable: true }, 'theId'],
  ['that it was ended', { ...plain, revocable: true, status: 'refused', reason: 'ended' }, 'theEnd'],
  ['all of one that is on the server', { ...plain, revocable: true, mode: 'server' }, 'theSession'],
  [
    'nothing of one that was deleted there',
    { ...plain, revocable: true, mode: 'server', status: 'refused', reason: 'ended' },
    'nothing'
  ],
  ['the tabs of one that ends with them', { ...plain, tabs: { scope: 'last-tab' } }, 'theTabs'],
  ['both, on the server', { ...plain, mode: 'server', tabs: { scope: 'tab' } }, 'theSessionAndTabs'],
  [
    'the tabs of one that this tab is kept out of',
    { ...plain, status: 'refused', reason: 'other-tab', tabs: { scope: 'tab' } },
    'theTabs'
  ],
  [
    'nothing of one whose tabs are closed',
    { ...plain, status: 'refused', reason: 'tabs-closed', tabs: { scope: 'tab' } },
    'nothing'
  ],
  ['nothing of nobody', { ...plain, revocable: true, status: 'absent' }, 'nothing']
] as const)('the server remembers %s', (_what, report, expected) => {
  expect(remembered(report)).toBe(expected)
})
