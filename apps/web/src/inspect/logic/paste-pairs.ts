import { readHeaderValue } from './paste-headers.ts'
import { foundCookie, type Reading, together } from './read-cookies.ts'
import { cut, type TracedText } from './traced-text.ts'
import { quotedAt, unescapeQuoted } from './unescape.ts'

/** Pairs of `name` and `value` in text that is no JSON: a program, or a file that was cut off. */
export function readNameValuePairs(traced: TracedText): Reading | null {
  const readings: Reading[] = []
  for (const match of traced.text.matchAll(/\b(name["']?\s{0,9}:\s{0,9})["'`]/g)) {
    const name = quotedAt(traced, match.index + (match[1] ?? '').length)
    const rest = traced.text.slice(name.end, name.end + 400)
    const value = /^[^{}]*?\bvalue["']?\s{0,9}:\s{0,9}(?=["'`])/.exec(rest)
    if (value === null || name.inside.text === '') continue
    const { inside } = quotedAt(traced, name.end + value[0].length)
    if (inside.text === '') continue
    readings.push(readNamed(unescapeQuoted(name.inside), unescapeQuoted(inside)))
  }
  return readings.length === 0 ? null : together(readings)
}

/** In a HAR file that was cut off, headers are such pairs, too. */
function readNamed(name: TracedText, value: TracedText): Reading {
  const header = name.text.toLowerCase()
  if (header === 'cookie' || header === 'set-cookie') return readHeaderValue(header, value, null)
  return { cookies: [foundCookie(name, value, { origin: 'text', host: null })], unread: [] }
}

/** `'session': '…'`, as lists of names and values stand in programs; only where one of them is long enough for a session. */
export function readNamedTexts(traced: TracedText): Reading | null {
  const found = []
  for (const match of traced.text.matchAll(/(["'])([\w.!#$%&*+^|~-]{1,64})\1\s{0,9}[:=]\s{0,9}(?=["'`])/g)) {
    const value = unescapeQuoted(quotedAt(traced, match.index + match[0].length).inside)
    const name = cut(traced, match.index + 1, match.index + 1 + (match[2] ?? '').length)
    if (/^(?!https?:)[!-~]+$/.test(value.text)) found.push(foundCookie(name, value, { origin: 'text', host: null }))
  }
  return found.some(({ written }) => written.length >= 20) ? { cookies: found, unread: [] } : null
}
