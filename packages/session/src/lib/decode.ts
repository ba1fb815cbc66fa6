import { fromBase64Url } from './base64.ts'
import { MAX_JSON_BYTES } from './payload.ts'
import { readJson } from './read-json.ts'
import { createReaders, type TypeReaders } from './read-types.ts'
import type { SessionType } from './session-type.ts'
import { inflate } from './inflate.ts'
import { readTimestamp } from './token.ts'

/** What a cookie says, whether or not it is true, and what could not be read. */
export interface DecodedCookie {
  /** The text between the dots. A compressed payload keeps its leading dot; a missing part is ''. */
  readonly parts: { readonly payload: string; readonly timestamp: string; readonly signature: string }
  /** UNIX seconds; null when missing or unreadable. */
  readonly signedAt: number | null
  readonly payload: DecodedPayload
  readonly warnings: readonly ('timestamp-missing' | 'timestamp-unreadable' | 'signature-missing')[]
}

export type DecodedPayload =
  | { readonly status: 'json'; readonly json: string; readonly data: unknown }
  /** zlib bytes (RFC 1950), at least as many of them as were there: `inflateUnverified` reads on. */
  | { readonly status: 'compressed'; readonly bytes: Uint8Array }
  | {
      readonly status: 'unreadable'
      readonly why: 'missing' | 'not-base64url' | 'not-zlib' | 'too-large' | 'not-utf8' | 'not-json'
    }

export interface DecodeOptions {
  /** The application's own types; without them their values stay what they are on the wire. */
  readonly types?: readonly SessionType[]
}

/** Never throws, whatever it is given; a part that is cut off leaves the others readable. */
export function decodeUnverified(cookie: string, { types }: DecodeOptions = {}): DecodedCookie {
  const parts = splitLoosely(typeof cookie === 'string' ? cookie : '')
  const signedAt = parts.timestamp === '' && parts.signature === '' ? null : readTimestamp(parts.timestamp)
  const warnings: DecodedCookie['warnings'][number][] = []
  if (parts.timestamp === '' && parts.signature === '') warnings.push('timestamp-missing')
  else if (signedAt === null) warnings.push('timestamp-unreadable')
  if (parts.signature === '') warnings.push('signature-missing')
  return { parts, signedAt, payload: readPayload(parts.payload, createReaders(types)), warnings }
}

/**
 * Inflates a compressed payload; any other is left as it is. Browsers inflate only as a stream, hence the promise.
 *
 * @param options.limit bytes after which a payload is `too-large`; default 1 MiB
 */
export async function inflateUnverified(
  decoded: DecodedCookie,
  { limit = MAX_JSON_BYTES, types }: DecodeOptions & { readonly limit?: number } = {}
): Promise<DecodedCookie> {
  if (decoded.payload.status !== 'compressed') return decoded
  const bytes = await inflate(decoded.payload.bytes, limit)
  const payload: DecodedPayload =
    typeof bytes === 'string' ? { status: 'unreadable', why: bytes } : readBytes(bytes, createReaders(types))
  return { ...decoded, payload }
}

/** From the left, unlike `splitToken`: here a cookie may have lost its end. */
function splitLoosely(cookie: string): DecodedCookie['parts'] {
  const [body = '', timestamp = '', ...rest] = cookie.replace(/^\./, '').split('.')
  return { payload: (cookie.startsWith('.') ? '.' : '') + body, timestamp, signature: rest.join('.') }
}

function readPayload(payload: string, readers: TypeReaders): DecodedPayload {
  const compressed = payload.startsWith('.')
  const bytes = fromBase64Url(compressed ? payload.slice(1) : payload)
  if (bytes === null) return { status: 'unreadable', why: 'not-base64url' }
  if (bytes.length === 0) return { status: 'unreadable', why: 'missing' }
  return compressed ? { status: 'compressed', bytes } : readBytes(bytes, readers)
}

function readBytes(bytes: Uint8Array, readers: TypeReaders): DecodedPayload {
  let json: string
  try {
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { status: 'unreadable', why: 'not-utf8' }
  }
  try {
    return { status: 'json', json, data: readJson(json, readers) }
  } catch {
    return { status: 'unreadable', why: 'not-json' }
  }
}
