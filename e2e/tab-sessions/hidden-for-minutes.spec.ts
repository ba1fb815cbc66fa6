import { expect, hide, test } from './tab-test.ts'
import { watchTimers } from './watch-timers.ts'

// More than two minutes, as the documentation asks for: timers may run once in each.
const AWAY = 130

test.use({ times: { TAB_LEASE: '45', TAB_AWAY: `${AWAY}` } })

test('background throttling past five minutes (last-tab)', { tag: '@long' }, async ({ begin, line }) => {
  test.setTimeout(9 * 60_000)
  const { chromium, page, session } = await begin('last-tab')
  await hide(chromium, line)
  const timers = await watchTimers(page)
  await session.stays(5 * 60 + AWAY)
  expect(await timers.longestPause()).toBeGreaterThan(30)
})
