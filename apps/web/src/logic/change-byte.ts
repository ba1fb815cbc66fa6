const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What a character of a cookie is changed into: the next one of base64url. */
export function nextCharacter(character: string): string {
  return alphabet[(alphabet.indexOf(character) + 1) % alphabet.length] ?? 'A'
}

/** Changes one character of a text into the next one. Null where there is none. */
export function changeCharacter(text: string, at: number): string | null {
  const character = text[at]
  return character === undefined ? null : replaceAt(text, at, nextCharacter(character))
}

/** A changed payload, and which of its characters differ: base64 packs one byte into one or two of them. */
export interface ByteChange {
  readonly payload: string
  readonly start: number
  readonly end: number
}

/**
 * Changes one byte of a payload so that what it says visibly changes: the last letter or digit of its last string.
 * Where the text holds none (or is compressed, `json` null) one base64 character is changed instead.
 *
 * @param payload the part of the cookie before the first of its last two dots
 * @param json    the text the payload decodes to
 */
export function changeByte(payload: string, json: string | null): ByteChange | null {
  const at = json === null || payload.startsWith('.') ? -1 : lastLetterOfLastString(json)
  const changed =
    json === null || at < 0 ? swapCharacter(payload) : encode(replaceAt(json, at, nextLetter(json[at] ?? '')))
  return changed === null || changed === payload ? null : { payload: changed, ...difference(payload, changed) }
}

/** Values before names, and later ones before earlier ones: `_permanent` is the server's, and sorts first. */
function lastLetterOfLastString(json: string): number {
  const strings = [...json.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)].reverse()
  const values = strings.filter((match) => match[2] === undefined)
  const names = strings.filter((match) => match[2] !== undefined && !match[1]?.startsWith('_'))
  for (const match of [...values, ...names]) {
    const offset = lastLetter(match[1] ?? '')
    if (offset >= 0) return match.index + 1 + offset
  }
  return -1
}

/** Skips escapes: `\n` or `\u00e9` is one character of the text, and changing a letter inside could make it no JSON at all. */
function lastLetter(body: string): number {
  let last = -1
  for (const match of body.matchAll(/\\u[\da-fA-F]{4}|\\.|[^\\]/g)) {
    if (/^[a-z\d]$/i.test(match[0])) last = match.index
  }
  return last
}

function nextLetter(letter: string): string {
  if (letter === 'z' || letter === 'Z' || letter === '9') return String.fromCharCode(letter.charCodeAt(0) - 1)
  return String.fromCharCode(letter.charCodeAt(0) + 1)
}

function replaceAt(text: string, at: number, letter: string): string {
  return text.slice(0, at) + letter + text.slice(at + 1)
}

function swapCharacter(payload: string): string | null {
  const at = Math.max(payload.startsWith('.') ? 1 : 0, Math.floor(payload.length / 2))
  const letter = payload[at]
  return letter === undefined ? null : replaceAt(payload, at, letter === 'A' ? 'B' : 'A')
}

function encode(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function difference(before: string, after: string): { start: number; end: number } {
  let start = 0
  while (before[start] === after[start]) start += 1
  let tail = 0
  while (tail < after.length - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return { start, end: after.length - tail }
}
