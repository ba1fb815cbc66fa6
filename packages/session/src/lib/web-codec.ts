import { fromBase64Url, toBase64Url } from './base64.ts'
import { type CheckedOptions, checkOptions, type SessionCodecOptions } from './codec-options.ts'
import { inflate, through } from './inflate.ts'
import { isSessionData, MAX_JSON_BYTES, payloadTooLarge } from './payload.ts'
import { readJson } from './read-json.ts'
import { sameText } from './same-text.ts'
import { SessionError } from './session-error.ts'
import { readTimestamp, splitToken, writeTimestamp } from './token.ts'
import {
  checkAge,
  checkSecond,
  type SignOptions,
  unixNow,
  type Verification,
  type VerifyOptions
} from './verification.ts'
import { isAsciiText, writeJson } from './write-json.ts'

/** As `SessionCodec`, with promises. */
export interface WebSessionCodec<T extends object = Record<string, unknown>> {
  /** @throws SessionError `unserializable-value`, `payload-too-large` (rejects) */
  sign(data: T, options?: SignOptions): Promise<string>
  /** Never rejects, whatever `cookie` is. */
  verify(cookie: string, options?: VerifyOptions): Promise<Verification<T>>
}

/**
 * Reads and writes the same cookies as `createSessionCodec`, with the same options.
 *
 * @throws SessionError `invalid-option`
 */
export function createWebSessionCodec<T extends object = Record<string, unknown>>(
  options: SessionCodecOptions
): WebSessionCodec<T> {
  const checked = checkOptions(options)
  if (globalThis.crypto?.subtle === undefined) {
    throw new SessionError('invalid-option', 'WebCrypto is missing: browsers have it on https and on localhost only.')
  }
  const { types, skew, compressAbove } = checked
  const keys = Promise.all(checked.secrets.map((secret) => deriveKey(secret, checked)))

  async function findKey(signed: string, signature: string): Promise<number> {
    const made = await Promise.all((await keys).map((key) => makeSignature(key, signed)))
    return made.findIndex((expected) => sameText(expected, signature))
  }

  return {
    async sign(data, { now = unixNow() } = {}) {
      const body = await packJson(writeJson(data, types, isAsciiText), compressAbove)
      const signed = `${body}.${writeTimestamp(checkSecond(now))}`
      return `${signed}.${await makeSignature((await keys)[0]!, signed)}`
    },
    async verify(cookie, verifyOptions = {}) {
      const token = typeof cookie === 'string' ? splitToken(cookie) : null
      if (token === null) return { ok: false, reason: 'malformed' }
      const keyIndex = await findKey(token.signed, token.signature)
      if (keyIndex === -1) return { ok: false, reason: 'signature-mismatch' }
      const signedAt = readTimestamp(token.timestamp)
      if (signedAt === null) return { ok: false, reason: 'malformed' }
      const reason = checkAge(signedAt, verifyOptions, skew)
      if (reason !== null) return { ok: false, reason, signedAt, keyIndex }
      try {
        const json = await unpackJson(token.body)
        const data = readJson(json, types.readers)
        if (isSessionData(data)) return { ok: true, data: data as T, signedAt, keyIndex, json }
      } catch {
        // Said below: the signature holds, what it covers is no session.
      }
      return { ok: false, reason: 'payload-unreadable', signedAt, keyIndex }
    }
  }
}

const HASHES = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const

async function deriveKey(secret: Uint8Array, { derivation, digest, salt }: CheckedOptions): Promise<CryptoKey> {
  const hash = HASHES[digest]
  switch (derivation) {
    case 'hmac':
      return importKey(
        new Uint8Array(await crypto.subtle.sign('HMAC', await importKey(secret, hash), bufferOf(salt))),
        hash
      )
    case 'concat':
      return importKey(await hashOf(hash, salt, secret), hash)
    case 'django-concat':
      return importKey(await hashOf(hash, salt, new TextEncoder().encode('signer'), secret), hash)
    case 'none':
      return importKey(secret, hash)
  }
}

async function hashOf(hash: string, ...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, bufferOf(Uint8Array.from(parts.flatMap((part) => [...part])))))
}

function importKey(key: Uint8Array, hash: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bufferOf(key), { name: 'HMAC', hash }, false, ['sign'])
}

async function makeSignature(key: CryptoKey, signed: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed))))
}

/** WebCrypto's types want bytes that are not shared between threads; ours never are. */
function bufferOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}

async function packJson(json: string, compressAbove: number): Promise<string> {
  const bytes = new TextEncoder().encode(json)
  if (bytes.length > MAX_JSON_BYTES) throw payloadTooLarge(bytes.length)
  if (bytes.length >= compressAbove) {
    const packed = new Uint8Array(await new Response(through(bytes, new CompressionStream('deflate'))).arrayBuffer())
    if (packed.length < bytes.length - 1) return `.${toBase64Url(packed)}`
  }
  return toBase64Url(bytes)
}

async function unpackJson(body: string): Promise<string> {
  const compressed = body.startsWith('.')
  const bytes = fromBase64Url(compressed ? body.slice(1) : body)
  const json = compressed && bytes !== null ? await inflate(bytes, MAX_JSON_BYTES) : bytes
  if (json === null || typeof json === 'string')
    throw new SessionError('unreadable-json', 'This payload cannot be unpacked.')
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json)
}
