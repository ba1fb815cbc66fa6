import path from 'node:path'

import { expect, test } from 'vitest'

import { createOwnBrowser } from './own-browser.ts'

test.each([
  ['is not there', path.join(import.meta.dirname, 'no-browser')],
  ['goes at once', process.execPath]
])('refuses a browser that %s', async (_, executablePath) => {
  await expect(createOwnBrowser({ executablePath })).rejects.toMatchObject({ code: 'invalid-option' })
})
