import fc from 'fast-check'
import { expect, test } from 'vitest'

import { linkFor, readLink } from './link.ts'
import { readPaste } from './read-paste.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'

test('a link holds the cookie, readable', () => {
  expect(linkFor({ name: 'session', value: FLASK, signature: null })).toBe(`#c=session=${FLASK}`)
  expect(linkFor({ name: null, value: FLASK, signature: null })).toBe(`#c=${FLASK}`)
})

test('a link is read back', () => {
  expect(readLink(`#c=session=${FLASK}`)).toBe(`session=${FLASK}`)
  expect(readLink('#state=x&c=a%3Db')).toBe('a=b')
})

test('a value that looks like the end of another is read back whole', () => {
  const hex = '0123456789abcdef0123456789abcdef01234567'
  const [cookie] = readPaste(readLink(linkFor({ name: 'a', value: `--${hex}`, signature: null })) ?? '').cookies
  expect(cookie).toMatchObject({ name: 'a', value: `--${hex}` })
})

test.each([
  '.eJyrVipVsqpWUgCSSoZGxiamZuYWuGil2loABOwKyw.ZVPxAA.V5CCMJ2WRErHsGbsWBBYERiiBwk',
  's:x5Gk0mVJZb2yC1qkXbXh8nq3s3b9kLsW.a+b/c',
  'BAh7BkkiCXVzZXIGOgZFVEkiCGFubgY7AFQ=--1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a',
  'ImhlbGxvIg:1QaUZC:YIye-ze3TTx7gtSv422nZA4sgmk',
  'Fe26.2*1*a*b*c*1700000000000*d*e~2',
  '{"user":"ann; é","n":"100%41"}'
])('a bare value comes back out of a link: %s', (value) => {
  const { cookies } = readPaste(readLink(linkFor({ name: null, value, signature: null })) ?? '')
  expect(cookies).toMatchObject([{ name: null, value }])
})

test('a hash without a cookie gives none', () => {
  expect(readLink('')).toBeNull()
  expect(readLink('#')).toBeNull()
  expect(readLink('#c=')).toBeNull()
  expect(readLink('#main')).toBeNull()
})

test('an encoding that is broken is read as it is', () => {
  expect(readLink('#c=100%')).toBe('100%')
})

test('a cookie and its signature come back out of a link', () => {
  const names = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-.'), minLength: 1, maxLength: 12 })
  const texts = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(names, texts, fc.option(texts), (name, value, signature) => {
      const { cookies } = readPaste(readLink(linkFor({ name, value, signature })) ?? '')
      expect(cookies.map((cookie) => [cookie.name, cookie.value, cookie.signature])).toEqual([[name, value, signature]])
    }),
    { numRuns: 100 }
  )
})

test('any text is read or refused', () => {
  fc.assert(
    fc.property(anyUnits, fc.option(anyUnits), (text, name) => {
      expect(typeof linkFor({ name, value: text, signature: name })).toBe('string')
      expect(['string', 'object']).toContain(typeof readLink(`#c=${text}`))
    })
  )
})
