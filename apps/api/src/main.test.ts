import { once } from 'node:events'
import { createServer } from 'node:net'

import { expect, test } from 'vitest'

import { createBrowser } from './testing/browser.ts'
import { runApi, startApi, temporaryFolder } from './testing/processes.ts'

function start(env: NodeJS.ProcessEnv) {
  const running = runApi(env)
  return { ...running, exit: once(running.child, 'exit') }
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

test('what it keeps outlives it, without any other program', async () => {
  const env = { CLEARJAR_DATA: temporaryFolder(), SESSION_STORE: undefined }
  const first = await startApi(env)
  const browser = createBrowser(first.url)
  await browser.patch({ mode: 'server' }, '/api/settings')
  await browser.patch({ data: { string: 'hello' } })
  await first.kill()
  const second = await startApi(env)
  const again = createBrowser(second.url, browser.jar)
  expect(await again.report()).toMatchObject({ status: 'present', mode: 'server', data: { string: 'hello' } })
  const exit = once(second.child, 'exit')
  second.child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
}, 20_000)

test.each([
  { SESSION_LIFETIME: '1w' },
  { SESSION_LIFETIME: '401d' },
  { PORT: 'http' },
  { SESSION_STORE: 'mysql://user:password@localhost' },
  { SESSION_STORE: undefined, CLEARJAR_DATA: '/dev/null' }
])(
  'says in one sentence that %o will not do',
  async (env) => {
    const { exit, printed } = start(env)
    expect(await exit).toEqual([1, null])
    expect(printed()).toMatch(/^[^\n]+\n$/)
    expect(printed()).not.toMatch(/ {4}at |password/)
  },
  20_000
)

test('says in one sentence that production needs a secret', async () => {
  const { exit, printed } = start({ NODE_ENV: 'production', SESSION_SECRET: undefined })
  expect(await exit).toEqual([1, null])
  expect(printed()).toMatch(/^SESSION_SECRET is missing, [^\n]+\n$/)
}, 20_000)
