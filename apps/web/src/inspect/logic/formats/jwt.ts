import { readBase64 } from '../base64-text.ts'
import type { CookieText } from '../recognise.ts'
import type { Fact, Payload } from '../recognised.ts'
import { type Candidate, candidate, partsOf, payloadDamage, signatureText } from './candidate.ts'
import { entriesOf, isSession, readJsonBytes } from './json-payload.ts'

/** JSON Web Token (RFC 7519): header, claims and signature (RFC 7515), or five parts, encrypted (RFC 7516). */
export function recogniseJwt({ value }: CookieText): Candidate | null {
  const pieces = value.replace(/^Bearer\s+/i, '').split('.')
  if (pieces.length < 2 || pieces.length > 5 || !pieces.every((piece) => /^[\w=-]*$/.test(piece))) return null
  const start = value.length - pieces.join('.').length
  const [head = '', ...rest] = pieces
  const headerPayload = readPart(head)
  const header = isSession(headerPayload) ? entriesOf(headerPayload) : null
  const isToken = header !== null && ('alg' in header || 'typ' in header || 'enc' in header)
  if (header !== null && isToken && 'enc' in header) return encrypted(value.slice(0, start), header, head, rest)
  if (pieces.length > 3) return null
  return signed(value.slice(0, start), isToken ? header : null, head, rest)
}

function readPart(text: string): Payload {
  const bytes = readBase64(text)
  if (bytes === null) return { status: 'unreadable', why: 'not-base64', bytes: new Uint8Array() }
  return readJsonBytes(bytes).payload
}

function signed(
  prefix: string,
  header: Readonly<Record<string, unknown>> | null,
  head: string,
  [body = '', signature = '']: readonly string[]
): Candidate | null {
  const payload = readPart(body)
  if (header === null && !isSession(payload)) return null
  const claims = entriesOf(payload)
  const isUnsigned = header?.['alg'] === 'none'
  const isMissing = signature === '' && !isUnsigned
  const damage = [
    ...(header === null ? (['header-unreadable'] as const) : []),
    ...payloadDamage(payload),
    ...(isMissing ? (['signature-missing'] as const) : [])
  ]
  return candidate('jwt', {
    confidence: header === null ? 'guess' : damage.length === 0 ? 'certain' : 'likely',
    facts: [...headerFacts(header), ...claimFacts(claims), ...(isUnsigned ? [{ kind: 'unsigned' } as const] : [])],
    damage,
    parts: partsOf([prefix, ['header', head], '.', ['payload', body], '.', ['signature', signature]]),
    header,
    payload,
    times: { signedAt: timeOf(claims['iat']), expiresAt: timeOf(claims['exp']), notBefore: timeOf(claims['nbf']) },
    signature: isUnsigned ? { status: 'none' } : signatureText(signature),
    signed: signature === '' ? null : `${head}.${body}`
  })
}

/** Header, encrypted key, initialization vector, ciphertext, tag. */
function encrypted(
  prefix: string,
  header: Readonly<Record<string, unknown>>,
  head: string,
  [key = '', iv = '', data = '', tag = '']: readonly string[]
): Candidate {
  const isCut = data === '' || tag === ''
  return candidate('jwe', {
    confidence: isCut ? 'likely' : 'certain',
    facts: [{ kind: 'encrypted' }, ...headerFacts(header)],
    damage: isCut ? ['payload-cut'] : [],
    parts: partsOf([
      prefix,
      ['header', head],
      '.',
      ['other', key],
      '.',
      ['other', iv],
      '.',
      ['payload', data],
      '.',
      ['signature', tag]
    ]),
    header,
    payload: { status: 'encrypted' },
    signature: signatureText(tag)
  })
}

function headerFacts(header: Readonly<Record<string, unknown>> | null): readonly Fact[] {
  const { alg, kid } = header ?? {}
  return [
    ...(typeof alg === 'string' ? [{ kind: 'algorithm', algorithm: alg } as const] : []),
    ...(typeof kid === 'string' ? [{ kind: 'key-id', id: kid } as const] : [])
  ]
}

function claimFacts(claims: Readonly<Record<string, unknown>>): readonly Fact[] {
  return (['iss', 'sub', 'aud'] as const).flatMap((name) => {
    const claim = claims[name]
    const texts = (Array.isArray(claim) ? claim : [claim]).filter((text) => typeof text === 'string')
    return texts.length === 0 ? [] : [{ kind: 'claim', name, text: texts.join(', ') } as const]
  })
}

/** `NumericDate`: UNIX seconds, perhaps with fractions. */
function timeOf(claim: unknown): number | null {
  return typeof claim === 'number' && Number.isFinite(claim) ? claim : null
}
