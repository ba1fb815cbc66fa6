/** What browsers take: name, `=` and value together, in bytes (RFC 6265bis, section 5.6). */
const COOKIE_LIMIT = 4096

export interface CookieMeter {
  /** Bytes of name and value in UTF-8, with `=` where there is a name. */
  readonly bytes: number
  readonly limit: number
  /** `near`: over 90 %. `too-big`: browsers drop it without a word. */
  readonly level: 'fine' | 'near' | 'too-big'
}

export function cookieMeter(name: string | null, value: string): CookieMeter {
  const bytes = new TextEncoder().encode(name === null ? value : `${name}=${value}`).length
  const level = bytes > COOKIE_LIMIT ? 'too-big' : bytes > COOKIE_LIMIT * 0.9 ? 'near' : 'fine'
  return { bytes, limit: COOKIE_LIMIT, level }
}
