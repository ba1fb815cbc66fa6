import type { Asking, SessionServer } from '../session-options.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie } from '../session-view.ts'
import { withoutCookies } from '../without-cookies.ts'
import type { TestBrowser } from '../test-browser.ts'

/** @throws SessionTestError `invalid-option` */
export function askServer(
  browser: TestBrowser,
  { read }: SessionServer,
  cookies: readonly Cookie[],
  storage: Asking['storage']
): Promise<object | null> {
  if (read === undefined)
    throw new SessionTestError(
      'invalid-option',
      'What the server says of a session is asked with `sessionOptions.server.read`: give it, in the Playwright configuration.'
    )
  return browser.aside(cookies, (request) => withoutCookies(() => read({ request, storage })))
}
