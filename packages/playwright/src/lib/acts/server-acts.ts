import type { SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { poll } from '../own-browser/poll.ts'
import { withoutCookies } from '../without-cookies.ts'
import type { ActContext } from './act-context.ts'
import { askServer } from './ask-server.ts'

type ServerActs = Pick<SessionFixture, 'readOnServer' | 'deleteOnServer'>

/** Milliseconds that a logout that was pressed may take. */
const PATIENCE = 5_000

export function createServerActs({ browser, server }: ActContext): ServerActs {
  async function readOnServer(): Promise<object | null> {
    return askServer(browser, server, await browser.context.cookies(), await browser.storage())
  }

  return {
    readOnServer,
    async deleteOnServer() {
      if (server.signOut === undefined)
        throw new SessionTestError(
          'invalid-option',
          '`deleteOnServer` is the application’s own logout: give `sessionOptions.server.signOut`.'
        )
      const { signOut } = server
      const { page } = browser
      const storage = await browser.storage()
      await withoutCookies(() => signOut({ request: browser.request(), page, storage }))
      if (server.read === undefined) return
      await poll(
        async () => ((await readOnServer()) === null ? true : null),
        'After `server.signOut` the server does not accept this browser’s session any more',
        PATIENCE
      )
    }
  }
}
