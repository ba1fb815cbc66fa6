import type { BrowserContext } from '@playwright/test'

import type { SessionFormat } from './formats/format.ts'
import { SessionTestError } from './session-test-error.ts'
import type { Cookie, HeldSession } from './session-view.ts'

export function companionOf(name: string): string {
  return `${name}.sig`
}

/**
 * The session that the browser would send to `url`, HttpOnly or not; or else one for another path there: it has not gone
 * because somebody is elsewhere.
 *
 * @throws SessionTestError `not-possible`
 */
export async function readHeld(
  context: BrowserContext,
  name: string,
  { signatureCookie }: SessionFormat,
  url: string
): Promise<HeldSession | null> {
  const sent = heldIn(await context.cookies(url), name, signatureCookie)
  return sent ?? heldIn(await cookiesFor(context, url), name, signatureCookie)
}

/** Those of a host, whatever their path. */
export async function cookiesFor(context: BrowserContext, url: string): Promise<Cookie[]> {
  const { hostname } = new URL(url)
  const isFor = ({ domain }: Cookie) =>
    domain === hostname || (domain.startsWith('.') && `.${hostname}`.endsWith(domain))
  return (await context.cookies()).filter(isFor)
}

/** @throws SessionTestError `not-possible` where it is not one cookie */
export function heldIn(
  cookies: readonly Cookie[],
  name: string,
  signatureCookie: SessionFormat['signatureCookie']
): HeldSession | null {
  const [cookie, another] = cookies.filter((one) => one.name === name)
  if (another !== undefined) throw new SessionTestError('not-possible', twoOf(name))
  if (cookie === undefined) {
    if (cookies.some((one) => isPieceOf(name, one))) throw new SessionTestError('not-possible', inPieces(name))
    return null
  }
  const companion = signatureCookie === 'never' ? null : (cookies.find((one) => one.name === companionOf(name)) ?? null)
  return { cookie, companion, text: companion === null ? cookie.value : `${cookie.value}.${companion.value}` }
}

function twoOf(name: string): string {
  return `The browser has two cookies named "${name}", for different domains or paths, and which one the application takes is not known. Where the kit made one of them, let it make it as the application does: \`sessionOptions.cookie\`.`
}

/** Some libraries cut what is too long for a cookie. */
export function isPieceOf(name: string, cookie: Pick<Cookie, 'name'>): boolean {
  return cookie.name.startsWith(`${name}.`) && /^\.\d+$/.test(cookie.name.slice(name.length))
}

function inPieces(name: string): string {
  return `The session is in several cookies, "${name}.0" and so on. The kit reads sessions that fit one.`
}

/** The same cookies with another text. */
export function cookiesWith({ cookie, companion }: HeldSession, text: string): Cookie[] {
  if (companion === null) return [{ ...cookie, value: text }]
  const dot = text.lastIndexOf('.')
  return [
    { ...cookie, value: text.slice(0, dot) },
    { ...companion, value: text.slice(dot + 1) }
  ]
}

export function cookiesOf({ cookie, companion }: HeldSession): Cookie[] {
  return companion === null ? [cookie] : [cookie, companion]
}
