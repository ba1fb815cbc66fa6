/**
 * Base64 (RFC 4648) for any runtime, strict: no junk, no padding where none belongs, no spare bits. Python skips
 * what it does not know, so several spellings of one value pass there; here each value has one.
 */

/** Section 5 alphabet, unpadded; null when `text` is not what a strict writer wrote. */
export function fromBase64Url(text: string): Uint8Array | null {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = decode(standard)
  return bytes !== null && toBase64Url(bytes) === text ? bytes : null
}

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Section 4 alphabet, padded; null when `text` is not what a strict writer wrote. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = decode(text)
  return bytes !== null && toBase64(bytes) === text ? bytes : null
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function decode(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}
