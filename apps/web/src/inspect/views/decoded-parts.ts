import type { PartKind, Recognised } from '../logic/recognised.ts'

interface DecodedPart {
  readonly kind: PartKind
  readonly bytes: Uint8Array
}

/** The parts of a cookie as bytes, as far as they can be decoded; the payload as it is after decompressing. */
export function decodedParts({ parts, payload, signature }: Recognised): readonly DecodedPart[] {
  const read =
    'bytes' in payload && payload.bytes.length > 0 ? [{ kind: 'payload' as const, bytes: payload.bytes }] : []
  const rest = parts.flatMap(({ kind, text }) => (kind === 'payload' && read.length > 0 ? [] : decoded(kind, text)))
  const apart =
    signature.status === 'present' && signature.in === 'signature-cookie' ? decoded('signature', signature.text) : []
  const first = rest.filter(({ kind }) => kind === 'header')
  return [...first, ...read, ...rest.filter((each) => !first.includes(each)), ...apart]
}

function decoded(kind: PartKind, text: string): readonly DecodedPart[] {
  const bytes = /^[\da-f]{40,128}$/.test(text) ? fromHex(text) : fromBase64(text)
  return bytes === null || bytes.length === 0 ? [] : [{ kind, bytes }]
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function fromBase64(text: string): Uint8Array | null {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
