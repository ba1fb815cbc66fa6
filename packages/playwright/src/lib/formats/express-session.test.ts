import { sign as signId } from 'cookie-signature'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { expressSession } from './express-session.ts'

const KEY = 'a key for tests of formats, and for nothing else'

test('a signed id says nothing but itself, and its key is known', async () => {
  const format = expressSession()
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\w-]{32}$/), async (id) => {
      const signed = encodeURIComponent(`s:${signId(id, KEY)}`)
      expect(await format.read(signed)).toEqual({ status: 'id', signedAt: null })
      expect(await format.isSignedBy('connect.sid', signed, KEY)).toBe(true)
      expect(await format.isSignedBy('connect.sid', signed, 'another key')).toBe(false)
      for (const [start, end] of Object.values(format.parts(signed))) {
        for (let at = start; at < end; at++) {
          const instead = otherCase(signed[at]!)
          const changed = signed.slice(0, at) + instead + signed.slice(at + 1)
          expect(await format.isSignedBy('connect.sid', changed, KEY)).toBe(false)
        }
      }
    })
  )
})

/** `%2b` is `%2B`. */
function otherCase(char: string): string {
  const lower = char.toLowerCase()
  if (lower !== char) return lower
  return char === char.toUpperCase() ? 'A' : char.toUpperCase()
}
