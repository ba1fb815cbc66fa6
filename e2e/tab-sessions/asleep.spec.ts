import { AWAY, BOTH_SLOWLY, expect, GRACE, hide, IN_MATRIX, isOpen, LEASE, LIKE_ANOTHER, row } from './tab-test.ts'

row('renderer crash', IN_MATRIX, async ({ begin, open, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await session.ends('tab-asleep', LEASE, () => chromium.crash(page))
})

row('renderer crash of a hidden tab', ['last-tab'], async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await hide(chromium, line)
  await session.ends('tab-asleep', AWAY, () => chromium.crash(page))
})

row('crashed tab reloaded within the lease', IN_MATRIX, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  const crashed = await chromium.crash(page)
  const { birth } = await line.report(() => crashed.reload(), isOpen)
  expect(birth).toBe('revived')
  await session.stays(LEASE + 1)
})

row('crashed tab reloaded past the lease', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  const crashed = await chromium.crash(page)
  await session.ends('tab-asleep', LEASE, async () => {})
  const { birth } = await line.report(() => crashed.reload(), isOpen)
  expect(birth).toBe('revived')
  await session.wakes()
  await session.ends('tabs-closed', GRACE, () => crashed.close())
})

row('discarded', LIKE_ANOTHER, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await hide(chromium, line)
  const discarded = await chromium.discard(page)
  const { birth } = await line.report(() => discarded.activate(), isOpen)
  expect(birth).toBe('revived')
  await session.stays(LEASE + 1)
})

row('discarded for longer than the time away', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await hide(chromium, line)
  const discarded = await chromium.discard(page)
  await session.ends('tab-asleep', AWAY, async () => {})
  await line.report(() => discarded.activate(), isOpen)
  await session.wakes()
})

row('frozen', IN_MATRIX, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await hide(chromium, line)
  const frozen = await chromium.freeze(page)
  await session.stays(LEASE + 1)
  await frozen.resume()
  await chromium.activate(page)
  await session.stays(LEASE + 1)
})

row('frozen for longer than the time away', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await hide(chromium, line)
  const frozen = await chromium.freeze(page)
  await session.ends('tab-asleep', AWAY, async () => {})
  await frozen.resume()
  await session.wakes()
})

row('suspended machine', BOTH_SLOWLY, async ({ begin, open, scope }) => {
  const { chromium, session } = await begin(scope, await open())
  const machine = chromium.suspend()
  await session.ends('tab-asleep', LEASE, async () => {})
  machine.wake()
  await session.wakes()
  await session.stays(LEASE + 1)
})

for (const [name, shift] of [
  ['ahead', 86_400_000],
  ['behind', -86_400_000]
] as const) {
  row(`clock of the computer a day ${name}`, BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
    const chromium = await open()
    await chromium.context.addInitScript((ms) => {
      const { now } = Date
      Date.now = () => now() + ms
    }, shift)
    const { page, session } = await begin(scope, chromium)
    await session.stays(LEASE + 1)
    await line.report(() => page.reload(), isOpen)
    await session.stays(GRACE + 1)
    await session.ends('tabs-closed', GRACE, () => chromium.close(page))
  })
}
