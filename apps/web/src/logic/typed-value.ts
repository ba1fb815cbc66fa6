/** What a value is, by how it travels: types that JSON lacks are objects with one key, their tag (Flask: `flask/json/tag.py`). */
export type ValueType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'list'
  | 'object'
  | 'date'
  | 'bytes'
  | 'tuple'
  | 'uuid'
  | 'markup'
  | 'point'
  | 'tagged'

/** `point` is the application's own type; the others are Flask's. */
const tags: Readonly<Record<string, ValueType>> = {
  ' d': 'date',
  ' b': 'bytes',
  ' t': 'tuple',
  ' u': 'uuid',
  ' m': 'markup',
  ' point': 'point'
}

/** @param value of JSON as it travels */
export function typeOfWire(value: unknown): ValueType {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object') return plainType(value)
  const tag = tagOf(value)
  return tag === null ? 'object' : (tags[tag] ?? 'tagged')
}

function plainType(value: unknown): ValueType {
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

/** The one key of a tagged value, with its space. */
function tagOf(value: object): string | null {
  const [tag, ...rest] = Object.keys(value)
  return tag !== undefined && rest.length === 0 && tag.startsWith(' ') ? tag : null
}

function inside(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined
}

/** In one line, such as `"hello"`, `3 bytes 01 02 ff`, `(1, 2)` or `Point(3, 4)`. */
export function showWire(value: unknown): string {
  const type = typeOfWire(value)
  const content = inside(value)
  if (type === 'list' && Array.isArray(value)) return `[${value.map(showWire).join(', ')}]`
  if (type === 'tuple' && Array.isArray(content)) return `(${content.map(showWire).join(', ')})`
  if (type === 'point' && Array.isArray(content)) return `Point(${content.map(showWire).join(', ')})`
  if (type === 'bytes' && typeof content === 'string') return showBytes(content)
  if ((type === 'date' || type === 'uuid') && typeof content === 'string') return content
  if (type === 'markup') return `Markup(${JSON.stringify(content)})`
  return JSON.stringify(value) ?? 'null'
}

function showBytes(base64: string): string {
  const hex = bytesToHex(base64)
  if (hex === null) return JSON.stringify({ ' b': base64 })
  const count = hex.length / 2
  return `${count} ${count === 1 ? 'byte' : 'bytes'} ${hex.replaceAll(/../g, ' $&').slice(1)}`.trim()
}

function bytesToHex(base64: string): string | null {
  try {
    return [...atob(base64)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  } catch {
    return null
  }
}

/** Types that a person can type in. */
export const editableTypes = ['string', 'number', 'boolean', 'date', 'bytes', 'list', 'point'] as const

export type EditableType = (typeof editableTypes)[number]

export type TypedFault = 'not-a-number' | 'not-a-boolean' | 'not-a-date' | 'not-bytes' | 'not-a-list' | 'not-a-point'

export type TypedValue =
  | { readonly ok: true; readonly wire: unknown }
  | { readonly ok: false; readonly why: TypedFault }

/** What was typed, as it travels. */
export function parseTyped(type: EditableType, text: string): TypedValue {
  switch (type) {
    case 'string':
      return { ok: true, wire: text }
    case 'number':
      return parseNumber(text)
    case 'boolean':
      return parseBoolean(text)
    case 'date':
      return parseDate(text)
    case 'bytes':
      return parseBytes(text)
    case 'list':
      return parseList(text)
    case 'point':
      return parsePoint(text)
  }
}

function parseNumber(text: string): TypedValue {
  const trimmed = text.trim()
  const wire = Number(trimmed)
  const isPlain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)
  return isPlain && Number.isFinite(wire) ? { ok: true, wire } : { ok: false, why: 'not-a-number' }
}

function parseBoolean(text: string): TypedValue {
  const word = text.trim().toLowerCase()
  if (word === 'true' || word === 'yes') return { ok: true, wire: true }
  return word === 'false' || word === 'no' ? { ok: true, wire: false } : { ok: false, why: 'not-a-boolean' }
}

/** An ISO date, with or without a time, or an HTTP date (RFC 9110, 5.6.7); UTC unless it says otherwise. */
function parseDate(text: string): TypedValue {
  const trimmed = text.trim()
  const isIso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(trimmed)
  const isHttp = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(trimmed)
  const hasZone = isHttp || trimmed.length === 10 || /(?:Z|[+-]\d\d:\d\d)$/.test(trimmed)
  const date = new Date(isIso && !hasZone ? `${trimmed.replace(' ', 'T')}Z` : trimmed.replace(/^(\S{10}) /, '$1T'))
  const isValid = (isIso && isDay(trimmed.slice(0, 10))) || (isHttp && date.toUTCString() === trimmed)
  const isWhole = isValid && !Number.isNaN(date.getTime())
  return isWhole ? { ok: true, wire: { ' d': date.toUTCString() } } : { ok: false, why: 'not-a-date' }
}

/** Whether the calendar has that day: engines differ in what they make of 30 February. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Pairs of hexadecimal digits, with or without spaces between them. */
function parseBytes(text: string): TypedValue {
  const hex = text.replaceAll(/\s/g, '')
  if (!/^(?:[\da-f]{2})*$/i.test(hex)) return { ok: false, why: 'not-bytes' }
  const letters = (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return { ok: true, wire: { ' b': btoa(letters.join('')) } }
}

function parseList(text: string): TypedValue {
  try {
    const wire: unknown = JSON.parse(text)
    return Array.isArray(wire) ? { ok: true, wire } : { ok: false, why: 'not-a-list' }
  } catch {
    return { ok: false, why: 'not-a-list' }
  }
}

function parsePoint(text: string): TypedValue {
  const found = /^\s*\(?\s*(\S+?)\s*[,; ]\s*(\S+?)\s*\)?\s*$/.exec(text)
  const [x, y] = [parseNumber(found?.[1] ?? ''), parseNumber(found?.[2] ?? '')]
  return x.ok && y.ok ? { ok: true, wire: { ' point': [x.wire, y.wire] } } : { ok: false, why: 'not-a-point' }
}
