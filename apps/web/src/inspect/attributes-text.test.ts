import { expect, test } from 'vitest'
import { attributesText } from './attributes-text.ts'
import { readPaste } from './logic/read-paste.ts'

test('writes attributes as a Set-Cookie header has them, and none as nothing', () => {
  const header = 'Path=/app; Max-Age=60; Secure; HttpOnly; SameSite=Lax; Partitioned'
  const cookie = readPaste(`Set-Cookie: a=b; ${header}`).cookies[0]
  expect(attributesText(cookie?.attributes ?? {})).toBe(header)
  expect(attributesText({})).toBe('')
})
