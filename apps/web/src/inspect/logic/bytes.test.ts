import fc from 'fast-check'
import { expect, test } from 'vitest'

import { bytesRows } from './bytes.ts'

test('bytes stand in rows with their offset and their text', () => {
  expect(bytesRows(new TextEncoder().encode('{"user":"ann é"}'))).toEqual([
    {
      offset: '0000',
      hex: ['7b', '22', '75', '73', '65', '72', '22', '3a', '22', '61', '6e', '6e', '20', 'c3', 'a9', '22'],
      text: '{"user":"ann .."'
    },
    { offset: '0010', hex: ['7d'], text: '}' }
  ])
})

test('no bytes are no rows', () => {
  expect(bytesRows(new Uint8Array())).toEqual([])
})

test('every byte stands in exactly one row', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.integer({ min: 1, max: 32 }), (bytes, width) => {
      const rows = bytesRows(bytes, width)
      expect(rows.flatMap(({ hex }) => hex.map((digits) => Number.parseInt(digits, 16)))).toEqual([...bytes])
      for (const [index, { offset, hex, text }] of rows.entries()) {
        expect(Number.parseInt(offset, 16)).toBe(index * width)
        expect(text).toHaveLength(hex.length)
      }
    })
  )
})
