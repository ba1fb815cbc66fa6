import type { BrowserContext } from '@playwright/test'

import type { SessionFormat } from '../formats/format.ts'
import { heldIn, isSameCookie } from '../held-session.ts'
import type { SeededCookie, SessionServer } from '../session-options.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie, HeldSession } from '../session-view.ts'
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

/**
 * The session that the browser would send to the page, to `baseURL`, or to where it was before: it has not gone because
 * somebody is where its cookie is not sent.
 *
 * @throws SessionTestError `not-possible` where it is not one cookie
 */
export async function heldNow(context: ActContext): Promise<HeldSession | null> {
  const { browser, name, format } = context
  for (const url of addresses(context)) {
    const held = heldIn(await browser.context.cookies(url), name, format.signatureCookie)
    if (held === null) continue
    rememberPath(context, held.cookie.path)
    return held
  }
  return null
}

/** All that the browser would send there. */
export async function cookiesNow(context: ActContext): Promise<Cookie[]> {
  const cookies: Cookie[] = []
  for (const url of addresses(context))
    for (const cookie of await context.browser.context.cookies(url))
      if (!cookies.some((one) => isSameCookie(one, cookie))) cookies.push(cookie)
  return cookies
}

export function rememberPath({ browser, name }: ActContext, path: string): void {
  const known = paths.get(browser.context) ?? new Map<string, string>()
  paths.set(browser.context, known.set(`${browser.baseURL} ${name}`, path))
}

function addresses({ browser, name, cookie }: ActContext): ReadonlySet<string> {
  const path = paths.get(browser.context)?.get(`${browser.baseURL} ${name}`) ?? cookie.path ?? '/'
  return new Set([browser.address(), browser.baseURL, new URL(path, browser.baseURL).href])
}

/** Where sessions were last seen. The context's, for pages have views of their own. */
const paths = new WeakMap<BrowserContext, Map<string, string>>()

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
