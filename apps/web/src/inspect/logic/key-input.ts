import { readBase64, readUtf8 } from './base64-text.ts'

/** How a key was typed. */
export type KeyEncoding = 'text' | 'hex' | 'base64'

/** A key that the person at the page typed. It stays in the page's memory: nothing here stores, sends, logs or links it. */
export interface KeyInput {
  /** Tells keys apart on the screen; says nothing of the key. */
  readonly id: string
  readonly text: string
  readonly encoding: KeyEncoding
}

export type KeyBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'not-hex' | 'not-base64' }

/**
 * Why others could find this key: nothing in it, known from examples and leaks, shorter than 16 bytes, or one character again and again.
 * A weak key is tried like any other.
 */
export type KeyWeakness = 'empty' | 'well-known' | 'short' | 'repeated'

/** Text is UTF-8. Spaces and line breaks in hexadecimal and base64 do not count; base64 may be of either alphabet. */
export function keyBytes({ text, encoding }: KeyInput): KeyBytes {
  if (encoding === 'text') return { ok: true, bytes: new TextEncoder().encode(text) }
  const digits = text.replaceAll(/\s/g, '')
  if (encoding === 'base64') {
    const bytes = readBase64(digits)
    return bytes === null ? { ok: false, why: 'not-base64' } : { ok: true, bytes }
  }
  if (!/^(?:[\da-f]{2})*$/i.test(digits)) return { ok: false, why: 'not-hex' }
  const pairs = digits.match(/../g) ?? []
  return { ok: true, bytes: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) }
}

/** Blanks, and what is not seen at all. */
const BLANKS = String.raw`[\s\u00ad\u200b-\u200f\u2060\ufeff]+`
const BLANKS_AROUND = new RegExp(`^${BLANKS}|${BLANKS}$`, 'g')

/** The key without the blanks and invisible marks around it, as they come along with a copied line; null where there are none that count. */
export function trimmedKey(key: KeyInput): KeyInput | null {
  const text = key.text.replaceAll(BLANKS_AROUND, '')
  return key.encoding !== 'text' || text === key.text ? null : { ...key, text }
}

/** Of examples, tutorials and templates; in lower case, without spaces, dashes and underscores. */
const WELL_KNOWN = new Set(
  `dev development test testing secret secrets secretkey mysecret mysecretkey yoursecretkey yoursecret yoursecrethere thesecretkey key
  mykey key1 key2 changeme changethis changethissecret pleasechangeme replaceme password passw0rd pass 123456 12345678 supersecret
  supersecretkey topsecret verysecret verysecretkey keyboardcat shhhh thisissecret thisisasecret itsasecret somesecret somesecretkey
  somerandomstring randomstring hardtoguessstring youwillneverguess superdupersecret flask flasksecret flasksecretkey django express
  session sessionsecret cookiesecret jwtsecret your256bitsecret your384bitsecret your512bitsecret
  astringsecretatleast256bitslong default example sample demo admin root foo bar foobar hello helloworld none null undefined
  secretkeybase insecure unsafe complexpasswordatleast32characterslong`.split(/\s+/)
)

/** Of other spellings, as they stand in the documentation of frameworks. */
const WELL_KNOWN_EXACTLY = new Set([
  '_5#y2L"F4Q8z\n\u00ec]/',
  '192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf'
])

/** Bytes below which a key can be guessed by trying. */
const SHORT = 16

export function keyWeakness(key: KeyInput): KeyWeakness | null {
  const read = keyBytes(key)
  if (!read.ok) return null
  const { bytes } = read
  if (bytes.length === 0) return 'empty'
  const text = readUtf8(bytes)
  if (text !== null && isWellKnown(text)) return 'well-known'
  if (bytes.every((byte) => byte === bytes[0])) return 'repeated'
  return bytes.length < SHORT ? 'short' : null
}

function isWellKnown(text: string): boolean {
  return WELL_KNOWN_EXACTLY.has(text) || WELL_KNOWN.has(text.toLowerCase().replaceAll(/[\s!._-]/g, ''))
}
