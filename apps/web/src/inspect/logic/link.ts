import type { CookieText } from './recognise.ts'

/** `#c=…` with the cookie in it, for a link to this page. The part behind `#` is never sent to a server. There is no way to put a key in it. */
export function linkFor(_cookie: CookieText): string {
  throw new Error('not yet')
}

/** The text for `readPaste` out of such a link's `#c=…`; null when there is none. Never throws. */
export function readLink(_hash: string): string | null {
  throw new Error('not yet')
}
