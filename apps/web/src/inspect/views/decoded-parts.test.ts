import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPaste } from '../logic/read-paste.ts'
import { recognise } from '../logic/recognise.ts'
import { decodedParts } from './decoded-parts.ts'

async function partsOf(text: string): Promise<readonly (readonly [string, number])[]> {
  const { cookies, first } = readPaste(text)
  const cookie = first === null ? undefined : cookies[first]
  if (cookie === undefined) return []
  return decodedParts(await recognise(cookie)).map(({ kind, bytes }) => [kind, bytes.length] as const)
}

test('decodes each part of a cookie by itself, and the payload as it is after decompressing', async () => {
  expect(await partsOf('eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8')).toEqual([
    ['payload', 19],
    ['timestamp', 4],
    ['signature', 20]
  ])
  expect(await partsOf('session=eyJ1c2VyIjoiYW5uIiwidmlld3MiOjN9; session.sig=fmnMdRLgchiBt3dcUcoppX1MFi0')).toEqual([
    ['payload', 24],
    ['signature', 20]
  ])
})

test('has an answer to any text', async () => {
  const piece = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('.', '--', ':', 'Fe26.2**', 's:'))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      for (const [, length] of await partsOf(pieces.join(''))) expect(length).toBeGreaterThan(0)
    })
  )
})
