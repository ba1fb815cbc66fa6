import { readBase64, readUtf8 } from '../base64-text.ts'
import type { CookieText } from '../recognise.ts'
import type { Fact, Payload } from '../recognised.ts'
import { type Candidate, candidate, NO_TIMES, partsOf, payloadDamage, signatureText } from './candidate.ts'
import { entriesOf, readJsonBytes } from './json-payload.ts'

const SIGNED = /^([\w+/=\s-]+)--([\da-f]+)$/i
const ENCRYPTED = /^([\w+/=\s-]+)--([\w+/-]{16})--([\w+/-]{22}(?:==)?)$/
const HEX_DIGESTS: Readonly<Record<number, 'sha1' | 'sha256' | 'sha384' | 'sha512'>> = {
  40: 'sha1',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512'
}

/** Ruby: `Rack::Session::Cookie` (before 3) and Rails' signed cookies, `base64--hexadecimal HMAC`; Rails' encrypted ones, `data--iv--tag`. */
export function recogniseRack({ value }: CookieText): Candidate | null {
  return recogniseEncrypted(value) ?? recogniseSigned(value)
}

/** AES-256-GCM: an initialization vector of 12 bytes, a tag of 16. */
function recogniseEncrypted(value: string): Candidate | null {
  const [, data = '', iv = '', tag = ''] = ENCRYPTED.exec(value) ?? []
  if (tag === '') return null
  return candidate('rails-encrypted', {
    confidence: 'certain',
    facts: [{ kind: 'encrypted' }, { kind: 'algorithm', algorithm: 'AES-256-GCM' }],
    parts: partsOf([['payload', data], '--', ['other', iv], '--', ['signature', tag]]),
    payload: { status: 'encrypted' },
    signature: signatureText(tag)
  })
}

function recogniseSigned(value: string): Candidate | null {
  const [, body = '', signature = ''] = SIGNED.exec(value) ?? []
  if (signature === '') return null
  const bytes = readBase64(body.replaceAll(/\s/g, ''))
  const { payload, facts } = readRubyPayload(bytes)
  const digest = HEX_DIGESTS[signature.length]
  const damage = [...payloadDamage(payload), ...(digest === undefined ? (['signature-cut'] as const) : [])]
  return candidate(payload.status === 'encrypted' ? 'rails-encrypted' : 'rack', {
    confidence: damage.length === 0 ? 'certain' : digest === undefined && signature.length < 20 ? 'guess' : 'likely',
    facts: [...facts, ...(digest === undefined ? [] : [{ kind: 'digest', digest } as const])],
    damage,
    parts: partsOf([['payload', body], '--', ['signature', signature]]),
    payload,
    times: { ...NO_TIMES, expiresAt: railsEnd(payload) },
    signature: signatureText(signature),
    signed: body
  })
}

function readRubyPayload(bytes: Uint8Array | null): { readonly payload: Payload; readonly facts: readonly Fact[] } {
  if (bytes === null)
    return { payload: { status: 'unreadable', why: 'not-base64', bytes: new Uint8Array() }, facts: [] }
  // Marshal's version, 4.8.
  if (bytes[0] === 4 && bytes[1] === 8) return { payload: { status: 'bytes', bytes }, facts: [{ kind: 'marshal' }] }
  const read = readJsonBytes(bytes)
  if (read.payload.status === 'json') return read
  // Rails before 5.2: AES-CBC data and vector inside what is signed.
  if (/^[\w+/=]+--[\w+/=]+$/.test(readUtf8(bytes) ?? '')) {
    return { payload: { status: 'encrypted' }, facts: [{ kind: 'encrypted' }] }
  }
  return bytes.length === 0 ? read : { payload: { status: 'bytes', bytes }, facts: [] }
}

/** Rails writes the end of a cookie into what it signs: `{"_rails":{"exp":"2026-12-23T07:00:00.000Z"}}`. */
function railsEnd(payload: Payload): number | null {
  const { _rails: rails } = entriesOf(payload)
  const end = typeof rails === 'object' && rails !== null && 'exp' in rails ? Date.parse(String(rails.exp)) : Number.NaN
  return Number.isFinite(end) ? Math.floor(end / 1000) : null
}
