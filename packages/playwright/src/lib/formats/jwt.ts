import { createPrivateKey, createPublicKey, createSecretKey, KeyObject } from 'node:crypto'

import { compactVerify, exportPKCS8, generateKeyPair, SignJWT } from 'jose'

import { SessionTestError } from '../session-test-error.ts'
import type { CookieKey, SessionFormat } from './format.ts'
import { readJsonObject } from './plain-json.ts'

/** JWS algorithms (RFC 7518, section 3.1; RFC 8037). */
export type JwtAlgorithm = `HS${'256' | '384' | '512'}` | `${'RS' | 'PS' | 'ES'}${'256' | '384' | '512'}` | 'EdDSA'

export interface JwtFormatOptions {
  /**
   * The shared secret of HS256, HS384 and HS512; a private key as PEM text, or as a `KeyObject` of `node:crypto`, of the
   * others. Without it: reading alone.
   */
  readonly key?: CookieKey | KeyObject
  /** The one that the application accepts. Default `HS256`. */
  readonly algorithm?: JwtAlgorithm
  /**
   * Further parameters of the header of what the kit signs (RFC 7515, section 4.1): `kid` where the application chooses
   * its key by it. Default `{ typ: 'JWT' }`.
   */
  readonly header?: JwtHeader
}

export interface JwtHeader {
  readonly kid?: string
  readonly typ?: string
  readonly [name: string]: unknown
}

/**
 * A signed JWT as the value of the cookie (RFC 7519; JWS compact serialization, RFC 7515). Its data is its claims without
 * `iat`, `exp` and `nbf`, which are the session's times. Where a key is given to compare with, that is the secret, or the
 * public key as PEM text.
 *
 * @throws SessionTestError `invalid-option` for a key that the algorithm has no use for
 */
export function jwt({ key, algorithm = 'HS256', header }: JwtFormatOptions = {}): SessionFormat {
  const keys = key === undefined ? null : { sign: signingKey(algorithm, key), verify: verifyingKey(algorithm, key) }

  return {
    name: 'jwt',
    signatureCookie: 'never',
    async read(text) {
      const claims = readClaims(text)
      if (claims === null) return { status: 'unreadable' }
      return { status: 'data', data: dataOf(claims), signedAt: secondOf(claims.iat), expiresAt: secondOf(claims.exp) }
    },
    async open(_name, text) {
      const claims = readClaims(text)
      const isOurs = keys !== null && claims !== null && (await verifies(text, keys.verify, algorithm))
      return isOurs ? dataOf(claims) : null
    },
    async sign({ data, signedAt, lifetime, key: other }) {
      const signer = other === undefined ? keys?.sign : signingKey(algorithm, other)
      if (signer === undefined) return null
      return new SignJWT({ ...data, iat: signedAt, exp: signedAt + lifetime })
        .setProtectedHeader({ typ: 'JWT', ...header, alg: algorithm })
        .sign(signer)
    },
    ...(!isShared(algorithm) && { makeKey: () => makePrivateKey(algorithm) }),
    isSignedBy: (_name, text, other) => verifies(text, verifyingKey(algorithm, other), algorithm),
    parts(text) {
      const [first = '', payload = '', signature = '', ...rest] = text.split('.')
      if (rest.length > 0) return {}
      const start = first.length + 1
      const end = start + payload.length
      return {
        ...(payload !== '' && { payload: [start, end] as const }),
        ...(signature.length > 1 && { signature: [end + 1, text.length - 1] as const })
      }
    }
  }
}

/** Of a JWT of three parts: what is encrypted has five (RFC 7516). */
function readClaims(text: string): Record<string, unknown> | null {
  const [, payload, , ...rest] = text.split('.')
  return payload === undefined || rest.length > 0 ? null : readJsonObject(Buffer.from(payload, 'base64url').toString())
}

function dataOf({ iat: _iat, exp: _exp, nbf: _nbf, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data
}

function secondOf(claim: unknown): number | null {
  return typeof claim === 'number' ? claim : null
}

async function verifies(text: string, key: KeyObject, algorithm: JwtAlgorithm): Promise<boolean> {
  try {
    await compactVerify(text, key, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}

/** Whether who verifies has the key that signs (RFC 7518, section 3.2). */
function isShared(algorithm: JwtAlgorithm): boolean {
  return algorithm.startsWith('HS')
}

async function makePrivateKey(algorithm: JwtAlgorithm): Promise<string> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return exportPKCS8(privateKey)
}

function signingKey(algorithm: JwtAlgorithm, key: CookieKey | KeyObject): KeyObject {
  return keyOf(algorithm, key, (pem) => createPrivateKey(pem))
}

function verifyingKey(algorithm: JwtAlgorithm, key: CookieKey | KeyObject): KeyObject {
  const found = keyOf(algorithm, key, (pem) => createPublicKey(pem))
  return found.type === 'private' ? createPublicKey(found) : found
}

function keyOf(
  algorithm: JwtAlgorithm,
  key: CookieKey | KeyObject,
  readPem: (pem: string | Buffer) => KeyObject
): KeyObject {
  if (key instanceof KeyObject) return key
  const bytes = Buffer.from(key)
  try {
    if (bytes.length > 0) return isShared(algorithm) ? createSecretKey(bytes) : readPem(bytes)
  } catch {
    // What OpenSSL says of it names no fix.
  }
  const needed = isShared(algorithm) ? 'a secret that is not empty' : 'a key as PEM text: the private one to sign'
  throw new SessionTestError('invalid-option', `jwt({ algorithm: '${algorithm}' }) needs ${needed}.`)
}
