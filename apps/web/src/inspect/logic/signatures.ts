import { writeBase64, writeBase64Url } from './base64-text.ts'
import { concatBytes, deriveKey, hmac, railsKey } from './hmac.ts'
import { createOurCodec } from './our-codec.ts'
import type { Recognised } from './recognised.ts'
import { isOurs, type SignDigest, type SignOptions } from './sign-options.ts'

/** Whether a key made the signature. Never rejects; false where there is nothing that it could have made. */
export async function keyFits(recognised: Recognised, key: Uint8Array, options: SignOptions): Promise<boolean> {
  const { signed, signature } = recognised
  if (signed === null || signature.status !== 'present') return false
  try {
    if (isOurs(recognised)) return await ourKeyFits(`${signed}.${signature.text}`, key, options)
    const keys = await keyVariants(recognised, key)
    const made = await Promise.all(keys.map((each) => makeSignature(recognised, each, signed, options)))
    return made.includes(normal(recognised, signature.text))
  } catch {
    return false
  }
}

/** Whatever else is wrong with the cookie, `verify` says `signature-mismatch` first. */
async function ourKeyFits(cookie: string, key: Uint8Array, options: SignOptions): Promise<boolean> {
  const codec = await createOurCodec(key, options)
  const verification = await codec.verify(cookie)
  return verification.ok || verification.reason !== 'signature-mismatch'
}

/**
 * The signature that a key makes, in the spelling of the format; null for a format that has none or is not made so.
 *
 * @param signed the text that it covers
 */
export async function makeSignature(
  { format, header }: Recognised,
  key: Uint8Array,
  signed: string,
  options: SignOptions
): Promise<string | null> {
  const text = new TextEncoder().encode(signed)
  switch (format) {
    case 'cookie-session':
      return writeBase64Url(await hmac(key, options.digest, text))
    case 'express-session':
      return writeBase64(await hmac(key, 'sha256', text)).replaceAll('=', '')
    case 'django-signed-session':
    case 'django-signed-cookie': {
      const derived = await deriveKey(key, { ...options, derivation: 'django-concat' })
      return writeBase64Url(await hmac(derived, options.digest, text))
    }
    case 'rack':
      return Array.from(await hmac(key, options.digest, text), (byte) => byte.toString(16).padStart(2, '0')).join('')
    case 'jwt': {
      const digest = jwtDigest(header?.['alg'])
      return digest === null ? null : writeBase64Url(await hmac(key, digest, text))
    }
    default:
      return null
  }
}

/** The digest of a JWT algorithm with a shared key; null for all others. */
export function jwtDigest(algorithm: unknown): SignDigest | null {
  switch (algorithm) {
    case 'HS256':
      return 'sha256'
    case 'HS384':
      return 'sha384'
    case 'HS512':
      return 'sha512'
    default:
      return null
  }
}

/** What frameworks make of the same secret before they sign: Django puts a word before it for cookies, Rails stretches it. */
async function keyVariants({ format }: Recognised, key: Uint8Array): Promise<readonly Uint8Array[]> {
  if (format.startsWith('django')) return [key, concatBytes(new TextEncoder().encode('django.http.cookies'), key)]
  if (format !== 'rack') return [key]
  return [key, await railsKey(key, 'sha1', 'signed cookie'), await railsKey(key, 'sha256', 'signed cookie')]
}

/** Hexadecimal in either case, base64 with or without its padding. */
function normal({ format }: Recognised, signature: string): string {
  return format === 'rack' ? signature.toLowerCase() : signature.replace(/=+$/, '')
}
