import type { MatcherReturnType } from '@playwright/test'

import type { SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { SessionView } from '../session-view.ts'
import { type MatcherOptions, waited, waitFor } from './verdict.ts'

/** Something that happens to a session: an act of the kit, or anything that a person does in the page. */
export type Act = () => unknown

export interface OutliveOptions extends MatcherOptions {
  /**
   * Milliseconds after the act for which it lives on. Default 0: it is enough that it is alive after it. The server is
   * asked all along, which is a use of the session: one that ends when it is idle does not end meanwhile.
   */
  readonly during?: number
}

export interface EndOptions extends MatcherOptions {
  /**
   * `refused`: nobody is let in with a copy that was taken before, either; needs `server.read`. `may live`: it is
   * enough that this browser is not let in. Default `refused`.
   */
  readonly copies?: 'refused' | 'may live'
}

type Timeout = { readonly timeout: number }

export async function outlive(
  view: SessionView,
  act: Act,
  { timeout, during = 0 }: Omit<OutliveOptions, 'timeout'> & Timeout
): Promise<MatcherReturnType> {
  await needLife('toOutlive', view, timeout)
  await act()
  if (!(await waitFor(() => isAlive(view), Boolean, timeout)))
    return failed('Expected the session to outlive the act.', await deathOf(view), waited(timeout))
  if (during === 0) return PASSED
  const since = performance.now()
  const died = (alive: boolean) => !alive
  // Once more when the time is over: the last look may have been some time before.
  if ((await waitFor(() => isAlive(view), died, during)) && (await isAlive(view))) return PASSED
  const after = Math.round(performance.now() - since)
  return failed(
    `Expected the session to outlive the act by ${during} ms.`,
    `It was alive after the act, and ended within ${after} ms. ${await deathOf(view)}`
  )
}

export async function endWith(
  session: SessionFixture,
  view: SessionView,
  act: Act,
  { timeout, copies = 'refused' }: Omit<EndOptions, 'timeout'> & Timeout
): Promise<MatcherReturnType> {
  const strict = copies === 'refused'
  await needLife('toEndWith', view, timeout, strict)
  const copy = strict ? await session.copy() : null
  await act()
  const look = async () => ({
    browser: await isAlive(view),
    copy: copy !== null && (await copy.readOnServer()) !== null
  })
  const alive = await waitFor(look, (seen) => !seen.browser && !seen.copy, timeout)
  if (!alive.browser && !alive.copy) return PASSED
  const expected = strict
    ? 'Expected the act to end the session, for this browser and for a copy of its cookie.'
    : 'Expected the act to end the session for this browser.'
  return failed(expected, await survivorOf(view, alive, strict), waited(timeout))
}

/** The server's word, where it can be asked; the cookie alone otherwise, unless the server is needed. */
async function isAlive(view: SessionView, needsServer = false): Promise<boolean> {
  try {
    return (await view.readOnServer()) !== null
  } catch (error) {
    if (!(error instanceof SessionTestError && error.code === 'invalid-option')) throw error
    if (!needsServer) return (await view.held()) !== null
    throw new SessionTestError(
      'invalid-option',
      "`toEndWith` asks the server whether a copy of the cookie is still accepted: give `sessionOptions.server.read`, or say { copies: 'may live' }."
    )
  }
}

/** Asks twice: a session that ends because it was asked for would seem to end with the act. */
async function needLife(matcher: string, view: SessionView, timeout: number, needsServer = false): Promise<void> {
  if (!(await waitFor(() => isAlive(view, needsServer), Boolean, timeout))) {
    const death = await deathOf(view)
    throw new SessionTestError('no-session', `\`${matcher}\` needs a session that is alive before the act. ${death}`)
  }
  if (await isAlive(view)) return
  throw new SessionTestError(
    'not-possible',
    `Asking ends the session: the server accepted it once and not again, as where each answer brings a new session in place of the old one. \`${matcher}\` cannot ask such a server.`
  )
}

async function deathOf(view: SessionView): Promise<string> {
  return (await view.held()) === null
    ? `The browser has no cookie named "${view.name}".`
    : `The browser has a cookie named "${view.name}", but the server does not accept it.`
}

async function survivorOf(
  view: SessionView,
  alive: { readonly browser: boolean; readonly copy: boolean },
  strict: boolean
): Promise<string> {
  if (!alive.browser)
    return "The browser has lost the session, but a copy of its cookie is still accepted by the server: deleting a cookie does not end a session. End it on the server, or say { copies: 'may live' }."
  if ((await view.held()) === null)
    return 'The browser has lost the cookie, but `server.read` still gives an object for it: let it give null where the server knows of no session.'
  if (alive.copy) return 'The session is still alive: the server accepts this browser, and a copy of its cookie.'
  if (strict)
    return 'A copy of the cookie is refused, but this browser has a session that the server accepts: the act gave it another one.'
  return 'The session is still alive in this browser.'
}

const PASSED: MatcherReturnType = { pass: true, message: () => 'It is as expected.' }

function failed(...lines: readonly string[]): MatcherReturnType {
  return { pass: false, message: () => lines.join('\n') }
}
