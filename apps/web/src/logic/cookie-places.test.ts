import { expect, test } from 'vitest'
import { placeOf } from './cookie-places.ts'

test.each([
  [{ payload: 'abc', timestamp: 'de', signature: 'fghi' }, 'pppdttdssss'],
  [{ payload: 'abc', timestamp: 'de', signature: '' }, 'pppdtt'],
  [{ payload: '', timestamp: '', signature: 'f' }, 'dds']
])('names what each character of %o belongs to', (parts, places) => {
  const found = Array.from(places, (_place, at) => placeOf(parts, at)[0])
  expect(found.join('')).toBe(places)
})
