import fc from 'fast-check'
import { expect, test } from 'vitest'

import { keyBytes, keyWeakness } from './key-input.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

test('a key is read as text, hexadecimal or base64', () => {
  expect(keyBytes({ id: '', text: 'é', encoding: 'text' })).toEqual({ ok: true, bytes: Uint8Array.of(0xc3, 0xa9) })
  expect(keyBytes({ id: '', text: ' C3 a9\n', encoding: 'hex' })).toEqual({
    ok: true,
    bytes: Uint8Array.of(0xc3, 0xa9)
  })
  expect(keyBytes({ id: '', text: 'w6k', encoding: 'base64' })).toEqual({ ok: true, bytes: Uint8Array.of(0xc3, 0xa9) })
  expect(keyBytes({ id: '', text: '-_8=', encoding: 'base64' })).toEqual({ ok: true, bytes: Uint8Array.of(0xfb, 0xff) })
})

test('what is no hexadecimal or base64 is said to be none', () => {
  expect(keyBytes({ id: '', text: 'abc', encoding: 'hex' })).toEqual({ ok: false, why: 'not-hex' })
  expect(keyBytes({ id: '', text: 'a', encoding: 'base64' })).toEqual({ ok: false, why: 'not-base64' })
})

test('weak keys are named', () => {
  const weakness = (text: string): unknown => keyWeakness({ id: '', text, encoding: 'text' })
  expect(weakness('')).toBe('empty')
  expect(weakness('dev')).toBe('well-known')
  expect(weakness('Change-Me')).toBe('well-known')
  expect(weakness('a'.repeat(40))).toBe('repeated')
  expect(weakness('fifteen letters')).toBe('short')
  expect(weakness('correct horse battery staple')).toBeNull()
})

test('a well-known key is one in any spelling', () => {
  expect(keyWeakness({ id: '', text: '646576', encoding: 'hex' })).toBe('well-known')
})

test('bytes that were written as hexadecimal or base64 come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const buffer = Buffer.from(bytes)
      expect(keyBytes({ id: '', text: buffer.toString('hex'), encoding: 'hex' })).toEqual({ ok: true, bytes })
      expect(keyBytes({ id: '', text: buffer.toString('base64'), encoding: 'base64' })).toEqual({ ok: true, bytes })
      expect(keyBytes({ id: '', text: buffer.toString('base64url'), encoding: 'base64' })).toEqual({ ok: true, bytes })
    })
  )
})

test('any text is read or refused', () => {
  fc.assert(
    fc.property(anyUnits, fc.constantFrom('text', 'hex', 'base64'), (text, encoding) => {
      const key = { id: '', text, encoding }
      expect(keyBytes(key).ok || keyWeakness(key) === null).toBe(true)
    })
  )
})
