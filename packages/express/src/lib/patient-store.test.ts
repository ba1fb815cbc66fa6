import { stat } from 'node:fs/promises'

import { expect, test } from 'vitest'

import { inTime } from './patient-store.ts'

function occupyProcess(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

test('an answer that was there while the process had no time for it is in time', async () => {
  const answer = inTime(50, async () => (await stat(import.meta.dirname)).isDirectory())
  occupyProcess(150)
  expect(await answer).toBe(true)
})

test('an answer that does not come is an error', async () => {
  await expect(inTime(5, () => new Promise(() => {}))).rejects.toMatchObject({
    code: 'store-unavailable',
    message: expect.stringContaining('did not answer in 5 ms')
  })
})
