import { setImmediate } from 'node:timers/promises'

import { expect, test, vi } from 'vitest'

import { createMemoryStore } from './index.ts'
import { serveSession } from './testing/serve-session.ts'
import { createVisitor } from './testing/visit.ts'

test('signing and deleting are told, with a size and without values', async () => {
  const { url, events } = await serveSession()
  const visitor = createVisitor()
  const { lines } = await visitor.get(`${url}/set?user=ann`)
  await visitor.get(`${url}/get`)
  await visitor.get(`${url}/end`)
  const bytes = lines[0]!.split(';')[0]!.length
  expect(events).toEqual([{ type: 'signed', why: 'changed', bytes }, { type: 'deleted' }])
})

test('a refusal is told with its reason', async () => {
  const { url, events } = await serveSession()
  await createVisitor([['session', 'forged.by.hand']]).get(`${url}/get`)
  expect(events).toEqual([{ type: 'refused', reason: 'signature-mismatch' }])
})

test('a session that cannot be kept is told by its code', async () => {
  const { url, events } = await serveSession()
  expect((await createVisitor().get(`${url}/set?text=${'x'.repeat(4000)}`)).status).toBe(500)
  expect(events).toEqual([{ type: 'failed', code: 'cookie-too-large' }])
})

test('a value that JSON cannot hold is told by its code', async () => {
  const act = { act: (req: { session: object }) => void Object.assign(req.session, { clock: Symbol('none') }) }
  const { url, events } = await serveSession({}, act)
  expect((await createVisitor().get(`${url}/act?name=act`)).status).toBe(500)
  expect(events).toEqual([{ type: 'failed', code: 'unserializable-value' }])
})

test.each([{}, { mode: 'server', store: createMemoryStore() }] as const)(
  'a change after the headers left is told by its names (%j)',
  async (options) => {
    const act = {
      late: (req: { session: Record<string, unknown> }, res: { json: (body: unknown) => unknown }) => {
        req.session.early = 1
        res.json('gone')
        req.session.late = 1
      }
    }
    const { url, events } = await serveSession(options, act as never)
    await createVisitor().get(`${url}/act?name=late`)
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'late-change', names: ['late'] }))
    expect(events.filter(({ type }) => type === 'late-change')).toHaveLength(1)
  }
)

test.each([{}, { mode: 'server', store: createMemoryStore() }] as const)(
  'a session that is first touched after the headers left is told of, too (%j)',
  async (options) => {
    const act = {
      late: (req: { session: Record<string, unknown> }, res: { json: (body: unknown) => unknown }) => {
        res.json('gone')
        req.session.late = 1
      }
    }
    const { url, events } = await serveSession(options, act as never)
    await createVisitor().get(`${url}/act?name=late`)
    await vi.waitFor(() => expect(events).toEqual([{ type: 'late-change', names: ['late'] }]))
  }
)

test('a session that is only read after the headers left is not told of', async () => {
  const read = {
    late: (req: { session: Record<string, unknown> }, res: { json: (body: unknown) => unknown }) => {
      res.json('gone')
      return req.session.user
    }
  }
  const { url, events } = await serveSession({}, read as never)
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  await visitor.get(`${url}/act?name=late`)
  await visitor.get(`${url}/get`)
  expect(events.map(({ type }) => type)).toEqual(['signed'])
})

test('a hook that fails costs nobody a session, and is warned about once it does', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const onEvent = () => {
    throw new RangeError('mine')
  }
  const { url } = await serveSession({ onEvent })
  const visitor = createVisitor()
  expect((await visitor.get(`${url}/set?user=ann`)).status).toBe(200)
  expect(visitor.jar.size).toBe(1)
  expect(warn).toHaveBeenCalledWith('onEvent of session() failed with RangeError.', { code: 'CLEARJAR_ON_EVENT' })
  warn.mockRestore()
})

test('no event has anything of a cookie, a value or a key in it', async () => {
  const { url, events } = await serveSession({ secrets: ['hunter2', 'hunter1'] })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=correcthorse`)
  const cookie = visitor.jar.get('session')!
  await createVisitor([['session', `${cookie.slice(0, -1)}~`]]).get(`${url}/get`)
  await Promise.all([1, 2].map((n) => visitor.copy().get(`${url}/set?user=battery${n}`)))
  await setImmediate()
  const told = JSON.stringify(events)
  for (const secret of ['hunter', 'correcthorse', 'battery', cookie.slice(0, 10)]) expect(told).not.toContain(secret)
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['signed', 'refused', 'conflict']))
})
