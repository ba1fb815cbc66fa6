import { cookiesOf, isSameCookie } from '../held-session.ts'
import type { SessionCopy } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { type Cookie, remember } from '../session-view.ts'
import { type ActContext, cookiesNow, heldOrFail, rememberPath } from './act-context.ts'
import { askServer } from './ask-server.ts'
import { clearSession } from './clear-session.ts'

const copies = new WeakMap<SessionCopy, { readonly path: string; readonly cookies: readonly Cookie[] }>()

/** All cookies of the application: it may need another one to understand the session's. */
export async function takeCopy(context: ActContext, showValues: boolean): Promise<SessionCopy> {
  const { browser, name, format, server } = context
  const held = await heldOrFail(context)
  const own = cookiesOf(held)
  const others = (await cookiesNow(context)).filter((one) => !own.some((its) => isSameCookie(one, its)))
  const cookies = [...others, ...own]
  const storage = await browser.storage()
  const readOnServer = () => askServer(browser, server, cookies.map(undying), storage)
  const copy: SessionCopy = { readOnServer }
  copies.set(copy, { path: held.cookie.path, cookies })
  remember(copy, { name, format, showValues, held: async () => held, readOnServer })
  return copy
}

export async function replayCopy(context: ActContext, copy: SessionCopy): Promise<void> {
  const copied = copies.get(copy)
  if (copied === undefined) throw new SessionTestError('invalid-option', '`replay` takes what `session.copy()` gave.')
  rememberPath(context, copied.path)
  await clearSession(context)
  const isOver = ({ expires }: Cookie) => expires !== -1 && expires <= Date.now() / 1000
  await context.browser.context.addCookies(copied.cookies.map((cookie) => (isOver(cookie) ? undying(cookie) : cookie)))
}

/** Who keeps a copy does not mind its date. */
function undying(cookie: Cookie): Cookie {
  return { ...cookie, expires: -1 }
}
