import { expect, test } from 'vitest'
import { ageOf, hasLifetime, usualLifetime } from './age.ts'
import { recognise } from './logic/recognise.ts'

const read = (value: string) => recognise({ name: 'token', value, signature: null })
const jwt = (claims: object) => read(`eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.c2ln`)

test('a JWT that names no end has none, however old it is', async () => {
  const token = await jwt({ iat: 1_500_000_000 })
  expect(ageOf(token, 60, 1_900_000_000)).toEqual({ status: 'endless', signedAt: 1_500_000_000 })
  expect(hasLifetime(token)).toBe(false)
})

test('a JWT that names its end is judged by that', async () => {
  const token = await jwt({ iat: 1_500_000_000, exp: 1_500_000_100 })
  expect(ageOf(token, 60, 1_500_000_090).status).toBe('fresh')
  expect(ageOf(token, 60, 1_500_000_190).status).toBe('too-old')
  expect(hasLifetime(token)).toBe(false)
})

test('a signed session is judged by the lifetime, which each framework has its own of', async () => {
  const flask = await read('eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8')
  const signedAt = 1_547_409_093
  expect(hasLifetime(flask)).toBe(true)
  expect([60, 61].map((age) => ageOf(flask, 60, signedAt + age).status)).toEqual(['fresh', 'too-old'])
  expect([usualLifetime('flask'), usualLifetime('django-signed-session')]).toEqual([2_678_400, 1_209_600])
})
