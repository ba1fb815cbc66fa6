import { expect, test } from 'vitest'

import { checkAge, DEFAULT_LIFETIME, hasOwnEnd } from './check-age.ts'
import { recognise } from './recognise.ts'
import type { Recognised } from './recognised.ts'

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'
const SIGNED_AT = 1_700_000_000

function read(value: string): Promise<Recognised> {
  return recognise({ name: null, value, signature: null })
}

function token(claims: object): string {
  return `${btoa('{"alg":"HS256"}')}.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.AAAA`
}

test('a cookie is fresh to the last second of its lifetime, and too old after it', async () => {
  const cookie = await read(FLASK)
  const until = SIGNED_AT + DEFAULT_LIFETIME
  const age = (now: number): unknown => checkAge(cookie, { lifetime: DEFAULT_LIFETIME, now })
  expect(age(until)).toEqual({ status: 'fresh', signedAt: SIGNED_AT, until })
  expect(age(until + 1)).toEqual({ status: 'too-old', signedAt: SIGNED_AT, until })
})

test('a cookie that was signed later than now is from the future', async () => {
  expect(checkAge(await read(FLASK), { lifetime: 60, now: SIGNED_AT - 1 })).toEqual({
    status: 'from-the-future',
    from: SIGNED_AT,
    signedAt: SIGNED_AT,
    until: SIGNED_AT + 60
  })
})

test('the end that a token names counts, not the lifetime', async () => {
  const cookie = await read(token({ iat: 1000, nbf: 1500, exp: 2000 }))
  const age = (now: number): string => checkAge(cookie, { lifetime: 1, now }).status
  expect(hasOwnEnd(cookie)).toBe(true)
  expect([age(1499), age(1500), age(1999), age(2000)]).toEqual(['from-the-future', 'fresh', 'fresh', 'too-old'])
})

test('a token without an end is as old as it says', async () => {
  const cookie = await read(token({ iat: 1000 }))
  expect(hasOwnEnd(cookie)).toBe(false)
  expect(checkAge(cookie, { lifetime: 60, now: 1061 }).status).toBe('too-old')
})

test('without a time the age is unknown, and why', async () => {
  const age = async (value: string): Promise<unknown> => checkAge(await read(value), { lifetime: 60, now: 0 })
  expect(await age('eyJ1c2VyIjoiYW5uIn0')).toEqual({ status: 'unknown', why: 'missing' })
  expect(await age('eyJ1c2VyIjoiYW5uIn0.AAAAA.vA8jpjXgBX-YxAOIkhIvDz3ussk')).toEqual({
    status: 'unknown',
    why: 'unreadable'
  })
  expect(await age('{"user":"ann"}')).toEqual({ status: 'unknown', why: 'none-in-format' })
})
