import { readBase64, readUtf8 } from '../base64-text.ts'
import type { CookieText } from '../recognise.ts'
import { type Candidate, candidate, partsOf } from './candidate.ts'
import { isSession, readJsonBytes, readJsonText } from './json-payload.ts'

/** JSON without a signature: as text, behind Express's `j:`, or in base64. */
export function recogniseJson({ value }: CookieText): Candidate | null {
  const prefix = value.startsWith('j:') ? 'j:' : ''
  const text = value.slice(prefix.length)
  const bytes = readBase64(value)
  const isText = /^\s*[{[]/.test(text)
  if (!isText && bytes === null) return null
  const { payload, facts } = isText || bytes === null ? readJsonText(text) : readJsonBytes(bytes)
  if (payload.status !== 'json' || typeof payload.value !== 'object' || payload.value === null) return null
  return candidate('json', {
    confidence: isText ? (isSession(payload) ? 'certain' : 'likely') : 'guess',
    facts: [...facts, { kind: 'unsigned' }],
    parts: partsOf([
      ...(prefix === '' || !isText ? [] : [['other', prefix] as const]),
      ['payload', isText ? text : value]
    ]),
    payload
  })
}

/** What nothing else claims: text, in base64 where that gives some. */
export function plainText({ value }: CookieText): Candidate {
  const bytes = value.length >= 8 && value.length % 4 === 0 ? readBase64(value) : null
  const text = bytes === null ? null : readUtf8(bytes)
  const isReadable = text !== null && text !== '' && !/[^\P{C}\n\r\t]/u.test(text)
  return candidate(value === '' ? 'nothing' : 'text', {
    confidence: 'guess',
    facts: value === '' ? [] : [{ kind: 'unsigned' }],
    damage: value === '' ? ['payload-missing'] : [],
    parts: partsOf([['payload', value]]),
    payload:
      isReadable && bytes !== null
        ? { status: 'text', text, bytes }
        : { status: 'text', text: value, bytes: new TextEncoder().encode(value) }
  })
}
