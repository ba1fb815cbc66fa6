import { createWebSessionCodec, type WebSessionCodec } from '@clearjar/session/web'

import { deriveKey, notEmpty } from './hmac.ts'
import type { SignOptions } from './sign-options.ts'

/**
 * The codec of `@clearjar/session` with one key, also with an empty one, which it refuses to be made with.
 *
 * @throws SessionError `invalid-option` (rejects) for a digest that it does not know
 */
export async function createOurCodec(
  key: Uint8Array,
  options: SignOptions,
  compressAbove = 1024
): Promise<WebSessionCodec> {
  const { salt, digest, derivation } = options
  const given = { salt, digest: digest as 'sha1' | 'sha256' | 'sha512', compressAbove }
  return key.length > 0
    ? createWebSessionCodec({ ...given, secrets: [key], derivation })
    : createWebSessionCodec({ ...given, secrets: [notEmpty(await deriveKey(key, options))], derivation: 'none' })
}
