import type { CookieText } from '../recognise.ts'
import { type Candidate, candidate, partsOf, signatureFacts, signatureText } from './candidate.ts'

/** `s:` and an id (or what cookie-parser signed), a dot, and the HMAC-SHA-256 of the id in base64 (cookie-signature). */
export function recogniseExpressSession({ value }: CookieText): Candidate | null {
  if (!value.startsWith('s:')) return null
  const dot = value.lastIndexOf('.')
  const id = value.slice(2, dot === -1 ? undefined : dot)
  const signature = dot === -1 ? '' : value.slice(dot + 1)
  if (id === '') return null
  const { facts, damage } = signatureFacts(signature)
  const isId = /^[\w-]{16,}$/.test(id)
  return candidate('express-session', {
    confidence: signature.length === 43 && damage.length === 0 ? 'certain' : signature === '' ? 'guess' : 'likely',
    facts: [
      ...facts,
      ...(isId ? [{ kind: 'server-side' } as const, { kind: 'bits', bits: id.length * 6 } as const] : [])
    ],
    damage: signature !== '' && signature.length < 43 && damage.length === 0 ? ['signature-cut'] : damage,
    parts: partsOf([['other', 's:'], ['payload', id], '.', ['signature', signature]]),
    payload: { status: 'text', text: id, bytes: new TextEncoder().encode(id) },
    signature: signatureText(signature),
    signed: signature === '' ? null : id
  })
}
