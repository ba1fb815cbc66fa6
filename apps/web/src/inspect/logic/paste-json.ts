import type { KindAndReading } from './paste-headers.ts'
import { isJsonCookie, isRecord, listAt, type Locate, readJsonCookie } from './json-cookie.ts'
import { readHar } from './paste-har.ts'
import { type CookieSource, foundCookie, together } from './read-cookies.ts'
import { type TracedText, untraced } from './traced-text.ts'
import { quotedAt, unescapeQuoted } from './unescape.ts'

/** JSON that is about cookies: HAR, Playwright's storage state, a list or an object of cookies; null for other text. */
export function readJsonPaste(traced: TracedText): KindAndReading | null {
  if (!/^\s*[{[]/.test(traced.text)) return null
  let value: unknown
  try {
    value = JSON.parse(traced.text)
  } catch {
    return null
  }
  const locate = createLocate(traced)
  return (
    readHar(value, locate) ??
    asKind('storage-state', listAt(value, 'cookies'), locate) ??
    asKind('cookie-list', Array.isArray(value) ? value : listOfOne(value), locate) ??
    readNames(value, locate)
  )
}

/** Texts come in the order of the file, so each is looked for behind the one before, and then everywhere. */
function createLocate(traced: TracedText): Locate {
  let from = 0
  let misses = 0
  return (text) => {
    const written = JSON.stringify(text)
    const found = misses > 20 ? -1 : traced.text.indexOf(written, from)
    const start = found === -1 && misses <= 20 ? traced.text.indexOf(written) : found
    if (start === -1) {
      misses += 1
      return untraced(text)
    }
    from = start + written.length
    const literal = unescapeQuoted(quotedAt(traced, start).inside)
    return literal.text === text ? literal : untraced(text)
  }
}

function listOfOne(value: unknown): readonly unknown[] | null {
  return isJsonCookie(value) ? [value] : null
}

function asKind(
  kind: 'storage-state' | 'cookie-list',
  list: readonly unknown[] | null,
  locate: Locate
): KindAndReading | null {
  if (list === null || (kind === 'cookie-list' && !list.some(isJsonCookie))) return null
  return {
    kind,
    reading: together(list.map((cookie) => readJsonCookie(cookie, { origin: 'stored', host: null }, locate)))
  }
}

/** An object whose values are all texts; another may be the value of a cookie itself. */
function readNames(value: unknown, locate: Locate): KindAndReading | null {
  if (!isRecord(value)) return null
  const entries = Object.entries(value)
  const looksLikeCookies =
    entries.length > 0 && entries.every(([name, text]) => typeof text === 'string' && isName(name))
  if (!looksLikeCookies || !entries.some(([, text]) => String(text).length >= 20)) return null
  const source: CookieSource = { origin: 'text', host: null }
  const cookies = entries
    .filter(([, text]) => text !== '')
    .map(([name, text]) => foundCookie(locate(name), locate(String(text)), source))
  return { kind: 'cookie-object', reading: { cookies, unread: [] } }
}

function isName(text: string): boolean {
  return /^[\w.!#$%&'*+^`|~-]+$/.test(text)
}
