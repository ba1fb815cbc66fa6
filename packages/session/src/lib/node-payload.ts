import { isUtf8 } from 'node:buffer'
import { deflateSync, inflateSync } from 'node:zlib'

import { MAX_JSON_BYTES, payloadTooLarge } from './payload.ts'

/** The body of a token: base64url of the JSON, or "." and base64url of its zlib stream (RFC 1950) where that is shorter. */
export function packJson(json: string, compressAbove: number): string {
  const bytes = Buffer.from(json)
  if (bytes.length > MAX_JSON_BYTES) throw payloadTooLarge(bytes.length)
  if (bytes.length >= compressAbove) {
    const packed = deflateSync(bytes)
    // Flask's rule: the leading dot has to pay for itself.
    if (packed.length < bytes.length - 1) return `.${packed.toString('base64url')}`
  }
  return bytes.toString('base64url')
}

/** The JSON text of a body; null when it is none. Never more than `MAX_JSON_BYTES`. */
export function unpackJson(body: string): string | null {
  const compressed = body.startsWith('.')
  const bytes = decodeStrict(compressed ? body.slice(1) : body)
  const json = compressed && bytes !== null ? inflate(bytes) : bytes
  return json !== null && json.length <= MAX_JSON_BYTES && isUtf8(json) ? json.toString() : null
}

/** Buffer skips what is no base64url, takes the other alphabet, stops at padding and drops spare bits: none of it here. */
function decodeStrict(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

function inflate(bytes: Buffer): Buffer | null {
  try {
    // With `info` Node also gives the engine, which knows where the stream ended; its types do not say so.
    const { buffer, engine } = inflateSync(bytes, { maxOutputLength: MAX_JSON_BYTES, info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === bytes.length ? buffer : null
  } catch {
    return null
  }
}
