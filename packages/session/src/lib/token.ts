/**
 * Token grammar: `body "." timestamp "." signature` (itsdangerous `URLSafeTimedSerializer`); a body that starts with
 * "." is zlib-compressed.
 *
 * Only this module knows it; signing, verifying and decoding all come through here.
 */

import { toBase64Url } from './base64.ts'

/** The pieces of a cookie value, as text. `signed` is what the signature covers. */
export interface Token {
  readonly body: string
  readonly timestamp: string
  readonly signature: string
  readonly signed: string
}

/** From the right, as the body may start with a dot; null without two dots. */
export function splitToken(text: string): Token | null {
  const second = text.lastIndexOf('.')
  const first = second > 0 ? text.lastIndexOf('.', second - 1) : -1
  if (first === -1) return null
  return {
    body: text.slice(0, first),
    timestamp: text.slice(first + 1, second),
    signature: text.slice(second + 1),
    signed: text.slice(0, second)
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** The last second of the year 9999, where Python's clock ends. */
export const LAST_SECOND = 253_402_300_799

/** UNIX seconds as big-endian bytes without leading zeros, in base64url; 0 is the empty string. */
export function writeTimestamp(seconds: number): string {
  const bytes: number[] = []
  for (let rest = seconds; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return toBase64Url(Uint8Array.from(bytes))
}

/** UNIX seconds; null for what `writeTimestamp` never writes: other text, spare bits, leading zeros, a year beyond 9999. */
export function readTimestamp(text: string): number | null {
  if (text.length > 11 || text.length % 4 === 1) return null
  let value = 0
  for (const char of text) {
    const digit = ALPHABET.indexOf(char)
    if (digit === -1) return null
    value = value * 64 + digit
  }
  const seconds = value / 2 ** ((text.length * 6) % 8)
  const smallest = text === '' ? 0 : 256 ** (Math.floor((text.length * 6) / 8) - 1)
  return Number.isInteger(seconds) && seconds >= smallest && seconds <= LAST_SECOND ? seconds : null
}
