import type { KindAndReading } from './paste-headers.ts'
import type { CookieAttributes } from './found-cookie.ts'
import { foundCookie, NOTHING, notRead, type Reading, together } from './read-cookies.ts'
import { cut, splitTraced, type TracedText, trimTraced } from './traced-text.ts'

/** Domain, whether hosts below it count, path, secure, end (UNIX seconds), name, value; by tabs, or by spaces where those got lost. */
const NETSCAPE_LINE = /^(?:#HttpOnly_)?([^\s#]\S*)\s+(?:TRUE|FALSE)\s+\/\S*\s+(?:TRUE|FALSE)\s+-?\d+(?:\.\d+)?\s+\S/i

/** A Netscape cookie file, or lines of one; null for other text. */
export function readNetscape(traced: TracedText): KindAndReading | null {
  const lines = splitTraced(traced, /\r?\n/g)
  const isFile = /^\s*# (?:Netscape )?HTTP Cookie File/i.test(traced.text)
  if (!isFile && !lines.some(({ text }) => NETSCAPE_LINE.test(text))) return null
  return { kind: 'netscape', reading: together(lines.map(readNetscapeLine)) }
}

function readNetscapeLine(line: TracedText): Reading {
  const { text } = line
  if (text.trim() === '' || (text.startsWith('#') && !text.startsWith('#HttpOnly_'))) return NOTHING
  if (!NETSCAPE_LINE.test(text)) return notRead(trimTraced(line), 'not-a-cookie')
  const fields = fieldsOf(line)
  const [domain = '', below = '', path = '/', secure = '', end = ''] = fields.map((field) => field.text)
  const [name, value] = fields.slice(5)
  if (name === undefined || value === undefined || value.text === '') return notRead(trimTraced(line), 'no-value')
  const host = domain.replace(/^#HttpOnly_/i, '').replace(/^\./, '')
  const expires = Math.floor(Number(end))
  const attributes: CookieAttributes = {
    domain: host,
    hostOnly: below.toUpperCase() === 'FALSE',
    path,
    secure: secure.toUpperCase() === 'TRUE',
    httpOnly: /^#HttpOnly_/i.test(domain),
    ...(expires > 0 ? { expires } : {})
  }
  return { cookies: [foundCookie(name, value, { origin: 'stored', host }, attributes)], unread: [] }
}

/** Seven, the last of which may hold anything. */
function fieldsOf(line: TracedText): readonly TracedText[] {
  const separator = line.text.split('\t').length >= 7 ? /\t/g : /\s+/g
  const pieces = splitTraced(line, separator)
  const start = pieces.slice(0, 6).reduce((length, { text }) => length + text.length, 0)
  const gaps = [...line.text.matchAll(separator)].slice(0, 6).reduce((length, [gap]) => length + gap.length, 0)
  return pieces.length < 7 ? pieces : [...pieces.slice(0, 6), trimTraced(cut(line, start + gaps))]
}

/** Rows copied out of the browser's own list of cookies: name, value, domain, path and more, by tabs; null for other text. */
export function readTable(traced: TracedText): KindAndReading | null {
  const lines = splitTraced(traced, /\r?\n/g).filter(({ text }) => text.trim() !== '')
  const rows = lines.map((line) => splitTraced(line, /\t/g).map(trimTraced))
  if (!rows.some(isRow)) return null
  return {
    kind: 'table',
    reading: together(
      rows.map((row, index) => (isRow(row) ? readRow(row) : notRead(lines[index] ?? traced, 'not-a-cookie')))
    )
  }
}

function isRow([name, value, domain, path]: readonly TracedText[]): boolean {
  return (
    name !== undefined &&
    value !== undefined &&
    name.text !== '' &&
    value.text !== '' &&
    /^\.?[\w.:-]+$/.test(domain?.text ?? '') &&
    (path?.text ?? '').startsWith('/')
  )
}

function readRow([name, value, domain, path, end]: readonly TracedText[]): Reading {
  if (name === undefined || value === undefined) return NOTHING
  const host = (domain?.text ?? '').replace(/^\./, '')
  const expires = Date.parse(end?.text ?? '')
  const attributes: CookieAttributes = {
    domain: host,
    hostOnly: domain?.text === host,
    path: path?.text ?? '/',
    ...(Number.isFinite(expires) ? { expires: Math.floor(expires / 1000) } : {})
  }
  return { cookies: [foundCookie(name, value, { origin: 'stored', host }, attributes)], unread: [] }
}
