import type { CookieText } from '../recognise.ts'
import {
  type Candidate,
  candidate,
  NO_TIMES,
  partsOf,
  payloadDamage,
  signatureFacts,
  signatureText
} from './candidate.ts'
import { isSession, readPackedPayload } from './json-payload.ts'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** UNIX seconds of Django's timestamp (base 62); null when it is none. */
function readBase62(text: string): number | null {
  if (!/^[\da-zA-Z]{1,8}$/.test(text)) return null
  return Array.from(text).reduce((seconds, digit) => seconds * 62 + DIGITS.indexOf(digit), 0)
}

/**
 * What Django's `TimestampSigner` writes: a payload, a time in base 62 and an HMAC in base64, with colons between them. The payload is JSON
 * in base64 (`signing.dumps`, signed-cookie sessions), compressed with a leading dot, or any text (`set_signed_cookie`).
 */
export async function recogniseDjango({ value }: CookieText): Promise<Candidate | null> {
  const match = /^([^]+):([\da-zA-Z]{5,6}):([\w-]*)$/.exec(value) ?? /^(\.?[\w-]{4,}):([\da-zA-Z]{5,6})$/.exec(value)
  if (match === null) return null
  const [, body = '', timestamp = '', signature = ''] = match
  const read = await readPackedPayload(body)
  const isJson = read.payload.status === 'json'
  const isPacked = isJson || /^(?:eyJ|\.eJ)[\w-]+$/.test(body)
  const { facts, damage } = signatureFacts(signature)
  if (!isPacked && damage.length > 0) return null
  const payload = isPacked
    ? read.payload
    : ({ status: 'text', text: body, bytes: new TextEncoder().encode(body) } as const)
  const allDamage = [...payloadDamage(payload), ...damage]
  return candidate(isPacked ? 'django-signed-session' : 'django-signed-cookie', {
    confidence: allDamage.length === 0 && (isSession(payload) || !isPacked) ? 'certain' : 'likely',
    facts: [...(isPacked ? read.facts : []), ...facts],
    damage: allDamage,
    parts: partsOf([['payload', body], ':', ['timestamp', timestamp], ':', ['signature', signature]]),
    payload,
    times: { ...NO_TIMES, signedAt: readBase62(timestamp) },
    signature: signatureText(signature),
    signed: signature === '' ? null : `${body}:${timestamp}`
  })
}
