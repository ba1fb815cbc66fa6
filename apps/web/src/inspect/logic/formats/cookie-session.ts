import { readBase64 } from '../base64-text.ts'
import type { CookieText } from '../recognise.ts'
import type { Damage } from '../recognised.ts'
import { type Candidate, candidate, NO_TIMES, partsOf, payloadDamage, signatureFacts } from './candidate.ts'
import { entriesOf, isSession, readJsonBytes } from './json-payload.ts'

/**
 * cookie-session and koa-session: JSON in padded base64, and in a second cookie `name.sig` the HMAC (SHA-1, keygrip) of `name=value`.
 */
export function recogniseCookieSession({ name, value, signature }: CookieText): Candidate | null {
  const isPadded = value.length % 4 === 0 && /^[\w+/-]+={0,2}$/.test(value)
  if (signature === null && !isPadded) return null
  const bytes = readBase64(value)
  const { payload, facts } =
    bytes === null
      ? { payload: { status: 'text', text: value, bytes: new TextEncoder().encode(value) } as const, facts: [] }
      : readJsonBytes(bytes)
  if (signature === null && !isSession(payload)) return null
  const sign = signatureFacts(signature ?? '')
  const damage: Damage[] = [...payloadDamage(payload), ...sign.damage]
  const { _expire: expires } = entriesOf(payload)
  return candidate('cookie-session', {
    confidence: signature === null ? 'guess' : damage.length === 0 && isSession(payload) ? 'certain' : 'likely',
    facts: [
      ...facts,
      ...sign.facts,
      ...(signature === null ? [] : [{ kind: 'signature-cookie', name: `${name ?? ''}.sig` } as const])
    ],
    damage,
    parts: partsOf([['payload', value]]),
    payload,
    // koa-session's own end, in milliseconds.
    times: { ...NO_TIMES, expiresAt: typeof expires === 'number' ? Math.floor(expires / 1000) : null },
    signature:
      signature === null ? { status: 'missing' } : { status: 'present', text: signature, in: 'signature-cookie' },
    signed: name === null || signature === null ? null : `${name}=${value}`
  })
}
