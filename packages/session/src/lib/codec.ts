import { checkOptions, type SessionCodecOptions } from './codec-options.ts'
import { createSigners } from './node-hmac.ts'
import { packJson, unpackJson } from './node-payload.ts'
import { isSessionData } from './payload.ts'
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
import { writeJson } from './write-json.ts'

/** Signs and verifies sessions of type `T` with the keys it was made with. */
export interface SessionCodec<T extends object = Record<string, unknown>> {
  /**
   * The value of a cookie that holds `data`: anyone can read it, nobody without the key can change it.
   *
   * @throws SessionError `unserializable-value`, `payload-too-large`
   */
  sign(data: T, options?: SignOptions): string
  /** Whether a cookie's value was signed here and is young enough. Never throws, whatever `cookie` is. */
  verify(cookie: string, options?: VerifyOptions): Verification<T>
  /**
   * The JSON text that would be signed. Equal data gives equal text, so it tells whether data changed.
   *
   * @throws SessionError `unserializable-value`
   */
  serialize(data: T): string
  /** The data of such text. @throws SessionError `unreadable-json` */
  parse(json: string): T
  /** `sign` for text that `serialize` made, so that nothing is serialized twice. */
  signSerialized(json: string, options?: SignOptions): string
}

/**
 * Sessions in the format of Flask's cookies (`flask/sessions.py`, `SecureCookieSessionInterface`), for Node.
 *
 * The keys are derived once, here. `T` is trusted: only the holder of a key can have written what verifies.
 *
 * @throws SessionError `invalid-option`
 */
export function createSessionCodec<T extends object = Record<string, unknown>>(
  options: SessionCodecOptions
): SessionCodec<T> {
  const checked = checkOptions(options)
  const { types, skew, compressAbove } = checked
  const signers = createSigners(checked)
  const signWithFirst = signers[0]!
  let cachedSecond = -1
  let cachedText = ''

  let readText = ''
  let readSecond: number | null = 0

  /** Many cookies are of one second, as a page asks for several things at once. */
  function secondOf(text: string): number | null {
    if (text !== readText) {
      readSecond = readTimestamp(text)
      readText = text
    }
    return readSecond
  }

  function timestamp(now: number): string {
    if (now !== cachedSecond) {
      cachedText = writeTimestamp(checkSecond(now))
      cachedSecond = now
    }
    return cachedText
  }

  const codec: SessionCodec<T> = {
    sign: (data, signOptions) => codec.signSerialized(codec.serialize(data), signOptions),
    signSerialized(json, { now = unixNow() } = {}) {
      const signed = `${packJson(json, compressAbove)}.${timestamp(now)}`
      return `${signed}.${signWithFirst(signed)}`
    },
    verify(cookie, verifyOptions = {}) {
      const token = typeof cookie === 'string' ? splitToken(cookie) : null
      if (token === null) return { ok: false, reason: 'malformed' }
      const keyIndex = signers.findIndex((signer) => sameText(signer(token.signed), token.signature))
      if (keyIndex === -1) return { ok: false, reason: 'signature-mismatch' }
      const signedAt = secondOf(token.timestamp)
      if (signedAt === null) return { ok: false, reason: 'malformed' }
      const reason = checkAge(signedAt, verifyOptions, skew)
      if (reason !== null) return { ok: false, reason, signedAt, keyIndex }
      const json = unpackJson(token.body)
      const data = json === null ? null : parseOrNull(json)
      if (json === null || data === null) return { ok: false, reason: 'payload-unreadable', signedAt, keyIndex }
      return { ok: true, data, signedAt, keyIndex, json }
    },
    serialize: (data) => writeJson(data, types, isAscii),
    parse(json) {
      const data = parseOrNull(json)
      if (data === null) throw new SessionError('unreadable-json', 'This text is not the typed JSON of a session.')
      return data
    }
  }

  function parseOrNull(json: string): T | null {
    try {
      const data = readJson(json, types.readers)
      return isSessionData(data) ? (data as T) : null
    } catch {
      return null
    }
  }

  return codec
}

/** Much faster than a pattern on long text. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !text.includes('\x7f')
}
