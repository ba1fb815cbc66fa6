import { test } from './browser-test.ts'
import { testEveryBrowser } from './every-browser.ts'
import { testDyingCookie } from './every-browser-dying.ts'
import { expectEnds, signIn } from './session.ts'
import type { TestBrowser } from './test-browser.ts'
import { startWebKit } from './webkit.ts'

const { CLEARJAR_WEBKIT = '', CLEARJAR_WEBKIT_DRIVER = '' } = process.env

const launch = (display: string): Promise<TestBrowser> =>
  startWebKit({ program: CLEARJAR_WEBKIT, driver: CLEARJAR_WEBKIT_DRIVER, display })

testEveryBrowser(launch)
testDyingCookie(launch)

test('quitting ends the session, with the lease at the latest', async ({ hasty, display, annotate }) => {
  await using browser = await launch(display.name)
  const { session } = await signIn(browser, hasty)
  await browser.open(hasty.url)
  await session.hasTabs(2)
  const end = await session.end(() => browser.quit())
  // The browser may be gone before it has sent what its last page said.
  const as = end.as === 'tab-asleep' ? 'tab-asleep' : 'tabs-closed'
  await annotate(`${as}, ${expectEnds([end], as, hasty.times.lease)}`)
})
