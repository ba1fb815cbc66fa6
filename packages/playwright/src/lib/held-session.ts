import type { SessionFormat } from './formats/format.ts'
import { SessionTestError } from './session-test-error.ts'
import type { Cookie, HeldSession } from './session-view.ts'

export function companionOf(name: string): string {
  return `${name}.sig`
}

/** @throws SessionTestError `not-possible` where it is not one cookie */
export function heldIn(
  cookies: readonly Cookie[],
  name: string,
  signatureCookie: SessionFormat['signatureCookie']
): HeldSession | null {
  const [cookie, ...others] = cookies.filter((one) => one.name === name)
  // One for each site that has it in a frame (`Partitioned`) is no other cookie.
  if (others.some(({ domain, path }) => domain !== cookie?.domain || path !== cookie.path))
    throw new SessionTestError('not-possible', twoOf(name))
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

/** Whether the browser sends it to this host (RFC 6265bis, section 5.1.3). */
export function isHostOf({ domain }: Pick<Cookie, 'domain'>, hostname: string): boolean {
  return domain === hostname || (domain.startsWith('.') && `.${hostname}`.endsWith(domain))
}

export function isSameCookie(a: Cookie, b: Cookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path
}

export function cookiesOf({ cookie, companion }: HeldSession): Cookie[] {
  return companion === null ? [cookie] : [cookie, companion]
}
