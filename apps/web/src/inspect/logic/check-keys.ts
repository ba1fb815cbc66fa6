import type { KeyInput, KeyWeakness } from './key-input.ts'
import type { Recognised } from './recognised.ts'
import type { SignOptions } from './sign-options.ts'

/** Why no key can be tried at all, whatever it is. */
export type CannotCheck =
  /** Browsers have WebCrypto on https and on localhost only. */
  | 'no-webcrypto'
  | 'signature-missing'
  /** The format has no signature: an id, plain JSON, a JWT with `alg: none`. */
  | 'not-signed'
  | 'encrypted'
  /** RS256, ES256, EdDSA…: checked with a public key, which is not done here. */
  | 'public-key'
  /** A JWT whose algorithm is none that is known here. */
  | 'unknown-algorithm'
  /** The cookie's name is part of what is signed (cookie-session, Django's signed cookies), and it is not known. */
  | 'name-missing'
  | 'unknown-format'

export type KeyAnswer =
  | { readonly status: 'fits' }
  /** `fitsWith`: the other options under which it would fit; null when none of those that are commonly used does. */
  | { readonly status: 'does-not-fit'; readonly fitsWith: SignOptions | null }
  | { readonly status: 'cannot-be-checked'; readonly why: CannotCheck | 'not-hex' | 'not-base64' }

export interface KeyCheck {
  /** `KeyInput.id`. */
  readonly id: string
  readonly answer: KeyAnswer
  readonly weakness: KeyWeakness | null
}

/** The second of the three answers: who made the signature. */
export type SignatureAnswer =
  /** The first of the keys that fits. */
  | { readonly status: 'fits'; readonly keyId: string; readonly keys: readonly KeyCheck[] }
  | { readonly status: 'does-not-fit'; readonly keys: readonly KeyCheck[] }
  /** No key was given that could be tried. */
  | { readonly status: 'not-checked'; readonly keys: readonly KeyCheck[] }
  | { readonly status: 'cannot-be-checked'; readonly why: CannotCheck; readonly keys: readonly KeyCheck[] }

/** Whether this page can work on keys at all. */
export function hasWebCrypto(): boolean {
  return globalThis.crypto?.subtle !== undefined
}

/** Why this cookie cannot be checked with any key; null when it can. */
export function cannotCheck(_recognised: Recognised): CannotCheck | null {
  throw new Error('not yet')
}

/** Tries all keys, side by side; never changes the cookie and never rejects. Nothing leaves the page. */
export async function checkKeys(
  _recognised: Recognised,
  _keys: readonly KeyInput[],
  _options: SignOptions
): Promise<SignatureAnswer> {
  throw new Error('not yet')
}

/** Other options, of those that are commonly used, under which a key fits; null when none does. Never rejects. */
export async function guessOptions(_recognised: Recognised, _key: KeyInput): Promise<SignOptions | null> {
  throw new Error('not yet')
}
