/** The parts of a cookie's text, joined by dots; without a signature there is no dot before it. */
interface Parts {
  readonly payload: string
  readonly timestamp: string
  readonly signature: string
}

export type CookiePlace = keyof Parts | 'dot'

/** What a character of the text belongs to. @param at from 0 */
export function placeOf(parts: Parts, at: number): CookiePlace {
  let from = 0
  for (const name of ['payload', 'timestamp', 'signature'] as const) {
    if (at < from) return 'dot'
    from += parts[name].length
    if (at < from) return name
    from += 1
  }
  return 'dot'
}
