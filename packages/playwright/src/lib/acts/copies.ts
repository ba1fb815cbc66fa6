import { heldIn, cookiesOf } from '../held-session.ts'
import type { SessionCopy } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { type HeldSession, remember } from '../session-view.ts'
import { type ActContext, heldOrFail } from './act-context.ts'
import { askServer } from './ask-server.ts'

const copies = new WeakMap<SessionCopy, HeldSession>()

/** All cookies that the browser sends along: an application may need another one to understand the session's. */
export async function takeCopy(context: ActContext, showValues: boolean): Promise<SessionCopy> {
  const { browser, name, format, server } = context
  await heldOrFail(context)
  const cookies = await browser.context.cookies(browser.address())
  const storage = await browser.storage()
  const held = heldIn(cookies, name, format.signatureCookie)!
  const readOnServer = () => askServer(browser, server, cookies, storage)
  const copy: SessionCopy = { readOnServer }
  copies.set(copy, held)
  remember(copy, { name, format, showValues, held: async () => held, readOnServer })
  return copy
}

export async function replayCopy({ browser }: ActContext, copy: SessionCopy): Promise<void> {
  const held = copies.get(copy)
  if (held === undefined) throw new SessionTestError('invalid-option', '`replay` takes what `session.copy()` gave.')
  await browser.context.addCookies(cookiesOf(held))
}
