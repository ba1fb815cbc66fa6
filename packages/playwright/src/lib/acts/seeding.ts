import type { SessionFormat, SignInput } from '../formats/format.ts'
import { companionOf } from '../held-session.ts'
import { poll } from '../own-browser/poll.ts'
import type { SomeData } from '../session-data.ts'
import type { SeedOptions } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { withoutCookies } from '../without-cookies.ts'
import { type ActContext, heldNow, now } from './act-context.ts'
import { askServer } from './ask-server.ts'
import { cannotSign, hasTime, newCookies } from './cookie-acts.ts'

/** Milliseconds that a login that was pressed may take. */
const PATIENCE = 5_000

export async function seedSession(context: ActContext, data: SomeData, options: SeedOptions): Promise<void> {
  const { browser, name, format, lifetime, server } = context
  const { through, permanent = false } = options
  if (through !== 'login') {
    const text = await signAnother({ name, lifetime, data: { ...data }, permanent }, format)
    if (text !== null) {
      signed.add(text)
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
  await poll(
    async () => ((await isKnown(context)) ? true : null),
    `After \`server.signIn\` the browser has a cookie named "${name}", and the server knows it. Is that its name, and was the login accepted?`,
    PATIENCE
  )
}

/**
 * The same data that is signed in the same second is the same session, which an earlier test may have ended: what this
 * process has signed before, it signs for a second earlier.
 */
async function signAnother(input: Omit<SignInput, 'signedAt'>, format: SessionFormat): Promise<string | null> {
  for (let signedAt = now(); ; signedAt--) {
    const text = await format.sign({ ...input, signedAt })
    if (text === null || !signed.has(text) || !(await hasTime(format, text))) return text
  }
}

const signed = new Set<string>()

/** A cookie alone may be that of a visitor whom nobody knows. */
async function isKnown(context: ActContext): Promise<boolean> {
  const { browser, server } = context
  if ((await heldNow(context)) === null) return false
  if (server.read === undefined) return true
  return (
    (await askServer(browser, server, await browser.context.cookies(browser.address()), await browser.storage())) !==
    null
  )
}
