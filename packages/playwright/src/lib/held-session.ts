import type { BrowserContext } from '@playwright/test'

import type { SessionFormat } from './formats/format.ts'
import type { Cookie, HeldSession } from './session-view.ts'

export function companionOf(name: string): string {
  return `${name}.sig`
}

/** The session that the browser would send to `url`, HttpOnly or not. */
export async function readHeld(
  context: BrowserContext,
  name: string,
  { signatureCookie }: SessionFormat,
  url: string
): Promise<HeldSession | null> {
  return heldIn(await context.cookies(url), name, signatureCookie)
}

export function heldIn(
  cookies: readonly Cookie[],
  name: string,
  signatureCookie: SessionFormat['signatureCookie']
): HeldSession | null {
  const cookie = cookies.find((one) => one.name === name)
  if (cookie === undefined) return null
  const companion = signatureCookie === 'never' ? null : (cookies.find((one) => one.name === companionOf(name)) ?? null)
  return { cookie, companion, text: companion === null ? cookie.value : `${cookie.value}.${companion.value}` }
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
