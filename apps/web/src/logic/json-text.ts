/**
 * JSON text as a person reads it: letters that were escaped only because the cookie is ASCII are shown as themselves. Control and
 * formatting characters stay escaped, so that what is shown cannot reorder itself.
 */
export function readableJson(json: string): string {
  return escapeFormatting(json).replace(/\\(?:u([\da-fA-F]{4})|.)/g, (escape, hex: string | undefined) => {
    if (hex === undefined) return escape
    const letter = String.fromCharCode(Number.parseInt(hex, 16))
    return /[\p{L}\p{N}\p{M}\p{S}\p{P}\uD800-\uDFFF]/u.test(letter) && !/["\\]/.test(letter) ? letter : escape
  })
}

/** Marks that are invisible themselves and turn around what stands next to them (Unicode, UAX 9, section 2), as `\\uXXXX`. */
export function escapeFormatting(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

/** Whether a text has letters that are written from right to left. */
export function mayReorder(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text)
}

/** Names that begin with `_` are the server's, and sort first. */
const SERVER_NAME = /"_\w+":(?:true|false|"[\w-]*"|\{[^{}]*\})/
const SERVER_PART = new RegExp(`${SERVER_NAME.source}(?:,${SERVER_NAME.source})*`)

/** The names in what `splitServerPart` found. */
export function serverNames(part: string): readonly string[] {
  return [...part.matchAll(/"(_\w+)":/g)].map(([, name = '']) => name)
}

/** The text cut around what the server put in by itself, so that it can be dimmed. */
export function splitServerPart(json: string): { before: string; server: string; after: string } | null {
  const match = SERVER_PART.exec(json)
  if (!match) return null
  const end = match.index + match[0].length
  return { before: json.slice(0, match.index), server: match[0], after: json.slice(end) }
}

export interface JsonToken {
  readonly kind: 'name' | 'string' | 'other'
  readonly text: string
  /** Where in the text it begins. */
  readonly at: number
}

/** Indented JSON cut in pieces to colour. */
export function jsonTokens(value: unknown): readonly JsonToken[] {
  return jsonTextTokens(escapeFormatting(JSON.stringify(value, null, 2)))
}

/** JSON text, or a piece of it, cut in pieces. */
export function jsonTextTokens(text: string): readonly JsonToken[] {
  const tokens: JsonToken[] = []
  let end = 0
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    if (match.index > end) tokens.push({ kind: 'other', text: text.slice(end, match.index), at: end })
    end = match.index + match[0].length
    tokens.push({ kind: text[end] === ':' ? 'name' : 'string', text: match[0], at: match.index })
  }
  tokens.push({ kind: 'other', text: text.slice(end), at: end })
  return tokens
}
