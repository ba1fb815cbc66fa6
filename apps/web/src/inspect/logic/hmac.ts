import type { SignDerivation, SignDigest, SignOptions } from './sign-options.ts'

const HASHES = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const

/** HMAC (RFC 2104) over WebCrypto. */
export async function hmac(key: Uint8Array, digest: SignDigest, data: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: HASHES[digest] }
  const imported = await crypto.subtle.importKey('raw', copy(notEmpty(key)), algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, copy(data)))
}

/** WebCrypto refuses an empty key; HMAC fills keys up with zeros, so that one zero is the same. */
export function notEmpty(key: Uint8Array): Uint8Array {
  return key.length === 0 ? new Uint8Array(1) : key
}

/** The key that signs (itsdangerous, `Signer.derive_key`). */
export async function deriveKey(key: Uint8Array, { salt, digest, derivation }: SignOptions): Promise<Uint8Array> {
  const saltBytes = new TextEncoder().encode(salt)
  const derive: Readonly<Record<SignDerivation, () => Promise<Uint8Array>>> = {
    hmac: () => hmac(key, digest, saltBytes),
    concat: () => hash(digest, saltBytes, key),
    'django-concat': () => hash(digest, saltBytes, new TextEncoder().encode('signer'), key),
    none: async () => key
  }
  return derive[derivation]()
}

/** Rails' `KeyGenerator`: PBKDF2, 1000 rounds, 64 bytes. */
export async function railsKey(key: Uint8Array, digest: SignDigest, salt: string): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', copy(notEmpty(key)), 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: HASHES[digest], salt: new TextEncoder().encode(salt), iterations: 1000 }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, imported, 512))
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

async function hash(digest: SignDigest, ...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(HASHES[digest], copy(concatBytes(...parts))))
}

/** WebCrypto's types want bytes that are not shared between threads. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes)
}
