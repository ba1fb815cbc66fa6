import { expect, test } from 'vitest'
import { ApiError } from './api-error.ts'
import { createLine } from './exchange.ts'
import type { SessionReport } from './report.ts'

// The line looks into no report: the reader below stands for the one that does.
const read = (): { report: SessionReport } => ({ report: JSON.parse('{}') })
const get = { method: 'GET', path: '/api/session' } as const

interface Call {
  readonly answer: (response?: Response) => void
  readonly signal: AbortSignal | null | undefined
}

function createStub() {
  const calls: Call[] = []
  const stub = (_path: unknown, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      calls.push({ answer: (response = new Response('{}')) => resolve(response), signal: init?.signal })
    })
  return { calls, line: createLine({ cookieName: 'session', peek: () => null, fetch: stub }) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('one request waits for the answer of the one before', async () => {
  const { calls, line } = createStub()
  const first = line.run(get, read)
  const second = line.run({ method: 'PATCH', path: '/api/session', body: '{}' }, read)
  await turn()
  expect(calls).toHaveLength(1)
  calls[0]?.answer()
  await first
  await turn()
  expect(calls).toHaveLength(2)
  calls[1]?.answer()
  await second
  await turn()
  expect(line.getSnapshot()).toMatchObject({ busy: false, reachable: true, last: { id: 2, method: 'PATCH' } })
})

test('an interruption stops what is under way and what waits, and leaves no trace of it', async () => {
  const { calls, line } = createStub()
  const results = Promise.allSettled([line.run(get, read), line.run(get, read)])
  await turn()
  await line.interrupt()
  const reasons = (await results).map((result) => result.status === 'rejected' && result.reason.code)
  expect(reasons).toEqual(['interrupted', 'interrupted'])
  expect(calls).toHaveLength(1)
  expect(line.getSnapshot()).toMatchObject({ busy: false, reachable: null, last: null })
})

test('an interruption does not wait for what has not even looked at it', async () => {
  const line = createLine({ cookieName: 'session', peek: () => null, fetch: () => new Promise(() => {}) })
  const result = Promise.allSettled([line.run(get, read)])
  await turn()
  await line.interrupt()
  expect(await result).toMatchObject([{ status: 'rejected', reason: { code: 'interrupted' } }])
})

test('a silence that is too long is told as one, though what sends has not looked at it', async () => {
  const line = createLine({ cookieName: 'session', peek: () => null, fetch: () => new Promise(() => {}), timeout: 1 })
  await expect(line.run(get, read)).rejects.toMatchObject({ code: 'unreachable' })
  expect(line.getSnapshot()).toMatchObject({ reachable: false })
})

test('a request after an interruption goes out', async () => {
  const { calls, line } = createStub()
  const stopped = Promise.allSettled([line.run(get, read)])
  await turn()
  await line.interrupt()
  await stopped
  const next = line.run(get, read)
  await turn()
  calls[1]?.answer()
  await next
  expect(line.getSnapshot().reachable).toBe(true)
})

test('knows a server that does not answer from one that does, and its return', async () => {
  const answers = [
    () => Promise.reject(new TypeError('no')),
    async () => new Response('Bad gateway', { status: 502 }),
    async () => new Response('{}')
  ]
  const line = createLine({
    cookieName: 'session',
    peek: () => null,
    fetch: () => answers.shift()?.() ?? Promise.reject(new Error('no more answers'))
  })
  await expect(line.run(get, read)).rejects.toMatchObject({ code: 'unreachable' })
  expect(line.getSnapshot()).toMatchObject({ reachable: false, last: { outcome: { status: 'failed' } } })
  await expect(line.run(get, read)).rejects.toMatchObject({ code: 'unreachable' })
  await line.run(get, read)
  expect(line.getSnapshot()).toMatchObject({ reachable: true, recovered: true, failedAt: null })
})

test('an error of the server is an answer: a change leaves it reachable, a question does not', async () => {
  const problem = { status: 500, code: 'internal-error' }
  const fail = (): never => {
    throw new ApiError('problem', problem)
  }
  const line = createLine({ cookieName: 'session', peek: () => null, fetch: async () => new Response('{}') })
  await expect(line.run({ method: 'PATCH', path: '/api/session' }, fail)).rejects.toMatchObject({ code: 'problem' })
  expect(line.getSnapshot()).toMatchObject({ reachable: true, failing: true })
  await expect(line.run(get, fail)).rejects.toMatchObject({ code: 'problem' })
  expect(line.getSnapshot()).toMatchObject({ reachable: false, failing: true })
  await line.run(get, read)
  expect(line.getSnapshot()).toMatchObject({ reachable: true, failing: false, recovered: true })
})
