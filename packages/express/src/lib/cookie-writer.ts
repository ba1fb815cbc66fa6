import { stringifySetCookie } from 'cookie'

import type { SessionVisibility } from './options.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** Attributes of the cookie (RFC 6265bis, section 4.1.2). */
export interface SessionCookieOptions {
  /** Default `/`. */
  readonly path?: string
  /** Left out: only the host that set the cookie gets it. Given: its subdomains too. */
  readonly domain?: string
  /**
   * `'auto'` (default): https connections get `Secure`, others do not. `true`: `Secure` always, and setting a session
   * over an insecure connection is an error. Behind a proxy that ends TLS, Express learns of https by `trust proxy`.
   */
  readonly secure?: boolean | 'auto'
  /** Default `lax`. */
  readonly sameSite?: 'lax' | 'strict' | 'none'
  /** One jar per embedding site (CHIPS). */
  readonly partitioned?: boolean
}

/** Writes the lines of a session's cookies; their attributes are checked and written once. */
export interface CookieWriter {
  readonly secure: boolean | 'auto'
  /** What follows `name=value; `. `expires` is in UNIX seconds, null for a cookie that goes with the browser. */
  attributes(expires: number | null, secure: boolean): string
  /** Of a deletion. */
  deletedAttributes(secure: boolean): string
  /** Lines that set a signed value: one, or the payload and the signature apart. */
  set(value: string, expires: number | null, secure: boolean): readonly string[]
  /** Lines that delete them. */
  delete(secure: boolean): readonly string[]
}

/** Where `split` keeps the signature. */
export function companionOf(name: string): string {
  return `${name}.sig`
}

const PAST = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0'

/** @throws SessionMiddlewareError `invalid-option` */
export function createCookieWriter(
  name: string,
  options: SessionCookieOptions,
  visibility: SessionVisibility
): CookieWriter {
  const { path = '/', domain, secure = 'auto', sameSite = 'lax', partitioned = false } = options
  checkRules(name, { ...options, path, secure, sameSite, partitioned })
  const texts = (httpOnly: boolean) => {
    const attributes = { path, domain, httpOnly, partitioned, sameSite }
    const insecureText = attributeText(name, { ...attributes, secure: false })
    const secureText = attributeText(name, { ...attributes, secure: true })
    return (isSecure: boolean) => (isSecure ? secureText : insecureText)
  }
  const main = texts(visibility === 'hidden')
  const companion = texts(true)
  const isSplit = visibility === 'split'
  const writer: CookieWriter = {
    secure,
    attributes: (expires, isSecure) => prefixOf(expires) + main(isSecure),
    deletedAttributes: (isSecure) => `${PAST}; ${main(isSecure)}`,
    set(value, expires, isSecure) {
      if (!isSplit) return [`${name}=${value}; ${prefixOf(expires)}${main(isSecure)}`]
      const dot = value.lastIndexOf('.')
      return [
        `${name}=${value.slice(0, dot)}; ${prefixOf(expires)}${main(isSecure)}`,
        `${companionOf(name)}=${value.slice(dot + 1)}; ${prefixOf(expires)}${companion(isSecure)}`
      ]
    },
    delete(isSecure) {
      const line = `${name}=; ${PAST}; ${main(isSecure)}`
      return isSplit ? [line, `${companionOf(name)}=; ${PAST}; ${companion(isSecure)}`] : [line]
    }
  }
  return writer
}

/** The line that deletes a cookie which somebody else set. Browsers heed one for a prefixed name only with `Secure`. */
export function deletionOf(name: string, path: string, domain: string | undefined): string {
  const attributes = { path, domain, httpOnly: true, sameSite: 'lax', partitioned: false } as const
  const secure = /^__(?:host|secure)-/i.test(name)
  return `${name}=; ${PAST}; ${attributeText(name, { ...attributes, secure })}`
}

function prefixOf(expires: number | null): string {
  return expires === null ? '' : `Expires=${new Date(expires * 1000).toUTCString()}; `
}

interface Attributes extends Required<Omit<SessionCookieOptions, 'domain' | 'secure'>> {
  readonly domain: string | undefined
  readonly secure: boolean
  readonly httpOnly: boolean
}

function attributeText(name: string, { domain, ...attributes }: Attributes): string {
  try {
    const line = stringifySetCookie({ ...attributes, ...(domain === undefined ? {} : { domain }), name, value: '' })
    return line.slice(`${name}=; `.length)
  } catch (cause) {
    const [, what = 'cookie'] = /(name|path|domain|sameSite) is invalid/.exec(String(cause)) ?? []
    return fail(`${what === 'name' ? '' : 'cookie.'}${what} is not one that a cookie can have.`)
  }
}

/** Browsers drop cookies that break these without a word (RFC 6265bis, sections 4.1.3 and 5.7; CHIPS for Partitioned). */
function checkRules(name: string, options: SessionCookieOptions): void {
  const { path, domain, secure, sameSite, partitioned } = options
  if (typeof secure !== 'boolean' && secure !== 'auto') fail('cookie.secure is true, false or "auto".')
  if (sameSite !== 'lax' && sameSite !== 'strict' && sameSite !== 'none')
    fail('cookie.sameSite is "lax", "strict" or "none".')
  if (typeof partitioned !== 'boolean') fail('cookie.partitioned is a boolean.')
  const prefix = /^__(host|secure)-/i.exec(name)?.[0].toLowerCase()
  const secureFor = prefix
    ? `A name that starts with ${prefix}`
    : sameSite === 'none'
      ? 'sameSite: "none"'
      : partitioned
        ? 'partitioned'
        : null
  if (secureFor !== null && secure !== true)
    fail(`${secureFor} needs cookie: { secure: true }, or browsers drop the cookie.`)
  if (prefix === '__host-' && (path !== '/' || domain !== undefined)) {
    fail('A name that starts with __Host- needs the path "/" and no domain, or browsers drop the cookie.')
  }
}

function fail(message: string): never {
  throw new SessionMiddlewareError('invalid-option', message)
}
