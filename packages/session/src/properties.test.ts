import fc from 'fast-check'
import { expect, test } from 'vitest'

import { decodeUnverified, inflateUnverified } from './decode.ts'
import { createSessionCodec, Markup, tuple, Uuid } from './index.ts'
import { createWebSessionCodec } from './web.ts'

const codec = createSessionCodec<object>({ secrets: ['one', 'two'], compressAbove: 200 })
const web = createWebSessionCodec<object>({ secrets: ['one', 'two'], compressAbove: 200 })

/** Names that look like tags, like numbers or like a prototype, beside any other. */
const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ' t',
    ' di',
    ' d',
    ' u__',
    '\0',
    '__proto__',
    'constructor',
    'toString',
    'toJSON',
    '10',
    '9',
    '\ue000',
    '\u{10000}'
  )
)

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string().map((text) => `\0${text}`),
  fc.integer(),
  fc.double(),
  fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value))),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
  fc.uuid().map((text) => new Uuid(text)),
  fc.string().map((html) => new Markup(html)),
  fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => new Date(seconds * 1000))
)

/** JSON has no order of names and no `__proto__` of its own to set, so neither may change what comes back. */
function dict(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc
    .uniqueArray(fc.tuple(name, values), { selector: ([key]) => key, maxLength: 5 })
    .map((entries) => Object.fromEntries(entries))
}

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => tuple(...items)),
    dict(tie('value'))
  )
}))
const session = dict(value)

test('any session comes back as it went in', () => {
  fc.assert(
    fc.property(session, fc.integer({ min: 0, max: 2 ** 33 }), (data, now) => {
      expect(codec.verify(codec.sign(data, { now }), { now, maxAge: 0 })).toMatchObject({
        ok: true,
        data,
        signedAt: now,
        keyIndex: 0
      })
    })
  )
})

test('the text of any session says the same to JSON.parse as to us, and is written the same again', () => {
  fc.assert(
    fc.property(session, (data) => {
      const json = codec.serialize(data)
      expect(codec.serialize(codec.parse(json))).toBe(json)
      expect(json).toMatch(/^[\x20-\x7e]*$/)
    })
  )
})

/** Flask's order and spacing, written the slow way; for data that JSON has all types for. */
function reference(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(reference).join(',')}]`
  if (typeof data !== 'object' || data === null) return JSON.stringify(data)
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${reference(item)}`).join(',')}}`
}

test('plain data is written in order, whatever its names and however deep', () => {
  const plainName = fc.constantFrom('b', 'a', 'z', '10', '9', 'constructor', 'toString', 'valueOf', '__proto__', 'x y')
  const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
    plain: fc.oneof(
      { depthSize: 'medium' },
      fc.integer(),
      fc.stringMatching(/^[ -~]*$/),
      fc.array(tie('plain'), { maxLength: 3 }),
      fc.dictionary(plainName, tie('plain'), { maxKeys: 4 })
    )
  }))
  fc.assert(
    fc.property(fc.dictionary(plainName, plain, { maxKeys: 4 }), (data) => {
      expect(codec.serialize({ ...data, more: 1 })).toBe(reference({ ...data, more: 1 }))
    }),
    { numRuns: 1000 }
  )
})

test('the codec for browsers writes the same cookies and reads the same data', async () => {
  await fc.assert(
    fc.asyncProperty(session, async (data) => {
      const cookie = codec.sign(data, { now: 9 })
      expect(await web.sign(data, { now: 9 })).toBe(cookie)
      expect(await web.verify(cookie)).toEqual(codec.verify(cookie))
    })
  )
})

test('what is read without a key is what is verified with one', async () => {
  await fc.assert(
    fc.asyncProperty(session, async (data) => {
      const cookie = codec.sign(data, { now: 77 })
      const decoded = await inflateUnverified(decodeUnverified(cookie))
      expect(decoded).toMatchObject({ signedAt: 77, warnings: [], payload: { status: 'json', data } })
      expect(Object.values(decoded.parts).join('.')).toBe(cookie)
    })
  )
})

test('any change of a single bit is refused', () => {
  fc.assert(
    fc.property(session, fc.nat(), fc.integer({ min: 0, max: 15 }), (data, place, bit) => {
      const cookie = codec.sign(data)
      const at = place % cookie.length
      const changed =
        cookie.slice(0, at) + String.fromCharCode(cookie.charCodeAt(at) ^ (1 << bit)) + cookie.slice(at + 1)
      expect(codec.verify(changed).ok).toBe(false)
    }),
    { numRuns: 300 }
  )
})

const parts = fc.string({ unit: fc.constantFrom(...'eyJ.-_=+/ \0"é') })
const anything = fc.oneof(fc.string({ unit: 'binary' }), parts, fc.anything())

test('anything at all is safe to verify, and nothing passes', () => {
  fc.assert(
    fc.property(anything, (input) => {
      expect(codec.verify(input as string).ok).toBe(false)
    }),
    { numRuns: 1000 }
  )
})

test('any text is safe to decode', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), parts), async (text) => {
      const decoded = await inflateUnverified(decodeUnverified(text))
      expect(decoded.payload.status).toMatch(/^(json|unreadable)$/)
    }),
    { numRuns: 1000 }
  )
})

test('any signed text is safe to verify, whatever it holds', () => {
  const json = fc.oneof(
    fc.json(),
    fc.string(),
    fc.stringMatching(/^\{" (t|b|u|d|m|di)":("[^"\\]*"|\[\]|\d+|\{"a__":1\})\}$/)
  )
  fc.assert(
    fc.property(json, (text) => {
      const result = codec.verify(codec.signSerialized(text))
      expect(result.ok || result.reason === 'payload-unreadable').toBe(true)
    }),
    { numRuns: 500 }
  )
})

test('beside a number that JSON.parse would round, everything is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text))
      expect(codec.parse(`{"n":12345678901234567890,"v":${text}}`)).toEqual({
        n: 12345678901234567890n,
        v: JSON.parse(text)
      })
    })
  )
})
