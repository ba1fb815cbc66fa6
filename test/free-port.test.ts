import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'

import { freePort } from './free-port.ts'

test('no port is given twice, and none that a connection or another worker could get', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort))
  expect(new Set(ports).size).toBe(20)
  for (const port of ports) expect(port).toBeLessThan(32_768)
  expect(new Set(ports.map((port) => Math.floor(port / 500))).size).toBe(1)
})

test('a port that somebody listens on is passed over', async () => {
  const before = await freePort()
  const other = createServer().listen(before + 1, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  expect(await freePort()).not.toBe(before + 1)
})
