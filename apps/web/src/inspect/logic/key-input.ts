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
export function keyBytes(_key: KeyInput): KeyBytes {
  throw new Error('not yet')
}

export function keyWeakness(_key: KeyInput): KeyWeakness | null {
  throw new Error('not yet')
}
