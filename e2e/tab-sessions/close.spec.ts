import type { TabSession } from '@clearjar/browser/tab-session'

import {
  BOTH,
  BOTH_SLOWLY,
  expect,
  GRACE,
  hasSession,
  hide,
  IN_MATRIX,
  isOpen,
  LEASE,
  openTab,
  row
} from './tab-test.ts'

row('close', BOTH_SLOWLY, async ({ begin, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
})

row('close of a background tab', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await hide(chromium, line)
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
})

row('close of one of two tabs', ['last-tab'], async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await line.report(() => chromium.newTab(line.url), isOpen)
  await chromium.close(page)
  await session.stays(LEASE + 1)
})

row('close of the other tab', ['tab'], async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const other = await chromium.newTab(line.elsewhere)
  await line.report(
    () => other.goto(line.url),
    ({ act, answer }) => act === 'open' && answer === 'closed'
  )
  await chromium.close(other)
  await chromium.activate(page)
  await session.stays(LEASE + 1)
})

row('close of the last window', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  await openTab(line, () => chromium.duplicate(page))
  await session.ends('tabs-closed', GRACE, () => chromium.closeWindows())
})

row('reopened closed tab within the grace', IN_MATRIX, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await line.report(
    () => chromium.close(page),
    ({ act }) => act === 'leave'
  )
  await line.report(() => chromium.reopenClosedTab(), isOpen)
  await session.stays(GRACE + 1)
})

row('reopened closed tab past the grace', IN_MATRIX, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
  const { answer } = await line.report(
    () => chromium.reopenClosedTab(),
    ({ act }) => act === 'open'
  )
  expect(answer).toMatch(/^(closed|absent)$/)
  expect(await hasSession(chromium, line)).toBe(false)
})

row('beforeunload prompt cancelled', BOTH_SLOWLY, async ({ begin, open, scope }) => {
  const { chromium, page, session } = await begin(scope, await open())
  // A page that nobody touched may not ask.
  await page.mouse.click(1, 1)
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })])
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await session.stays(LEASE + 1)
  page.once('dialog', (again) => void again.accept())
  await session.ends('tabs-closed', GRACE, () => chromium.close(page))
})

row('sign-out in one tab', BOTH, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  const { doc: other } = await line.report(
    () => chromium.duplicate(page),
    ({ act, birth, answer }) => act === 'open' && birth === 'copy' && answer === 'open'
  )
  const signOut = () =>
    page.evaluate(async () => {
      const { tab } = globalThis as unknown as { tab: TabSession }
      await tab.fetch('/api/session', { method: 'DELETE' })
    })
  await line.report(
    () => session.ends('tabs-closed', 0, signOut),
    ({ doc, answer }) => doc === other && answer === 'absent'
  )
})
