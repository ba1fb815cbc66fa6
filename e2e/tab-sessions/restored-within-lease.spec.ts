import { poll } from './poll.ts'
import { BOTH_SLOWLY, expect, LIKE_ANOTHER, openTab, QUITS, row, test } from './tab-test.ts'

// Longer than it takes to start a browser again.
test.use({ times: { TAB_GRACE: '2', TAB_LEASE: '40', TAB_AWAY: '60' } })

for (const how of ['close', 'SIGTERM', 'SIGKILL'] as const) {
  row(`restored session after ${QUITS[how]}, within the lease`, LIKE_ANOTHER, async ({ begin, open, line, scope }) => {
    const { chromium, page } = await begin(scope, await open())
    if (how !== 'close') await chromium.writtenDown(page)
    await chromium.quit(how)
    const { birth, answer } = await line.report(
      () => chromium.start({ restore: true }),
      ({ act }) => act === 'open'
    )
    expect(birth).toBe('restored')
    expect(answer).toBe('closed')
  })
}

// With `last-tab` it opens as a new tab does, which may join as long as the lease of the tab that died.
row('restored session, reloaded while offline', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page } = await begin(scope, await open())
  await chromium.writtenDown(page)
  await chromium.quit('SIGTERM')
  // The page itself comes, as from a cache.
  line.fate = (_path, act) => (act === undefined ? 'through' : 'lost')
  await line.report(
    () => chromium.start({ restore: true }),
    ({ birth }) => birth === 'restored'
  )
  const again = await chromium.tabAt(page.url())
  await line.report(
    () => again.reload(),
    ({ act }) => act === 'open'
  )
  const { answer } = await line.report(
    async () => {
      line.fate = () => 'through'
    },
    ({ act, answer: said }) => act === 'open' && said !== null
  )
  expect(answer).toBe('closed')
})

row('restored session of two tabs, within the lease', ['last-tab'], async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  const other = await openTab(line, () => chromium.newTab(`${line.url}/?other`))
  await Promise.all([page, other.page].map((tab) => chromium.writtenDown(tab)))
  await chromium.quit('SIGTERM')
  const before = line.reports.length
  await chromium.start({ restore: true })
  await chromium.lookThrough()
  const answers = await poll(() => {
    const births = line.reports.slice(before).filter(({ act }) => act === 'open')
    return births.length < 2 ? null : births.map(({ answer }) => answer)
  }, 'Both tabs are back')
  expect(answers).not.toContain('open')
  expect(await session.life()).not.toBe('present')
})
