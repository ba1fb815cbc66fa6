import { type KeyInput, type KeyWeakness, keyBytes, keyWeakness, trimmedKey } from './key-input.ts'
import type { Recognised } from './recognised.ts'
import { commonOptions, type SignOptions } from './sign-options.ts'
import { jwtDigest, keyFits } from './signatures.ts'

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

type KeyAnswer =
  | { readonly status: 'fits' }
  /**
   * `fitsWith`: the other options under which it would fit; null when none of those that are commonly used does. `fitsTrimmed`: it fits
   * as it is used now, without the blanks around it.
   */
  | { readonly status: 'does-not-fit'; readonly fitsWith: SignOptions | null; readonly fitsTrimmed?: true }
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
export function cannotCheck(recognised: Recognised): CannotCheck | null {
  return unsignable(recognised) ?? (hasWebCrypto() ? null : 'no-webcrypto')
}

function unsignable({ format, name, header, signature }: Recognised): CannotCheck | null {
  if (['jwe', 'iron-session', 'rails-encrypted'].includes(format)) return 'encrypted'
  if (format === 'text') return 'unknown-format'
  if (signature.status === 'none') return 'not-signed'
  if (signature.status === 'missing') return 'signature-missing'
  if (format === 'cookie-session' && name === null) return 'name-missing'
  return format === 'jwt' ? cannotUseAlgorithm(header?.['alg']) : null
}

/** Why no shared key makes a signature of this JWT algorithm (RFC 7518, section 3.1); null for HS256, HS384 and HS512. */
export function cannotUseAlgorithm(algorithm: unknown): CannotCheck | null {
  if (jwtDigest(algorithm) !== null) return null
  if (algorithm === 'none') return 'not-signed'
  return /^(?:RS|PS|ES)\d|^EdDSA$|^Ed\d/.test(typeof algorithm === 'string' ? algorithm : '')
    ? 'public-key'
    : 'unknown-algorithm'
}

/** Tries all keys, side by side; never changes the cookie and never rejects. Nothing leaves the page. */
export async function checkKeys(
  recognised: Recognised,
  keys: readonly KeyInput[],
  options: SignOptions
): Promise<SignatureAnswer> {
  const why = cannotCheck(recognised)
  const checks = await Promise.all(keys.map((key) => checkKey(recognised, key, options, why)))
  if (why !== null) return { status: 'cannot-be-checked', why, keys: checks }
  const fitting = checks.find(({ answer }) => answer.status === 'fits')
  if (fitting !== undefined) return { status: 'fits', keyId: fitting.id, keys: checks }
  const wasTried = checks.some(({ answer }) => answer.status === 'does-not-fit')
  return { status: wasTried ? 'does-not-fit' : 'not-checked', keys: checks }
}

async function checkKey(
  recognised: Recognised,
  key: KeyInput,
  options: SignOptions,
  why: CannotCheck | null
): Promise<KeyCheck> {
  return { id: key.id, answer: await answerOf(recognised, key, options, why), weakness: keyWeakness(key) }
}

async function answerOf(
  recognised: Recognised,
  key: KeyInput,
  options: SignOptions,
  why: CannotCheck | null
): Promise<KeyAnswer> {
  if (why !== null) return { status: 'cannot-be-checked', why }
  const read = keyBytes(key)
  if (!read.ok) return { status: 'cannot-be-checked', why: read.why }
  if (await keyFits(recognised, read.bytes, options)) return { status: 'fits' }
  if (await fitsTrimmed(recognised, key, options)) return { status: 'does-not-fit', fitsWith: null, fitsTrimmed: true }
  return { status: 'does-not-fit', fitsWith: await guessOptions(recognised, key) }
}

async function fitsTrimmed(recognised: Recognised, key: KeyInput, options: SignOptions): Promise<boolean> {
  const trimmed = trimmedKey(key)
  const read = trimmed === null ? null : keyBytes(trimmed)
  return read?.ok === true && keyFits(recognised, read.bytes, options)
}

/** Other options, of those that are commonly used, under which a key fits; null when none does. Never rejects. */
export async function guessOptions(recognised: Recognised, key: KeyInput): Promise<SignOptions | null> {
  const read = keyBytes(key)
  if (!read.ok || cannotCheck(recognised) !== null) return null
  const options = commonOptions(recognised)
  const fits = await Promise.all(options.map((each) => keyFits(recognised, read.bytes, each)))
  return options[fits.indexOf(true)] ?? null
}
