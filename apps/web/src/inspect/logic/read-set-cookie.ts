import type { CookieAttributes } from './found-cookie.ts'
import { type CookieSource, NOTHING, type Reading, readPair, together } from './read-cookies.ts'
import { splitTraced, type TracedText, trimTraced } from './traced-text.ts'

type Attributes = { -readonly [name in keyof CookieAttributes]: CookieAttributes[name] }

const ATTRIBUTE = /^(?:expires|max-age|domain|path|secure|httponly|samesite|partitioned|priority)\s*(?:=|$)/i

/** The value of a `Set-Cookie` header, or of several that were joined by commas or line breaks (as HAR files and old scripts do). */
export function readSetCookie(traced: TracedText, source: CookieSource): Reading {
  return together(
    splitTraced(traced, /\r?\n|(?<=;[^;]{0,200}),\s{0,9}(?=[^\s;,=]+=)/g).map((line) => readOne(line, source))
  )
}

function readOne(line: TracedText, source: CookieSource): Reading {
  const [pair, ...rest] = splitTraced(line, /;/g).map(trimTraced)
  if (pair === undefined) return NOTHING
  return readPair(pair, source, readAttributes(rest.map(({ text }) => text)))
}

/** Whether a text between semicolons is an attribute of `Set-Cookie` rather than a cookie. */
export function isAttribute(text: string): boolean {
  return ATTRIBUTE.test(text)
}

/** @param texts such as `Path=/` and `HttpOnly`; what is unknown is left out */
function readAttributes(texts: readonly string[]): CookieAttributes {
  const attributes: Attributes = {}
  for (const text of texts) {
    const equals = text.indexOf('=')
    const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase()
    readAttribute(attributes, name, equals === -1 ? '' : text.slice(equals + 1).trim())
  }
  return attributes
}

function readAttribute(attributes: Attributes, name: string, value: string): void {
  if (name === 'domain' && value !== '') attributes.domain = value.replace(/^\./, '')
  if (name === 'path' && value !== '') attributes.path = value
  if (name === 'secure') attributes.secure = true
  if (name === 'httponly') attributes.httpOnly = true
  if (name === 'partitioned') attributes.partitioned = true
  const sameSite = readSameSite(value)
  if (name === 'samesite' && sameSite !== null) attributes.sameSite = sameSite
  const expires = Date.parse(value.replace(/(\d)-([a-z]{3})-(\d)/i, '$1 $2 $3'))
  if (name === 'expires' && Number.isFinite(expires)) attributes.expires = Math.floor(expires / 1000)
  if (name === 'max-age' && /^-?\d+$/.test(value)) attributes.maxAge = Number(value)
}

/** Of `Set-Cookie`, Playwright (`Lax`) and extensions (`no_restriction`, `lax`); null for what says nothing. */
export function readSameSite(text: unknown): 'Strict' | 'Lax' | 'None' | null {
  switch (typeof text === 'string' ? text.toLowerCase() : '') {
    case 'strict':
      return 'Strict'
    case 'lax':
      return 'Lax'
    case 'none':
    case 'no_restriction':
      return 'None'
    default:
      return null
  }
}
