import { createCookieSource } from './cookie-source.ts'

export interface CookieAttributes {
  readonly path: string
  readonly domain: string | undefined
  /** `undefined`: as the page's own connection. */
  readonly secure: boolean | undefined
  readonly sameSite: 'lax' | 'strict' | 'none'
}

/** One readable cookie, whose life can be rewritten. Nothing happens where there is none, or none that JavaScript can see. */
export interface DyingJar {
  has(): boolean
  /** Leaves it this many seconds to live; false when there was no cookie. */
  shorten(seconds: number): boolean
  /** Lets it live until this UNIX second; `null`: until the browser closes. */
  restore(expires: number | null): void
  remove(): void
  /** Calls back whenever the cookie may have changed, until the returned function is called. */
  watch(mayHaveChanged: () => void): () => void
}

export function createDyingJar(name: string, attributes: CookieAttributes): DyingJar {
  const { read, watch } = createCookieSource(name, attributes.path, attributes.domain)

  /** Read and written in one go, so that nothing but another process can come between. */
  function rewrite(life: string): boolean {
    const value = read()
    if (value === undefined) return false
    document.cookie = `${name}=${value}${life}${attributeText(name, attributes)}`
    return true
  }

  return {
    has: () => read() !== undefined,
    // RFC 6265bis section 5.6: `Max-Age` counts by the browser's own clock, and wins over `Expires`.
    shorten: (seconds) => rewrite(`; Max-Age=${seconds}`),
    restore: (expires) => void rewrite(expires === null ? '' : `; Expires=${new Date(expires * 1000).toUTCString()}`),
    remove: () => void rewrite('; Max-Age=0'),
    watch
  }
}

function attributeText(name: string, { path, domain, secure, sameSite }: CookieAttributes): string {
  const isSecure = secure ?? (needsSecure(name, sameSite) || location.protocol === 'https:')
  return [
    `; Path=${path}`,
    domain === undefined ? '' : `; Domain=${domain}`,
    isSecure ? '; Secure' : '',
    `; SameSite=${sameSite}`
  ].join('')
}

/** RFC 6265bis, sections 4.1.3 and 5.7: without `Secure` a browser drops these. */
export function needsSecure(name: string, sameSite: CookieAttributes['sameSite']): boolean {
  return sameSite === 'none' || /^__(secure|host)-/i.test(name)
}
