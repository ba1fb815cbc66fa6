import { type DecodedPayload, decodeUnverified, inflateUnverified } from '@clearjar/session/decode'

import { readBase64, writeBase64Url } from '../base64-text.ts'
import type { Fact, Payload } from '../recognised.ts'

export interface ReadPayload {
  readonly payload: Payload
  readonly facts: readonly Fact[]
}

const NO_BYTES = new Uint8Array()

/** Typed values stay as they travel: each reader puts its tag back. */
const types = [' di', ' t', ' b', ' m', ' u', ' d'].map((tag) => ({
  tag,
  check: (_value: unknown): _value is unknown => false,
  toJSON: (value: unknown) => value,
  fromJSON: (json: unknown) => ({ [tag]: json })
}))

/** JSON in base64, perhaps compressed (zlib) and then with a leading dot: Flask's, Clearjar's and Django's payload. */
export async function readPackedPayload(text: string): Promise<ReadPayload> {
  const isCompressed = text.startsWith('.')
  const packed = readBase64(isCompressed ? text.slice(1) : text)
  if (packed === null) return { payload: { status: 'unreadable', why: 'not-base64', bytes: NO_BYTES }, facts: [] }
  if (!isCompressed) return readJsonBytes(packed)
  const decoded = decodeUnverified(`.${writeBase64Url(packed)}`, { types })
  const read = fromDecoded((await inflateUnverified(decoded, { types })).payload, packed)
  const to = read.payload.status === 'json' ? read.payload.bytes.length : null
  return to === null ? read : { ...read, facts: [{ kind: 'compressed', from: packed.length, to }, ...read.facts] }
}

/** Bytes that should be JSON. */
export function readJsonBytes(bytes: Uint8Array): ReadPayload {
  return fromDecoded(decodeUnverified(writeBase64Url(bytes), { types }).payload, bytes)
}

/** Text that should be JSON. */
export function readJsonText(text: string): ReadPayload {
  return readJsonBytes(new TextEncoder().encode(text))
}

function fromDecoded(decoded: DecodedPayload, bytes: Uint8Array): ReadPayload {
  if (decoded.status === 'compressed') return { payload: { status: 'unreadable', why: 'not-zlib', bytes }, facts: [] }
  if (decoded.status === 'unreadable') {
    const why = decoded.why === 'not-base64url' ? 'not-base64' : decoded.why
    return { payload: { status: 'unreadable', why, bytes }, facts: [] }
  }
  const { json } = decoded
  const { value, isExact } = rounded(decoded.data)
  return {
    payload: { status: 'json', json, value, bytes: new TextEncoder().encode(json) },
    facts: isExact ? [] : [{ kind: 'long-numbers' }]
  }
}

/** Numbers that only Python writes, as those that JavaScript can show. The decoder ends at a depth that this can follow. */
function rounded(value: unknown): { readonly value: unknown; readonly isExact: boolean } {
  if (typeof value === 'bigint') return { value: Number(value), isExact: false }
  if (typeof value === 'number') return { value, isExact: Number.isFinite(value) }
  if (typeof value !== 'object' || value === null) return { value, isExact: true }
  let isExact = true
  const holder = value as Record<string, unknown>
  for (const name of Object.keys(holder)) {
    const item = rounded(holder[name])
    isExact &&= item.isExact
    Object.defineProperty(holder, name, { value: item.value, enumerable: true, writable: true, configurable: true })
  }
  return { value, isExact }
}

/** Whether a payload is an object of names and values, as a session is. */
export function isSession(payload: Payload): boolean {
  return (
    payload.status === 'json' &&
    typeof payload.value === 'object' &&
    payload.value !== null &&
    !Array.isArray(payload.value)
  )
}

/** The names and values of a JSON object; nothing for all else. */
export function entriesOf(payload: Payload): Readonly<Record<string, unknown>> {
  return payload.status === 'json' && isSession(payload) ? (payload.value as Readonly<Record<string, unknown>>) : {}
}
