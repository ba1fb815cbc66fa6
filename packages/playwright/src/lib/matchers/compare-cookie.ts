import { bytesOf } from '../report/describe-session.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie, HeldSession } from '../session-view.ts'
import type { Difference } from './compare-data.ts'

/** What a session cookie is expected to be; what is left out may be anything. */
export interface CookieExpectations {
  /** Of the cookie with the data or the id: false where a script can read it. */
  readonly httpOnly?: boolean
  readonly secure?: boolean
  /** What the browser goes by: `Lax` where the server says nothing, in Chromium. */
  readonly sameSite?: Cookie['sameSite']
  readonly path?: string
  /** As the browser has it: with a leading dot where it goes to subdomains, too. */
  readonly domain?: string
  /** Whether it outlives the browser. */
  readonly persistent?: boolean
  /** Whether the signature has a cookie of its own. */
  readonly split?: boolean
  /** At most so many bytes of name and value, each cookie of it; browsers take 4096 (RFC 6265bis, section 5.7). */
  readonly maxBytes?: number
}

type Exact = Exclude<keyof CookieExpectations, 'maxBytes'>

const READERS: { readonly [Name in Exact]: (held: HeldSession) => CookieExpectations[Name] } = {
  httpOnly: ({ cookie }) => cookie.httpOnly,
  secure: ({ cookie }) => cookie.secure,
  sameSite: ({ cookie }) => cookie.sameSite,
  path: ({ cookie }) => cookie.path,
  domain: ({ cookie }) => cookie.domain,
  persistent: ({ cookie }) => cookie.expires !== -1,
  split: ({ companion }) => companion !== null
}

/** @throws SessionTestError `invalid-option` for what is no attribute */
export function checkExpectations(expected: CookieExpectations): void {
  const unknown = Object.keys(expected).find((name) => name !== 'maxBytes' && !Object.hasOwn(READERS, name))
  if (unknown === undefined) return
  const known = [...Object.keys(READERS), 'maxBytes'].join(', ')
  throw new SessionTestError('invalid-option', `\`toHaveSessionCookie\` knows no "${unknown}": it takes ${known}.`)
}

/** Attribute by attribute. The value of a cookie is none of them. */
export function compareCookie({ maxBytes, ...expected }: CookieExpectations, held: HeldSession): Difference[] {
  const differences = Object.entries(expected).flatMap(([path, wanted]): Difference[] => {
    const found = READERS[path as Exact](held)
    if (wanted === undefined || wanted === found) return []
    return [{ path, what: `${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}` }]
  })
  const bytes = Math.max(...[held.cookie, held.companion].map((cookie) => (cookie === null ? 0 : bytesOf(cookie))))
  if (maxBytes === undefined || bytes <= maxBytes) return differences
  return [...differences, { path: 'maxBytes', what: `${bytes} bytes, expected at most ${maxBytes}` }]
}
