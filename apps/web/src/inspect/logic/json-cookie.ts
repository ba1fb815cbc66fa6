import type { CookieAttributes } from './found-cookie.ts'
import { type CookieSource, foundCookie, NOTHING, type Reading } from './read-cookies.ts'
import { readSameSite } from './read-set-cookie.ts'
import type { TracedText } from './traced-text.ts'

/** Finds where a text of a JSON file stands in it. */
export type Locate = (text: string) => TracedText

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listAt(value: unknown, name: string): readonly unknown[] | null {
  const list = isRecord(value) && Object.hasOwn(value, name) ? value[name] : null
  return Array.isArray(list) ? list : null
}

export function isJsonCookie(value: unknown): value is { readonly name: string; readonly value: string } {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['value'] === 'string'
}

/** A cookie of an export, a storage state or a HAR file. */
export function readJsonCookie(value: unknown, source: CookieSource, locate: Locate): Reading {
  if (!isJsonCookie(value) || value.value === '') return NOTHING
  const attributes = jsonAttributes(value)
  const host = source.host ?? attributes.domain ?? null
  const cookie = foundCookie(locate(value.name), locate(value.value), { ...source, host }, attributes)
  return { cookies: [cookie], unread: [] }
}

/** `expires` of Playwright and Puppeteer in seconds (-1: none), of HAR as a date; `expirationDate` of extensions in seconds. */
function jsonAttributes(cookie: Readonly<Record<string, unknown>>): CookieAttributes {
  const { domain, path, expires, expirationDate, secure, httpOnly, hostOnly } = cookie
  const sameSite = readSameSite(cookie['sameSite'])
  const end = typeof expires === 'string' ? Date.parse(expires) / 1000 : (expirationDate ?? expires)
  return {
    ...(typeof domain === 'string' && domain !== '' ? { domain: domain.replace(/^\./, '') } : {}),
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
    ...(typeof end === 'number' && Number.isFinite(end) && end > 0 ? { expires: Math.floor(end) } : {}),
    ...(typeof secure === 'boolean' ? { secure } : {}),
    ...(typeof httpOnly === 'boolean' ? { httpOnly } : {}),
    ...(typeof hostOnly === 'boolean' ? { hostOnly } : {}),
    ...(sameSite === null ? {} : { sameSite })
  }
}
