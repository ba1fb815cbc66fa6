import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

import { stringifySetCookie } from 'cookie'

import { SessionMiddlewareError } from './session-middleware-error.ts'

/** Cookies of a request: name to value as it came, not decoded. */
export type CookieJar = Readonly<Record<string, string | undefined>>

/** A session that another library kept. */
export interface ForeignSession {
  /** Plain JSON data, without the other library's own fields. */
  readonly data: Record<string, unknown>
  /** Whether its cookie outlived the browser; undefined when the format does not tell. */
  readonly permanent?: boolean
  /** Ends it where the other library kept it, once it has been written out as ours. */
  readonly forget?: () => Promise<void>
}

/** Reads the session cookies of another library. */
export interface ForeignCookies {
  /** Names of its cookies; they are deleted once the session was written out as ours. */
  readonly names: readonly string[]
  /** Path and domain its cookies were set with, so that the deletion reaches them. Default path '/'. */
  readonly path?: string
  readonly domain?: string
  /** null: no cookie of that library, or one that it would refuse. Never throws for what a browser sends; rejects when its store does not answer. */
  read(jar: CookieJar): ForeignSession | null | Promise<ForeignSession | null>
}

/** @throws SessionMiddlewareError `invalid-option` for what is no object, and for a name that is not `known` */
export function checkForeignOptions(reader: string, options: unknown, known: readonly string[]): void {
  const hint = `${reader}() takes an object with ${known.join(', ')}.`
  if (typeof options !== 'object' || options === null) refuseOption(hint)
  const unknown = Object.keys(options).find((option) => !known.includes(option))
  if (unknown !== undefined) refuseOption(`${reader}() has no option ${unknown}: ${hint}`)
}

/** Path and domain, if a deletion can be written with them. @throws SessionMiddlewareError `invalid-option` */
export function foreignPlace(
  reader: string,
  name: string,
  { path = '/', domain }: { readonly path?: string; readonly domain?: string }
): Pick<ForeignCookies, 'path' | 'domain'> {
  const place = domain === undefined ? { path } : { path, domain }
  try {
    stringifySetCookie({ ...place, name, value: '' })
  } catch {
    refuseOption(`${reader}() needs the name, path and domain that the other library set its cookie with.`)
  }
  return place
}

/** Keys for `createHmac`, of which any may have signed. @throws SessionMiddlewareError `invalid-option` */
export function foreignKeys(reader: string, option: string, secrets: unknown): readonly KeyObject[] {
  if (!Array.isArray(secrets) || secrets.length === 0)
    refuseOption(`${reader}() needs ${option}, a list with at least one secret: ${option}: [secret].`)
  return (secrets as readonly unknown[]).map((secret) => {
    if ((typeof secret !== 'string' && !(secret instanceof Uint8Array)) || secret.length === 0)
      refuseOption(`Each of the ${option} of ${reader}() is a string or bytes, and not empty.`)
    return createSecretKey(typeof secret === 'string' ? Buffer.from(secret) : secret)
  })
}

/** The comparison of signatures: how long it takes tells nothing about where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * The data of a record under the names that the other library would have shown; the names of its own fields and
 * methods, and those of every object, were hidden there, so that nobody can have relied on data under them.
 */
export function visibleData(record: object, hidden: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !hidden.has(name) && !(name in Object.prototype)))
}

/** @throws SessionMiddlewareError `invalid-option` */
export function refuseOption(message: string): never {
  throw new SessionMiddlewareError('invalid-option', message)
}
