import { decodeUnverified } from '@clearjar/session/decode'

import type { CookieText } from '../recognise.ts'
import type { Confidence, Damage, Fact, FormatId, Payload } from '../recognised.ts'
import { type Candidate, candidate, NO_TIMES, partsOf, payloadDamage, signatureFacts } from './candidate.ts'
import { entriesOf, isSession, readPackedPayload } from './json-payload.ts'

/** The time in a cookie of before 2005 or after 2100 is more likely none. */
const PLAUSIBLE = { from: 1_104_537_600, to: 4_102_444_800 } as const

/**
 * Flask's and Clearjar's cookie: payload, timestamp and signature with dots between them; a compressed payload begins with another dot
 * (itsdangerous, `URLSafeTimedSerializer`).
 */
export async function recogniseItsdangerous(cookie: CookieText): Promise<Candidate | null> {
  const { parts, signedAt, warnings } = decodeUnverified(cookie.value)
  const { payload: body, timestamp } = parts
  const signature = signatureOf(cookie, parts)
  if (!/^\.?[\w+/=-]+$/.test(body)) return null
  const { payload, facts } = await readPackedPayload(body)
  const isWhole = timestamp !== '' || signature.text !== ''
  if (payload.status !== 'json' && !(isTime(signedAt) && /^[\w-]{20,86}$/.test(signature.text))) return null
  // Padding is not Flask's way; cookie-session's it is.
  if (!isWhole && (!isSession(payload) || body.includes('='))) return null
  const sign = signatureFacts(signature.text)
  const damage: Damage[] = [
    ...payloadDamage(payload),
    ...warnings.filter((warning) => warning !== 'signature-missing'),
    ...sign.damage
  ]
  const entries = entriesOf(payload)
  const isSplit = signature.in === 'signature-cookie'
  const signatureNotes = [...sign.facts, ...splitFacts(cookie, isSplit)]
  return candidate(formatOf(isFlasks(body, payload), entries, signatureNotes), {
    confidence: confidenceOf(damage, isTime(signedAt), isWhole),
    facts: [...facts, ...signatureNotes, ...notesOf(entries)],
    damage,
    parts: partsOf([['payload', body], '.', ['timestamp', timestamp], '.', ['signature', parts.signature]]),
    payload,
    times: { ...NO_TIMES, signedAt },
    signature: signature.text === '' ? { status: 'missing' } : { status: 'present', ...signature },
    signed: signature.text === '' ? null : `${body}.${timestamp}`
  })
}

/** Starlette's base64 is the other alphabet, padded. A payload that cannot be read any more may well have been a session. */
function isFlasks(body: string, payload: Payload): boolean {
  return !/[+/=]/.test(body) && (isSession(payload) || payload.status !== 'json')
}

/** Clearjar's split sessions keep the signature in a cookie that scripts cannot read. */
function signatureOf(
  { signature }: CookieText,
  parts: { readonly timestamp: string; readonly signature: string }
): { readonly text: string; readonly in: 'value' | 'signature-cookie' } {
  const isSplit = signature !== null && parts.signature === '' && parts.timestamp !== ''
  return isSplit ? { text: signature, in: 'signature-cookie' } : { text: parts.signature, in: 'value' }
}

function splitFacts({ name }: CookieText, isSplit: boolean): readonly Fact[] {
  return isSplit ? [{ kind: 'signature-cookie', name: `${name ?? ''}.sig` }] : []
}

function isTime(signedAt: number | null): boolean {
  return signedAt !== null && signedAt >= PLAUSIBLE.from && signedAt <= PLAUSIBLE.to
}

function confidenceOf(damage: readonly Damage[], hasTime: boolean, isWhole: boolean): Confidence {
  if (damage.length === 0) return hasTime ? 'certain' : 'likely'
  return isWhole && hasTime ? 'likely' : 'guess'
}

/** Clearjar's digest is SHA-256 unless it shares its cookies with a Flask, whose is SHA-1. */
function formatOf(isFlask: boolean, entries: Readonly<Record<string, unknown>>, facts: readonly Fact[]): FormatId {
  if (!isFlask) return 'itsdangerous'
  const isOurs =
    Object.hasOwn(entries, '_jar') ||
    facts.some((fact) => fact.kind === 'signature-cookie' || (fact.kind === 'digest' && fact.digest !== 'sha1'))
  return isOurs ? 'clearjar' : 'flask'
}

function notesOf(entries: Readonly<Record<string, unknown>>): readonly Fact[] {
  const { _permanent: permanent, _jar: jar, ...data } = entries
  const isId = typeof jar === 'object' && jar !== null && 'id' in jar && Object.keys(data).length === 0
  return [
    ...(isId && permanent === undefined ? [{ kind: 'server-side' } as const] : []),
    ...(typeof permanent === 'boolean' ? [{ kind: 'permanent', permanent } as const] : []),
    ...(typeof jar === 'object' && jar !== null ? [jarFact(jar as Readonly<Record<string, unknown>>)] : [])
  ]
}

function jarFact({ id, born, gen, tabs }: Readonly<Record<string, unknown>>): Fact {
  return {
    kind: 'jar',
    id: typeof id === 'string' ? id : null,
    born: typeof born === 'number' ? born : null,
    generation: typeof gen === 'number' ? gen : 0,
    tabs: typeof tabs === 'string' ? tabs : null
  }
}
