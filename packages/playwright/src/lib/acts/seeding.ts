import type { SessionFormat, SignInput } from '../formats/format.ts'
import { poll } from '../own-browser/poll.ts'
import { isHostOf, isSameCookie } from '../held-session.ts'
import type { SomeData } from '../session-data.ts'
import type { SeedOptions } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie } from '../session-view.ts'
import { withoutCookies } from '../without-cookies.ts'
import { type ActContext, heldNow, now, rememberPath } from './act-context.ts'
import { askServer } from './ask-server.ts'
import { claim } from './claims.ts'
import { clearSession } from './clear-session.ts'
import { cannotSign, hasTime, newCookies } from './cookie-acts.ts'

/** Milliseconds that a login that was pressed may take. */
const PATIENCE = 5_000

export async function seedSession(context: ActContext, data: SomeData, options: SeedOptions): Promise<void> {
  const { browser, name, format, lifetime, server } = context
  const { through, permanent = false } = options
  if (through !== 'login') {
    const text = await signAnother({ name, lifetime, data: { ...data }, permanent }, format)
    if (text !== null) {
      if (context.cookie.path !== undefined) rememberPath(context, context.cookie.path)
      await clearSession(context)
      await browser.context.addCookies(newCookies(context, text, options))
      return
    }
    if (through === 'key' || server.signIn === undefined) throw cannotSign(context)
  }
  if (server.signIn === undefined)
    throw new SessionTestError('invalid-option', '`seed` goes through `sessionOptions.server.signIn`: give it.')
  // Whoever is signed in already would be taken for the one who is to be. A visitor's cookie may be part of the login.
  if (await isSomebodyThere(context)) await clearSession(context)
  const before = await browser.context.cookies()
  const { page } = browser
  const { signIn } = server
  const storage = await browser.storage()
  await withoutCookies(() => signIn({ request: browser.request(), page, storage }, data))
  await poll(
    async () =>
      (await isKnown(context)) || ((await findElsewhere(context, before)) && (await isKnown(context))) ? true : null,
    `After \`server.signIn\` the browser has a cookie named "${name}", and the server knows it. Is that its name, and was the login accepted?`,
    PATIENCE
  )
}

/**
 * The same data that is signed in the same second is the same session, which another test may end: what was signed before
 * is signed for a second earlier.
 */
async function signAnother(input: Omit<SignInput, 'signedAt'>, format: SessionFormat): Promise<string | null> {
  for (let signedAt = now(); ; signedAt--) {
    const text = await format.sign({ ...input, signedAt })
    if (text === null || claim(text) || !(await hasTime(format, text))) return text
  }
}

/** A cookie alone may be that of a visitor whom nobody knows. */
async function isKnown(context: ActContext): Promise<boolean> {
  const { browser, server } = context
  if ((await heldNow(context)) === null) return false
  if (server.read === undefined) return true
  return (await askServer(browser, server, await browser.context.cookies(), await browser.storage())) !== null
}

/** Only the server knows. */
async function isSomebodyThere(context: ActContext): Promise<boolean> {
  if (context.server.read === undefined) return false
  // What is wrong with the answer is said after the login.
  return isKnown(context).catch((error) => error instanceof SessionTestError && error.code === 'not-possible')
}

/** Whether a login set the cookie for a path that nobody knew of. */
async function findElsewhere(context: ActContext, before: readonly Cookie[]): Promise<boolean> {
  const { browser, name } = context
  if ((await heldNow(context)) !== null) return false
  const { hostname } = new URL(browser.baseURL)
  const isNew = (cookie: Cookie) => !before.some((one) => isSameCookie(one, cookie) && one.value === cookie.value)
  const found = (await browser.context.cookies()).find(
    (cookie) => cookie.name === name && isHostOf(cookie, hostname) && isNew(cookie)
  )
  if (found !== undefined) rememberPath(context, found.path)
  return found !== undefined
}
