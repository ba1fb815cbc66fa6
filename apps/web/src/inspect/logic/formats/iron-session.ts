import type { CookieText } from '../recognise.ts'
import { type Candidate, candidate, NO_TIMES, partsOf, signatureText } from './candidate.ts'

/**
 * iron-session: a seal of @hapi/iron, eight fields with stars between them: version, password id, salt, vector, encrypted data, end
 * (milliseconds, may be empty), salt and HMAC; then perhaps `~` and a version.
 */
export function recogniseIronSession({ value }: CookieText): Candidate | null {
  if (!/^Fe26\.\d\*/.test(value)) return null
  const tilde = value.lastIndexOf('~')
  const seal = tilde === -1 ? value : value.slice(0, tilde)
  const [version = '', id = '', salt = '', iv = '', data = '', end = '', hmacSalt = '', hmac = ''] = seal.split('*')
  const isCut = hmac === ''
  return candidate('iron-session', {
    confidence: 'certain',
    facts: [{ kind: 'encrypted' }, { kind: 'algorithm', algorithm: 'AES-256-CBC, HMAC-SHA-256' }],
    damage: isCut ? ['signature-missing'] : [],
    parts: partsOf([
      ['header', version],
      '*',
      ['other', id],
      '*',
      ['other', salt],
      '*',
      ['other', iv],
      '*',
      ['payload', data],
      '*',
      ['timestamp', end],
      '*',
      ['other', hmacSalt],
      '*',
      ['signature', hmac]
    ]),
    payload: { status: 'encrypted' },
    times: { ...NO_TIMES, expiresAt: /^\d{1,15}$/.test(end) ? Math.floor(Number(end) / 1000) : null },
    signature: signatureText(hmac)
  })
}
