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

const FLASK_SALT = 'cookie-session'
const DJANGO_SALTS = [
  'django.contrib.sessions.backends.signed_cookies',
  'django.core.signing',
  'django.contrib.messages'
] as const

/** Which options have a meaning for a format. What has none is fixed by it. */
export function usedOptions({ format }: Recognised): readonly (keyof SignOptions)[] {
  switch (format) {
    case 'clearjar':
    case 'flask':
    case 'itsdangerous':
      return ['salt', 'digest', 'derivation']
    case 'django-signed-session':
    case 'django-signed-cookie':
      return ['salt', 'digest']
    case 'cookie-session':
    case 'rack':
      return ['digest']
    default:
      return []
  }
}

/** The digests that can be chosen for a format. */
export function digestsOf(recognised: Recognised): readonly SignDigest[] {
  return isOurs(recognised) ? ['sha1', 'sha256', 'sha512'] : ['sha1', 'sha256', 'sha384', 'sha512']
}

/** Whether a cookie is of the format that `@clearjar/session` reads and writes. */
export function isOurs({ format }: Recognised): boolean {
  return format === 'clearjar' || format === 'flask' || format === 'itsdangerous'
}

/** What the framework itself uses, with the digest that the signature's length speaks for. */
export function defaultOptions(recognised: Recognised): SignOptions {
  const { format, name } = recognised
  const digest = digestFact(recognised)
  switch (format) {
    case 'clearjar':
      return { salt: FLASK_SALT, digest: digest ?? 'sha256', derivation: 'hmac' }
    case 'itsdangerous':
      return { salt: 'itsdangerous.Signer', digest: digest ?? 'sha1', derivation: 'django-concat' }
    case 'django-signed-session':
      return { salt: DJANGO_SALTS[0], digest: digest ?? 'sha256', derivation: 'django-concat' }
    case 'django-signed-cookie':
      return { salt: name ?? '', digest: digest ?? 'sha256', derivation: 'django-concat' }
    default:
      return { salt: FLASK_SALT, digest: digest ?? 'sha1', derivation: 'hmac' }
  }
}

/** Those that are commonly used, the framework's own first. */
export function commonOptions(recognised: Recognised): readonly SignOptions[] {
  const used = usedOptions(recognised)
  const own = defaultOptions(recognised)
  const found = digestFact(recognised)
  const digests = found === null ? digestsOf(recognised) : [found]
  const salts = used.includes('salt') ? commonSalts(recognised) : [own.salt]
  const derivations = used.includes('derivation') ? DERIVATIONS : [own.derivation]
  const all = salts.flatMap((salt) =>
    derivations.flatMap((derivation) => digests.map((digest) => ({ salt, digest, derivation })))
  )
  return used.length === 0 ? [] : [own, ...all]
}

const DERIVATIONS: readonly SignDerivation[] = ['hmac', 'django-concat', 'concat', 'none']

/** Flask's, those of itsdangerous' own classes, and Flask-Session's. */
function commonSalts(recognised: Recognised): readonly string[] {
  return isOurs(recognised)
    ? [FLASK_SALT, 'itsdangerous', 'itsdangerous.Signer', 'flask-session', '']
    : [
        recognised.name ?? '',
        ...DJANGO_SALTS,
        'django.core.signing.get_cookie_signer',
        'django.core.signing.TimestampSigner'
      ]
}

function digestFact({ facts }: Recognised): SignDigest | null {
  return facts.find((fact) => fact.kind === 'digest')?.digest ?? null
}
