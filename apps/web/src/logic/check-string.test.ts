import { expect, test } from 'vitest'
import { checkString, problemErrors } from './check-string.ts'

test.each([
  ['', 'x', { name: 'Name is empty. Try `string`.' }],
  ['_permanent', 'x', { name: expect.stringContaining('belong to the server') }],
  ['n'.repeat(65), 'x', { name: expect.stringContaining('64 fit') }],
  ['n', 'v'.repeat(3_001), { value: expect.stringContaining('3,000 fit') }],
  ['n'.repeat(64), 'v'.repeat(3_000), {}],
  ['n', '', {}]
])('checks %s before the API has to', (name, value, errors) => {
  expect(checkString(name, value)).toEqual(errors)
})

test('puts what the API refuses under the field it is about', () => {
  expect(problemErrors({ status: 413, code: 'session-too-large', bytes: 4310, limit: 4096 })).toEqual({
    value: expect.stringContaining('4,310')
  })
  const invalid = (code: string) => ({
    status: 422,
    code: 'invalid-body',
    errors: [{ path: '/data/a', code, detail: 'No.' }]
  })
  expect(problemErrors(invalid('invalid-key'))).toEqual({ name: 'No.' })
  expect(problemErrors(invalid('too-big'))).toEqual({ value: 'No.' })
})
