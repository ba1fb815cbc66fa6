import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPaste } from '../logic/read-paste.ts'
import { recognise } from '../logic/recognise.ts'
import { segments } from './segments.ts'

const flask = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8'

test('names each part of the cookie, and what stands around it', async () => {
  const text = `Cookie: theme=dark; session=${flask}; lang=en`
  const cookie = readPaste(text).cookies.find(({ name }) => name === 'session')
  if (cookie === undefined) throw new Error('no cookie')
  expect(segments(text, cookie, await recognise(cookie)).map(({ kind, text: piece }) => [kind, piece])).toEqual([
    ['around', 'Cookie: theme=dark; session='],
    ['payload', 'eyJsb2dnZWRfaW4iOmZhbHNlfQ'],
    ['around', '.'],
    ['timestamp', 'XDuWxQ'],
    ['around', '.'],
    ['signature', 'E2Pyb6x3w-NODuflHoGnZOEpbH8'],
    ['around', '; lang=en']
  ])
})

test('finds a signature that is in a cookie of its own, before or behind the values', async () => {
  const pair = ['session=eyJ1c2VyIjoiYW5uIn0=', 'session.sig=fmnMdRLgchiBt3dcUcoppX1MFi0']
  for (const text of [pair.join('; '), pair.toReversed().join('; ')]) {
    const [cookie] = readPaste(text).cookies
    if (cookie === undefined) throw new Error('no cookie')
    const found = segments(text, cookie, await recognise(cookie)).filter(({ kind }) => kind !== 'around')
    expect(new Map(found.map(({ kind, text: piece }) => [kind, piece]))).toEqual(
      new Map([
        ['payload', 'eyJ1c2VyIjoiYW5uIn0='],
        ['signature', 'fmnMdRLgchiBt3dcUcoppX1MFi0']
      ])
    )
  }
})

test('puts any text together again, letter by letter', async () => {
  const around = fc.constantFrom('', 'a=1; ', 'Cookie: ', '"', ' ', '\n', '%3A', 'curl -b ')
  await fc.assert(
    fc.asyncProperty(around, fc.oneof(fc.string(), fc.constant(flask)), around, async (before, value, after) => {
      const text = before + value + after
      const { cookies, first } = readPaste(text)
      const cookie = (first === null ? null : cookies[first]) ?? null
      const read = cookie === null ? null : await recognise(cookie)
      const pieces = segments(text, cookie, read)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    })
  )
})
