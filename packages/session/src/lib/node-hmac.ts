/**
 * HMAC (RFC 2104) as two one-shot hashes over buffers whose pads are filled once: on Node that is the fastest way,
 * half as long as `createHmac` for a small cookie.
 */
import { createHmac, hash } from 'node:crypto'

import type { CheckedOptions, Digest } from './codec-options.ts'

/** Makes the signature of ASCII text, in base64url. */
export type Signer = (text: string) => string

/** One signer for each secret, in their order. */
export function createSigners(options: CheckedOptions): readonly Signer[] {
  return options.secrets.map((secret) => createSigner(options.digest, deriveKey(secret, options)))
}

function deriveKey(secret: Uint8Array, { derivation, digest, salt }: CheckedOptions): Uint8Array {
  switch (derivation) {
    case 'hmac':
      return createHmac(digest, secret).update(salt).digest()
    case 'concat':
      return hash(digest, Buffer.concat([salt, secret]), 'buffer')
    case 'django-concat':
      return hash(digest, Buffer.concat([salt, Buffer.from('signer'), secret]), 'buffer')
    case 'none':
      return secret
  }
}

const TYPICAL_COOKIE = 4096

function createSigner(digest: Digest, key: Uint8Array): Signer {
  const block = digest === 'sha512' ? 128 : 64
  const blockKey = key.length > block ? hash(digest, key, 'buffer') : key
  const outer = Buffer.alloc(block + hash(digest, '', 'buffer').length, 0x5c)
  let inner = Buffer.alloc(block + TYPICAL_COOKIE, 0x36)
  let view = inner
  blockKey.forEach((byte, index) => {
    inner[index] = byte ^ 0x36
    outer[index] = byte ^ 0x5c
  })
  return (text) => {
    // A UTF-16 unit is 3 bytes of UTF-8 at the most; the text of a hostile cookie need not be ASCII.
    if (inner.length < block + 3 * text.length)
      inner = Buffer.concat([inner.subarray(0, block)], block + 3 * text.length)
    const end = block + inner.write(text, block)
    // A view costs as much as a hash does, and cookies of one application are often of one length.
    if (view.length !== end || view.buffer !== inner.buffer) view = inner.subarray(0, end)
    outer.write(hash(digest, view, 'binary'), block, 'latin1')
    return hash(digest, outer, 'base64url')
  }
}
