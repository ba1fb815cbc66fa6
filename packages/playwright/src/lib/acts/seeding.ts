import type { SomeData } from '../session-data.ts'
import type { SeedOptions } from '../session-handle.ts'
import { type ActContext, heldNow, now } from './act-context.ts'
import { companionOf } from '../held-session.ts'
import { cannotSign, newCookies } from './cookie-acts.ts'
import { withoutCookies } from '../without-cookies.ts'
import { SessionTestError } from '../session-test-error.ts'

export async function seedSession(context: ActContext, data: SomeData, options: SeedOptions): Promise<void> {
  const { browser, name, format, lifetime, server } = context
  const { through, permanent = false } = options
  if (through !== 'login') {
    const text = await format.sign({ name, lifetime, data: { ...data }, signedAt: now(), permanent })
    if (text !== null) {
      // What is left of a session of another shape would be read along with it.
      for (const { name: left, domain, path } of await browser.context.cookies(browser.address()))
        if (left === name || left === companionOf(name))
          await browser.context.clearCookies({ name: left, domain, path })
      await browser.context.addCookies(newCookies(context, text, options))
      return
    }
    if (through === 'key' || server.signIn === undefined) throw cannotSign(context)
  }
  if (server.signIn === undefined)
    throw new SessionTestError('invalid-option', '`seed` goes through `sessionOptions.server.signIn`: give it.')
  const { context: jar, page } = browser
  const { signIn } = server
  const storage = await browser.storage()
  await withoutCookies(() => signIn({ request: jar.request, page, storage }, data))
  if ((await heldNow(context)) === null)
    throw new SessionTestError(
      'not-done',
      `After \`server.signIn\` the browser has no cookie named "${name}". Is that its name, and was the login accepted?`
    )
}
