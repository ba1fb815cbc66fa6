import Cookies from 'js-cookie'

export interface CookieAttributes {
  /** UNIX seconds; null: until the browser closes. */
  readonly expires: number | null
  readonly path: string
  readonly sameSite: 'Lax' | 'Strict' | 'None'
}

/** Overwrites a cookie as it was set: only one of the same path replaces it, and a missing date would shorten its life. */
export function writeCookie(name: string, value: string, { expires, path, sameSite }: CookieAttributes): void {
  Cookies.set(name, value, {
    path,
    sameSite,
    secure: location.protocol === 'https:',
    ...(expires === null ? {} : { expires: new Date(expires * 1000) })
  })
}
