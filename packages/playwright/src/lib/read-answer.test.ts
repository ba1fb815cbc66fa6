import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readAnswer } from './read-answer.ts'

function read(status: number, text = ''): Promise<object | null> {
  return readAnswer({ status: () => status, text: async () => text })
}

test.each([
  [200, '{"user":"ann"}', { user: 'ann' }],
  [203, '{}', {}],
  [204, '', {}],
  [200, '<!doctype html><title>Account</title>', {}],
  [200, '["ann"]', {}],
  [200, ' null\n', null]
])('%i with %j is %j', async (status, text, expected) => {
  expect(await read(status, text)).toEqual(expected)
})

test.each([401, 403, 302, 303, 307])('%i is nobody, whatever it comes with', async (status) => {
  expect(await read(status, '{"user":"ann"}')).toBeNull()
})

test.each([301, 304, 308, 400, 404, 429, 500, 502, 503])('%i says nothing of the session', async (status) => {
  await expect(read(status, '{"user":"ann"}')).rejects.toMatchObject({
    name: 'SessionTestError',
    code: 'not-done',
    message: expect.stringContaining(`The server answered ${status} to \`server.read\``) as string
  })
})

test('an answer of 200 with any text is somebody or, for null, nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      const answer = await read(200, text)
      expect(answer === null).toBe(text.trim() === 'null')
      if (answer !== null) expect(Array.isArray(answer)).toBe(false)
    })
  )
})
