import { SessionError } from './session-error.ts'
import { createTypeTable, type SessionType, type TypeTable } from './session-type.ts'
import { isBytes } from './values.ts'

/** HMAC's hash. `sha1` is what a stock Flask uses; HMAC-SHA-1 is not broken, but nobody has to defend `sha256`. */
export type Digest = 'sha256' | 'sha1' | 'sha512'

/** How the signing key comes from a secret and the salt (itsdangerous `Signer.derive_key`). Flask uses `hmac`. */
export type KeyDerivation = 'hmac' | 'concat' | 'django-concat' | 'none'

/** A secret: text (UTF-8) or bytes. 32 random bytes are right. */
export type Secret = string | Uint8Array

export interface SessionCodecOptions {
  /**
   * Newest first: the first signs, all verify. Flask keeps `SECRET_KEY` apart and `SECRET_KEY_FALLBACKS` beside it,
   * newest first too: `[SECRET_KEY, ...SECRET_KEY_FALLBACKS]`. (itsdangerous itself lists oldest first.)
   */
  readonly secrets: readonly Secret[]
  /** Default `sha256`; `sha1` for cookies that a stock Flask reads and writes. */
  readonly digest?: Digest
  /** Keeps the signatures of different uses of one secret apart. Default Flask's: `cookie-session`. */
  readonly salt?: string
  /** Default Flask's: `hmac`. */
  readonly derivation?: KeyDerivation
  /** The application's own types, asked before the built-in ones. */
  readonly types?: readonly SessionType[]
  /** Seconds by which the clocks of the servers may differ; added to both ends of the lifetime. Default 0. */
  readonly skew?: number
  /** Bytes of JSON from which compressing is tried. Default 1024; 0 always tries, as Flask does; `Infinity` never. */
  readonly compressAbove?: number
}

export interface CheckedOptions {
  readonly secrets: readonly Uint8Array[]
  readonly digest: Digest
  readonly salt: Uint8Array
  readonly derivation: KeyDerivation
  readonly types: TypeTable
  readonly skew: number
  readonly compressAbove: number
}

const DIGESTS: readonly Digest[] = ['sha256', 'sha1', 'sha512']
const DERIVATIONS: readonly KeyDerivation[] = ['hmac', 'concat', 'django-concat', 'none']

/** Misuse shows at construction, not with the first request. @throws SessionError `invalid-option` */
export function checkOptions(options: SessionCodecOptions): CheckedOptions {
  const { digest = 'sha256', salt = 'cookie-session', derivation = 'hmac', skew = 0, compressAbove = 1024 } = options
  expect(DIGESTS.includes(digest), `digest is one of ${DIGESTS.join(', ')}.`)
  expect(DERIVATIONS.includes(derivation), `derivation is one of ${DERIVATIONS.join(', ')}.`)
  expect(typeof salt === 'string', 'salt is a string.')
  expect(skew >= 0 && Number.isFinite(skew), 'skew is a number of seconds, 0 or more.')
  expect(compressAbove >= 0, 'compressAbove is a number of bytes, 0 or more; Infinity never compresses.')
  return {
    secrets: checkSecrets(options.secrets),
    digest,
    salt: new TextEncoder().encode(salt),
    derivation,
    types: createTypeTable(options.types),
    skew,
    compressAbove
  }
}

/** A plain string is refused: taken for a list, it would be many keys of one character. */
function checkSecrets(secrets: unknown): readonly Uint8Array[] {
  expect(
    Array.isArray(secrets) && secrets.length > 0,
    'secrets is a list with at least one secret, the newest first: secrets: [secret].'
  )
  return (secrets as readonly unknown[]).map((secret) => {
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret
    expect(
      isBytes(bytes) && bytes.length > 0,
      'Each of secrets is a string or bytes, and not empty. Make one with: ' +
        `node -e "console.log(require('node:crypto').randomBytes(32).toString('base64url'))"`
    )
    return Uint8Array.from(bytes as Uint8Array)
  })
}

function expect(holds: boolean, message: string): void {
  if (!holds) throw new SessionError('invalid-option', message)
}
