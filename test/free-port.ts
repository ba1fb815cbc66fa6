import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below what systems give to outgoing connections (Linux: 32768 and up), with a row for each worker of Playwright and Vitest. */
const FIRST = 11_000
const ROW = 500
const ROWS = 43

const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? process.env['VITEST_POOL_ID'] ?? 0) % ROWS
let next = Math.floor(Math.random() * ROW)

/**
 * A port that nobody listens on, for a program that has to be told one. One that the system chose could be gone again before
 * the program listens, or while it is restarted: to a connection of a browser, or to a server of another worker.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < ROW; tried += 1) {
    const port = FIRST + worker * ROW + next
    next = (next + 1) % ROW
    if (await isFree(port)) return port
  }
  throw new Error('No port is free.')
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port)
  try {
    await once(probe, 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}
