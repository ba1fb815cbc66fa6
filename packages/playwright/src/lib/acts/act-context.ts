import type { SessionFormat } from '../formats/format.ts'
import { readHeld } from '../held-session.ts'
import type { SeededCookie, SessionServer } from '../session-options.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { HeldSession } from '../session-view.ts'
import type { TestBrowser } from '../test-browser.ts'

/** What every act works with. */
export interface ActContext {
  readonly browser: TestBrowser
  readonly name: string
  readonly format: SessionFormat
  /** Seconds. */
  readonly lifetime: number
  readonly cookie: SeededCookie
  readonly server: SessionServer
}

export function heldNow({ browser, name, format }: ActContext): Promise<HeldSession | null> {
  return readHeld(browser.context, name, format, browser.address())
}

/** @throws SessionTestError `no-session` */
export async function heldOrFail(context: ActContext): Promise<HeldSession> {
  const held = await heldNow(context)
  if (held !== null) return held
  throw new SessionTestError('no-session', `There is no cookie named "${context.name}" to act on. Seed one first.`)
}

/** UNIX seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000)
}
