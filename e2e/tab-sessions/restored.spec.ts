import { AWAY, BOTH_SLOWLY, expect, IN_MATRIX, LEASE, LIKE_ANOTHER, QUITS, row } from './tab-test.ts'

for (const how of ['close', 'SIGTERM'] as const) {
  // The browser hides its tabs before it goes: they are expected to come back for longer.
  row(`quit by ${QUITS[how]}`, LIKE_ANOTHER, async ({ begin, open, scope }) => {
    const { chromium, session } = await begin(scope, await open())
    await session.ends('tab-asleep', AWAY, () => chromium.quit(how))
  })
}

row('browser killed', BOTH_SLOWLY, async ({ begin, open, scope }) => {
  const { chromium, session } = await begin(scope, await open())
  await session.ends('tab-asleep', LEASE, () => chromium.quit('SIGKILL'))
})

for (const how of ['close', 'SIGTERM', 'SIGKILL'] as const) {
  row(`restored session after ${QUITS[how]}, past the lease`, IN_MATRIX, async ({ begin, open, line, scope }) => {
    const { chromium, page, session } = await begin(scope, await open())
    if (how !== 'close') await chromium.writtenDown(page)
    await session.ends('tab-asleep', AWAY, () => chromium.quit(how))
    const { answer } = await line.report(
      () => chromium.start({ restore: true }),
      ({ act }) => act === 'open'
    )
    expect(answer).toBe('closed')
    expect(await session.life()).not.toBe('present')
  })
}
