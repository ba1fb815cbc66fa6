import { defineSessionType, tuple, Uuid } from '@clearjar/session'
import { expect, test } from 'vitest'

import { clearjar } from './clearjar.ts'
import { flask } from './flask.ts'

const KEY = 'a key for tests of formats, and for nothing else'

test('a session that the server keeps, in the format of Clearjar, is an id', async () => {
  const format = clearjar({ secrets: [KEY] })
  const signed = await format.sign({ name: 'session', data: { _jar: { id: 'x' } }, signedAt: 1_000, lifetime: 60 })
  expect(await format.read(signed!)).toEqual({ status: 'id', signedAt: 1_000 })
  expect(await format.open('session', signed!)).toEqual({ _jar: { id: 'x' } })
})

class Money {
  readonly cents: number
  constructor(cents: number) {
    this.cents = cents
  }
}

const moneyType = defineSessionType<Money>({
  tag: ' money',
  check: (value) => value instanceof Money,
  toJSON: ({ cents }) => cents,
  fromJSON: (json) => new Money(json as number)
})

test('typed values are opened as they were signed, so that they can be signed again', async () => {
  const typed = {
    when: new Date('2024-01-02T03:04:05Z'),
    raw: new Uint8Array([0, 255]),
    id: new Uuid('12345678-1234-5678-1234-567812345678'),
    pair: tuple('a', 1),
    price: new Money(199)
  }
  const format = clearjar({ secrets: [KEY], types: [moneyType] })
  const given = { name: 'session', data: typed, signedAt: 1_000, lifetime: 60 }
  const signed = (await format.sign(given))!
  const opened = (await format.open('session', signed))!
  expect(opened).toEqual(typed)
  expect(opened.price).toBeInstanceOf(Money)
  expect(await format.sign({ ...given, data: opened })).toBe(signed)
  expect(await format.read(signed)).toMatchObject({ status: 'data', data: typed })
})

test.each([
  { says: undefined, data: { a: 1 }, signed: { a: 1 } },
  { says: undefined, data: { a: 1, _permanent: true }, signed: { a: 1, _permanent: true } },
  { says: true, data: { a: 1 }, signed: { a: 1, _permanent: true } },
  { says: false, data: { a: 1, _permanent: true }, signed: { a: 1, _permanent: false } },
  { says: false, data: { a: 1 }, signed: { a: 1 } }
])('whether it outlives the browser is noted as Flask does: $says of $data', async ({ says, data: given, signed }) => {
  const format = flask({ secretKey: KEY })
  const sent = await format.sign({
    name: 'session',
    data: given,
    signedAt: 1_000,
    lifetime: 60,
    ...(says !== undefined && { permanent: says })
  })
  expect(await format.open('session', sent!)).toEqual(signed)
})
