import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

import { afterEach, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--conditions=@clearjar/source', '--import', 'tsx', MAIN], {
    env: { ...process.env, CLEARJAR_DATA: tmpdir(), SESSION_SECRET: 'a key', LOG_LEVEL: 'silent', ...env }
  })
  children.push(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  return { child, exit: once(child, 'exit'), printed: () => printed }
}

test('prints where it is, finishes what was asked, and stops when told', async () => {
  const { child, exit, printed } = start({ PORT: '0' })
  await expect.poll(printed, { timeout: 10_000 }).toMatch(/Clearjar is at http:\/\/localhost:\d+/)
  const url = /http:\S+/.exec(printed())![0]
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
}, 20_000)

test('says in one sentence that a port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const { exit, printed } = start({ PORT: String(typeof address === 'object' && address?.port) })
  expect(await exit).toEqual([1, null])
  taken.close()
  expect(printed()).toMatch(/^Port \d+ is taken\. [^\n]+\n$/)
}, 20_000)

test.each([{ SESSION_LIFETIME: '1w' }, { PORT: 'http' }])(
  'says in one sentence that %o will not do',
  async (env) => {
    const { exit, printed } = start(env)
    expect(await exit).toEqual([1, null])
    expect(printed()).toMatch(/^[^\n]+\n$/)
    expect(printed()).not.toContain('    at ')
  },
  20_000
)

test('says in one sentence that production needs a secret', async () => {
  const { exit, printed } = start({ NODE_ENV: 'production', SESSION_SECRET: undefined })
  expect(await exit).toEqual([1, null])
  expect(printed()).toMatch(/^SESSION_SECRET is missing, [^\n]+\n$/)
}, 20_000)
