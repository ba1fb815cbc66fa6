/**
 * Reading typed JSON (Flask: `TaggedJSONSerializer` in `flask/json/tag.py`, over Python's `json.loads`).
 *
 * Plain data, the common case, costs one `JSON.parse` and two cheap looks at the text.
 */
import type { TypeReaders } from './read-types.ts'

/** Deeper data is neither written nor read: Python's own reader ends near here. */
export const MAX_DEPTH = 1000

/** Throws, whatever it may be, for text that is not typed JSON; callers say so in their own words. */
export function readJson(text: string, readers: TypeReaders): unknown {
  const value = parse(text)
  return mayHoldTags(text) ? untag(value, readers, 0) : value
}

/**
 * A tag is the first key of its object. Writers that put white space after a brace put it after the first one too.
 * (A tag whose space is spelt `\u0020` stays untagged; no writer spells it so.)
 */
function mayHoldTags(text: string): boolean {
  // White space in JSON is none above U+0020.
  return text.includes('{" ') || text.charCodeAt(1) <= 0x20
}

function untag(value: unknown, readers: TypeReaders, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) throw new RangeError()
  const holder = value as Record<string, unknown>
  const keys = Object.keys(holder)
  for (const key of keys) holder[key] = untag(holder[key], readers, depth + 1)
  const read = keys.length === 1 && !Array.isArray(value) ? readers.get(keys[0]!) : undefined
  return read === undefined ? value : read(holder[keys[0]!])
}

function parse(text: string): unknown {
  if (holdsLongNumber(text)) return parseExact(text)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error
    return parseExact(text)
  }
}

/** 16 digits in a row, the shortest number beyond 2^53. Such a run covers a multiple of 16, so only those are looked at. */
function holdsLongNumber(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    if (!isDigit(text, at)) continue
    let start = at
    let end = at
    while (isDigit(text, start - 1)) start--
    while (isDigit(text, end + 1)) end++
    if (end - start >= 15) return true
  }
  return false
}

export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** A string, a number, or one of Python's three words, with what follows it up to a colon, which makes it a key. */
const TOKEN = /(?:"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)(\s*:)?/g
const MARK = '\0'
const ESCAPED_MARK = '"\\u0000'

/**
 * `JSON.parse` with what Python knows beyond it: integers of any size, `NaN`, `Infinity`, `-Infinity`.
 *
 * Each of them is put in as a string that starts with U+0000, and real strings that start so get one more of it,
 * so that the two cannot be taken for each other. Whether the text is JSON, `JSON.parse` decides as ever.
 */
function parseExact(text: string): unknown {
  const marked = text.replace(TOKEN, (token: string, colon: string | undefined) => {
    if (colon !== undefined) return token
    if (token.startsWith('"')) return token.startsWith(ESCAPED_MARK) ? `${ESCAPED_MARK}${token.slice(1)}` : token
    return /^-?[1-9]\d{15,}$|[NI]/.test(token) ? `${ESCAPED_MARK}${token}"` : token
  })
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? unmark(value.slice(1)) : value
  )
}

function unmark(text: string): string | number | bigint {
  if (text.startsWith(MARK)) return text
  const number = Number(text)
  return /[NI]/.test(text) || Number.isSafeInteger(number) ? number : BigInt(text)
}
