import { createSessionCodec, Markup, tuple, Uuid } from '@clearjar/session'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { Point, pointType } from './point.ts'
import { openBrowser, problemOf, SECRET } from './testing/browser.ts'
import { spellValue, typedValue } from './typed-value.ts'

const codec = createSessionCodec({ secrets: [SECRET], types: [pointType] })

const WIRE = {
  number: 5.5,
  truth: false,
  list: [1, 'two', null],
  object: { nested: { deep: [true] } },
  date: { ' d': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  bytes: { ' b': 'AQL/' },
  tuple: { ' t': [1, { ' point': [0, -1] }] },
  uuid: { ' u': '0123456789abcdef0123456789abcdef' },
  markup: { ' m': '<b>' },
  point: { ' point': [3, 4.5] },
  escaped: { ' di': { ' d__': 'no date' } }
}

test('saves values of many types, as real ones, and reports them as they came', async () => {
  const browser = await openBrowser()
  expect(await (await browser.patch({ data: WIRE })).json()).toMatchObject({ status: 'present', data: WIRE })
  const verified = codec.verify(browser.cookie ?? '')
  expect(verified.ok && verified.data).toEqual({
    _permanent: true,
    number: 5.5,
    truth: false,
    list: [1, 'two', null],
    object: { nested: { deep: [true] } },
    date: new Date(0),
    bytes: new Uint8Array([1, 2, 255]),
    tuple: tuple(1, new Point(0, -1)),
    uuid: new Uuid('0123456789abcdef0123456789abcdef'),
    markup: new Markup('<b>'),
    point: new Point(3, 4.5),
    escaped: { ' d': 'no date' }
  })
  expect((await browser.report()).data).toEqual(WIRE)
})

test('keeps them on the server, too', async () => {
  const browser = await openBrowser()
  await browser.patch({ mode: 'server' }, '/api/settings')
  await browser.patch({ data: WIRE })
  expect(await browser.report()).toMatchObject({ mode: 'server', data: WIRE })
})

test('merges an object into an object, and puts any other value in place of what was there', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { user: { name: 'ann', age: 5, at: WIRE.date }, list: [1, 2] } })
  await browser.patch({ data: { user: { age: null, at: WIRE.point, more: { x: 1, y: null } }, list: [null] } })
  expect((await browser.report()).data).toEqual({
    user: { name: 'ann', at: WIRE.point, more: { x: 1 } },
    list: [null]
  })
  await browser.patch({ data: { user: 'nobody', list: null } })
  expect((await browser.report()).data).toEqual({ user: 'nobody' })
})

test('the story says in JSON what is no string', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { string: { toString: 1, at: WIRE.date } } })
  const said = 'You entered {"at":{" d":"Thu, 01 Jan 1970 00:00:00 GMT"},"toString":1}'
  expect(await (await browser.ask('/get_string')).text()).toBe(said)
})

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)])

test.each([
  ['a date that is none', { ' d': 'yesterday' }, '/data/a', 'invalid-value', 'HTTP date'],
  ['bytes that are no base64', { ' b': '!' }, '/data/a', 'invalid-value', 'base64'],
  ['a tuple that is no list', { ' t': 1 }, '/data/a', 'invalid-value', 'list'],
  ['a UUID that is none', { ' u': 'zz' }, '/data/a', 'invalid-value', '32'],
  ['markup that is no string', { ' m': 1 }, '/data/a', 'invalid-value', 'string'],
  ['a point in space', { ' point': [1, 2, 3] }, '/data/a', 'invalid-value', 'two numbers'],
  ['an escaped name that is none', { ' di': { ' d': 'x' } }, '/data/a', 'invalid-value', ' d__'],
  ['a tag that nobody registered', { ' money': 5 }, '/data/a', 'invalid-value', '" point"'],
  ['a fault deep inside', { b: [{ ' t': [{ ' d': 1 }] }] }, '/data/a/b/0/ t/0', 'invalid-value', 'HTTP date'],
  ['a string that is too long inside', ['x'.repeat(3001)], '/data/a/0', 'too-big', '3,000'],
  ['what nests too deep', nested(33), `/data/a${'/0'.repeat(32)}`, 'too-big', '32 levels'],
  ['a whole number that JSON has changed', 2 ** 53, '/data/a', 'invalid-value', 'string']
])('refuses %s, and tells where and how to mend it', async (_title, value, path, code, detail) => {
  const browser = await openBrowser()
  const problem = await problemOf(await browser.patch({ data: { a: value } }))
  expect(problem).toMatchObject({ status: 422, code: 'invalid-body' })
  expect(problem.errors).toEqual([{ path, code, detail: expect.stringContaining(detail) as string }])
  expect(browser.jar.size).toBe(0)
})

test('refuses a number that is not finite, and the name of the prototype', async () => {
  const browser = await openBrowser()
  expect((await problemOf(await browser.patch('{"data":{"a":1e999}}'))).errors?.[0]?.path).toBe('/data/a')
  const proto = await problemOf(await browser.patch('{"data":{"a":{"__proto__":{"b":1}}}}'))
  expect(proto.errors).toMatchObject([{ path: '/data/a/__proto__', code: 'invalid-key' }])
})

test('takes what nests as deep as it may', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { a: nested(32) } })
  expect((await browser.report()).data).toEqual({ a: nested(32) })
})

test('refuses the deepest body that fits without falling over', async () => {
  const browser = await openBrowser()
  const deep = `{"data":{"a":${'['.repeat(8000)}${']'.repeat(8000)}}}`
  expect(await problemOf(await browser.patch(deep))).toMatchObject({ status: 422 })
})

test('what a report says of any value can be sent back, and means the same', () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => new Date(Math.floor(+date / 1e6) * 1000)),
      fc.uint8Array(),
      fc.tuple(fc.nat(), fc.nat()).map(([x, y]) => new Point(x, y)),
      fc.array(tie('value')).map((items) => tuple(...items)),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('a', ' d', ' point', ' t'), tie('value'), { noNullPrototype: true, minKeys: 2 })
    )
  })).value
  fc.assert(
    fc.property(values, (value) => {
      const wire = spellValue(value)
      expect(spellValue(typedValue.parse(wire))).toEqual(wire)
    })
  )
})

test('never throws anything but what is wrong with a value, whatever JSON it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const tagged = { ' d': value }
      for (const each of [value, tagged, [tagged], { ' di': tagged }]) {
        const result = typedValue.safeParse(each)
        if (result.success) expect(() => spellValue(result.data)).not.toThrow()
        else expect(result.error.issues).toHaveLength(1)
      }
    })
  )
})
