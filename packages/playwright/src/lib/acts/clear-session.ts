import { companionOf, isPieceOf } from '../held-session.ts'
import { type ActContext, cookiesNow } from './act-context.ts'

/** Takes it out of the browser, also what is left of one of another shape, which would be read along with the next. */
export async function clearSession(context: ActContext): Promise<void> {
  const { browser, name } = context
  for (const cookie of await cookiesNow(context)) {
    const { name: left, domain, path } = cookie
    if (left === name || left === companionOf(name) || isPieceOf(name, cookie))
      await browser.context.clearCookies({ name: left, domain, path })
  }
}
