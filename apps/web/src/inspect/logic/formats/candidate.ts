import type { CookieText } from '../recognise.ts'
import type { Damage, Fact, FormatId, Part, PartKind, Payload, Recognised, SignatureText } from '../recognised.ts'

/** What a cookie may be, and what is read of it if it is that. */
export type Candidate = Omit<Recognised, 'name' | 'value' | 'signatureCookie' | 'alternatives'>

/** Looks for one family of formats; null when the cookie is none of them. */
export type Recogniser = (cookie: CookieText) => Candidate | null | Promise<Candidate | null>

/** A candidate with nothing known but what is given. */
export function candidate(
  format: FormatId,
  given: Partial<Candidate> & Pick<Candidate, 'confidence' | 'payload'>
): Candidate {
  return {
    format,
    facts: [],
    damage: [],
    parts: [],
    header: null,
    times: NO_TIMES,
    signature: NONE,
    signed: null,
    ...given
  }
}

export const NO_TIMES = { signedAt: null, expiresAt: null, notBefore: null } as const

const NONE: SignatureText = { status: 'none' }

export function signatureText(text: string): SignatureText {
  return text === '' ? { status: 'missing' } : { status: 'present', text, in: 'value' }
}

/** Parts in the order of the value: a text alone is a separator, and empty parts are left out. */
export function partsOf(pieces: readonly (string | readonly [PartKind, string])[]): readonly Part[] {
  const parts: Part[] = []
  let start = 0
  for (const piece of pieces) {
    const [kind, text] = typeof piece === 'string' ? [null, piece] : piece
    const end = start + text.length
    if (kind !== null && text !== '') parts.push({ kind, range: { start, end }, text })
    start = end
  }
  return parts
}

/** Characters of an HMAC in base64 without padding. */
const LENGTHS = { 27: 'sha1', 43: 'sha256', 64: 'sha384', 86: 'sha512' } as const

/** What the length of a signature in base64 says: its digest, or that it is cut. */
export function signatureFacts(signature: string): {
  readonly facts: readonly Fact[]
  readonly damage: readonly Damage[]
} {
  const text = signature.replace(/={1,2}$/, '')
  if (text === '') return { facts: [], damage: ['signature-missing'] }
  if (!/^[\w+/-]+$/.test(text)) return { facts: [], damage: ['signature-unreadable'] }
  const digest = text.length in LENGTHS ? LENGTHS[text.length as keyof typeof LENGTHS] : null
  if (digest !== null) return { facts: [{ kind: 'digest', digest }], damage: [] }
  return { facts: [], damage: [text.length < 86 ? 'signature-cut' : 'signature-unreadable'] }
}

export function payloadDamage(payload: Payload): readonly Damage[] {
  if (payload.status !== 'unreadable') return []
  return [payload.why === 'missing' ? 'payload-missing' : 'payload-unreadable']
}
