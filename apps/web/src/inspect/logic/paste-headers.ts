import type { PasteKind } from './paste-kind.ts'
import { type CookieSource, LINE_BREAKS, type Reading, readCookieHeader, together } from './read-cookies.ts'
import { readSetCookie } from './read-set-cookie.ts'
import { cut, leaveOut, splitTraced, type TracedText, trimTraced } from './traced-text.ts'
import { quotedAt, unescapeQuoted } from './unescape.ts'

export interface KindAndReading {
  readonly kind: PasteKind
  readonly reading: Reading
}

/** A header's name at the start of a line, also behind the marks that `curl -v` puts before it. */
const HEADER = /^\s*(?:[<>*]\s)?\s*:?([a-z][\w-]{0,63}):(?=\s|$)/i
const COOKIE_HEADER = /^\s*(?:[<>*]\s)?\s*((?:set-)?cookie)\s?:/i
/** An empty line, a request or status line, or a line of `curl -v` that is no header. */
const BETWEEN = /^\s*(?:[<>*](?:\s.*)?|(?:[A-Z]+ \S+ )?HTTP\/\d.*)?$/
const NEW_COOKIE = /^[\w.!#$%&'*+^`|~-]{1,64}=[^=]/

interface Header {
  readonly name: string
  readonly start: number
  end: number
}

/** Headers, one a line or wrapped, among others or alone; null when none of them is about cookies. */
export function readHeaders(traced: TracedText): KindAndReading | null {
  if (!/cookie/i.test(traced.text)) return null
  const headers = findHeaders(traced)
  const cookieHeaders = headers.filter(({ name }) => name === 'cookie' || name === 'set-cookie')
  if (cookieHeaders.length === 0) return null
  const host = headers.find(({ name }) => name === 'host' || name === 'authority')
  const reading = together(
    cookieHeaders.map((header) =>
      readHeader(traced, header, host ? traced.text.slice(host.start, host.end).trim() : null)
    )
  )
  const names = new Set(headers.map(({ name }) => name))
  const kind = names.size > 1 ? 'headers' : names.has('cookie') ? 'cookie-header' : 'set-cookie-header'
  return { kind, reading }
}

function findHeaders(traced: TracedText): readonly Header[] {
  const headers: Header[] = []
  let at = 0
  let open: Header | null = null
  for (const { text } of splitTraced(traced, /\n/g)) {
    const match = COOKIE_HEADER.exec(text) ?? HEADER.exec(text)
    const name = match?.[1]?.toLowerCase()
    if (match !== null && name !== undefined) {
      open = { name, start: at + match[0].length, end: at + text.length }
      headers.push(open)
    } else if (BETWEEN.test(text)) {
      open = null
    } else if (open?.name === 'set-cookie' && NEW_COOKIE.test(text) && open.end > open.start) {
      open = { name: open.name, start: at, end: at + text.length }
      headers.push(open)
    } else if (open !== null) {
      open.end = at + text.length
    }
    at += text.length + 1
  }
  return headers
}

function readHeader(traced: TracedText, { name, start, end }: Header, host: string | null): Reading {
  return readHeaderValue(name, cut(traced, start, end), host)
}

/** @param name in lower case: `cookie` or `set-cookie` */
export function readHeaderValue(name: string, value: TracedText, host: string | null): Reading {
  const whole = trimTraced(value)
  const line = leaveOut(whole, LINE_BREAKS)
  const source: CookieSource = { origin: name === 'cookie' ? 'sent' : 'set', host }
  const reading = name === 'cookie' ? readCookieHeader(line, source) : readSetCookie(line, source)
  return line === whole ? reading : { ...reading, mended: ['line-breaks'] }
}

/** Cookie headers inside the quotes of a program: `"cookie": "a=1; b=2"`, `'Cookie: a=1'`. */
export function readQuotedHeaders(traced: TracedText): KindAndReading | null {
  const readings: Reading[] = []
  for (const match of traced.text.matchAll(/(["'`])((?:set-)?cookie)(?::|\1\s{0,9}[:,]\s{0,9}(?=["'`]))/gi)) {
    const name = (match[2] ?? '').toLowerCase()
    const end = match.index + match[0].length
    const { inside } = match[0].endsWith(`${match[2]}:`) ? quotedAt(traced, match.index) : quotedAt(traced, end)
    const value = match[0].endsWith(`${match[2]}:`) ? cut(inside, (match[2] ?? '').length + 1) : inside
    readings.push(readHeaderValue(name, unescapeQuoted(value), null))
  }
  return readings.length === 0 ? null : { kind: 'headers', reading: together(readings) }
}
