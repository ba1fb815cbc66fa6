import { AWAY, BOTH_SLOWLY, hide, LEASE, row } from './tab-test.ts'

row('hidden past the time away', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await hide(chromium, line)
  await session.stays(AWAY + 1)
  await chromium.activate(page)
  await session.stays(LEASE + 1)
})
