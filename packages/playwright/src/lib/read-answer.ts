import type { APIResponse } from '@playwright/test'

import { readJsonObject } from './formats/plain-json.ts'
import { SessionTestError } from './session-test-error.ts'

/** Unauthorized, forbidden, and what sends to a login. A permanent redirect says that the address is another. */
const NOBODY: ReadonlySet<number> = new Set([401, 403, 302, 303, 307])

/**
 * What the answer of a page that is for signed-in people alone says of the session, for `sessionOptions.server.read`:
 * the object in its JSON, or one without data, for a status from 200 to 299; null for 401, 403, a redirect (302, 303,
 * 307), and the JSON `null`. Ask with `maxRedirects: 0` where strangers are sent to a login.
 *
 * @throws SessionTestError `not-done` for any other status: a server that is broken or busy has ended no session
 */
export async function readAnswer(answer: Pick<APIResponse, 'status' | 'text'>): Promise<object | null> {
  const status = answer.status()
  if (NOBODY.has(status)) return null
  if (status < 200 || status > 299)
    throw new SessionTestError(
      'not-done',
      `The server answered ${status} to \`server.read\`: that says nothing of the session. Ask for something that it answers with 200 to who is signed in, and with 401, 403 or a redirect to nobody.`
    )
  const text = await answer.text()
  return text.trim() === 'null' ? null : (readJsonObject(text) ?? {})
}
