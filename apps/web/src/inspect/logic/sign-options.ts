import type { Recognised } from './recognised.ts'

export type SignDigest = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** How the signing key comes from key and salt (itsdangerous' `Signer.derive_key`). */
export type SignDerivation = 'hmac' | 'concat' | 'django-concat' | 'none'

/** How a signature is made; which of these count depends on the format: `usedOptions`. */
export interface SignOptions {
  readonly salt: string
  readonly digest: SignDigest
  readonly derivation: SignDerivation
}

/** Which options have a meaning for a format. What has none is fixed by it. */
export function usedOptions(_recognised: Recognised): readonly (keyof SignOptions)[] {
  throw new Error('not yet')
}

/** The digests that can be chosen for a format. */
export function digestsOf(_recognised: Recognised): readonly SignDigest[] {
  throw new Error('not yet')
}

/** What the framework itself uses, with the digest that the signature's length speaks for. */
export function defaultOptions(_recognised: Recognised): SignOptions {
  throw new Error('not yet')
}
