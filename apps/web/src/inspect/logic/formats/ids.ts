import type { CookieText } from '../recognise.ts'
import type { Confidence, FormatId } from '../recognised.ts'
import { type Candidate, candidate, partsOf } from './candidate.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const ID_NAME = /sess|sid\b|\bid$|token|auth/i

/** An id: the values are kept by the server, and nothing can be read of it. */
export function recogniseId({ name, value }: CookieText): Candidate | null {
  const found = idFormat(name ?? '', value)
  if (found === null) return null
  const [format, confidence, bits] = found
  return candidate(format, {
    confidence,
    facts: [{ kind: 'server-side' }, { kind: 'bits', bits }],
    parts: partsOf([['payload', value]]),
    payload: { status: 'elsewhere' }
  })
}

function idFormat(name: string, value: string): readonly [FormatId, Confidence, number] | null {
  if (UUID.test(value)) return ['uuid', 'certain', value[14] === '4' ? 122 : 128]
  const confidence = ID_NAME.test(name) ? 'likely' : 'guess'
  // 32 of 36 characters: 165 bits.
  if (name === 'sessionid' && /^[\da-z]{32}$/.test(value)) return ['django-session-id', 'certain', 165]
  if (/^[\da-f]{24,128}$/i.test(value)) return ['hex-id', confidence, value.length * 4]
  if (/^[\da-z]{32}$/.test(value) && /\d/.test(value)) return ['django-session-id', confidence, 165]
  return isRandom(value) ? ['random-id', confidence, Math.floor(value.length * 6)] : null
}

/** Long, of letters and digits of both cases or so, and not words. */
function isRandom(value: string): boolean {
  return /^[\w+/=,-]{16,256}$/.test(value) && /\d/.test(value) && /[a-zA-Z]/.test(value) && !value.startsWith('eyJ')
}
