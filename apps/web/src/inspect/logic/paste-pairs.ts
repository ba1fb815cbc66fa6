import { readHeaderValue } from './paste-headers.ts'
import { foundCookie, type Reading, together } from './read-cookies.ts'
import type { TracedText } from './traced-text.ts'
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
