import { randomUUID } from 'node:crypto'

import { expect, test, vi } from 'vitest'

test('what one worker has claimed is refused to it and to the others', async () => {
  const text = randomUUID()
  const { claim } = await import('./claims.ts')
  expect([claim(text), claim(text)]).toEqual([true, false])
  vi.resetModules()
  const another = await import('./claims.ts')
  expect(another.claim).not.toBe(claim)
  expect([another.claim(text), another.claim(`${text} again`)]).toEqual([false, true])
})
