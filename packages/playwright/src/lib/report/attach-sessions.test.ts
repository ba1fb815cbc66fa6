import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

import { clearjar } from '../formats/clearjar.ts'
import { opaque } from '../formats/opaque.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie, HeldSession, SessionView } from '../session-view.ts'
import { attachSessions, noteSession } from './attach-sessions.ts'
import { describeSession } from './describe-session.ts'

const KEY = 'key of the unit test'
const format = clearjar({ secrets: [KEY] })

const cookie: Cookie = {
  name: 'session',
  value: '',
  domain: 'localhost',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax'
}

async function sign(data: Record<string, unknown>): Promise<string> {
  return (await format.sign({ name: 'session', data, signedAt: 1_700_000_000, lifetime: 60 }))!
}

function viewOf(held: HeldSession | null, more: Partial<SessionView> = {}): SessionView {
  return { name: 'session', format, showValues: false, held: async () => held, readOnServer: async () => null, ...more }
}

function heldWith(text: string): HeldSession {
  return { cookie: { ...cookie, value: text }, companion: null, text }
}

const failed = () => ({
  status: 'failed' as const,
  expectedStatus: 'passed' as const,
  attach: vi.fn<(name: string, options?: { body?: string | Buffer; contentType?: string }) => Promise<void>>()
})

test('describes a session with its values masked', async () => {
  const text = await sign({ user: 'hunter22', roles: ['admin'] })
  expect(await describeSession(viewOf(heldWith(text)))).toEqual({
    name: 'session',
    format: 'clearjar',
    cookie: {
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
      path: '/',
      domain: 'localhost',
      expires: 'when the browser closes',
      bytes: 7 + text.length
    },
    holds: 'data',
    signedAt: '2023-11-14T22:13:20.000Z',
    acceptedUntil: null,
    data: { user: 'string of 8 characters', roles: ['string of 5 characters'] }
  })
})

test('shows values when it is told to, and still no signature', async () => {
  const text = await sign({ user: 'hunter22' })
  const report = await describeSession(viewOf(heldWith(text), { showValues: true }))
  expect(report.data).toEqual({ user: 'hunter22' })
  expect(JSON.stringify(report)).not.toContain(text.split('.')[2])
})

test('tells the signature’s own cookie, and when it ends', async () => {
  const companion = { ...cookie, name: 'session.sig', value: 'abc', expires: 1_700_000_000.5 }
  const { signatureCookie } = await describeSession(viewOf({ ...heldWith(await sign({})), companion }))
  expect(signatureCookie).toMatchObject({ expires: '2023-11-14T22:13:20.500Z', bytes: 14 })
})

test('describes no session, one that is only an id, and one that cannot be read', async () => {
  expect(await describeSession(viewOf(null))).toEqual({ name: 'session', format: 'clearjar', cookie: null })
  const id = await describeSession(viewOf(heldWith('hunter22'), { format: opaque(), showValues: true }))
  expect(id).toMatchObject({ holds: 'id', signedAt: null })
  expect(JSON.stringify(id)).not.toContain('hunter22')
  const unreadable = await describeSession(viewOf(heldWith('gone!'), { showValues: true }))
  expect(unreadable).toMatchObject({ holds: 'unreadable' })
  expect(JSON.stringify(unreadable)).not.toContain('gone')
})

async function attachAll(info: Parameters<typeof attachSessions>[0], ...views: readonly SessionView[]): Promise<void> {
  for (const view of views) noteSession(info, view)
  await attachSessions(info)
}

test('attaches the session of a test that failed', async () => {
  const info = failed()
  await attachAll(info, viewOf(heldWith(await sign({ user: 'hunter22' }))))
  const [name, { body, contentType } = {}] = info.attach.mock.calls[0]!
  expect([name, contentType]).toEqual(['session.json', 'application/json'])
  expect(JSON.parse(String(body))).toMatchObject({ data: { user: 'string of 8 characters' } })
})

test('gives each session of the test a name of its own, whichever was described first', async () => {
  const info = failed()
  const late = viewOf(null, { name: 'first', held: async () => new Promise((resolve) => setImmediate(resolve, null)) })
  await attachAll(info, late, viewOf(null, { name: 'second' }))
  const attached = info.attach.mock.calls.map(([name, options]) => [name, JSON.parse(String(options!.body)).name])
  expect(Object.fromEntries(attached)).toEqual({ 'session.json': 'first', 'session-2.json': 'second' })
})

test('attaches nothing to a test that passed, or failed as it should', async () => {
  const info = { ...failed(), status: 'passed' as const }
  await attachAll(info, viewOf(null))
  await attachAll({ ...info, status: 'failed', expectedStatus: 'failed' }, viewOf(null))
  expect(info.attach).not.toHaveBeenCalled()
})

test('is no failure of its own when the browser is gone, or says nothing', async () => {
  const info = failed()
  await attachAll(info, viewOf(null, { held: () => Promise.reject(new Error('closed')) }))
  await attachAll(info, viewOf(null, { held: () => new Promise(() => {}) }))
  expect(info.attach).not.toHaveBeenCalled()
})

test('attaches each session once, and without any what the test said something of', async () => {
  const [info, another] = [failed(), failed()]
  noteSession(info, viewOf(null, { name: 'first' }))
  await attachSessions(info)
  await attachSessions(info, viewOf(null, { name: 'asserted' }))
  await attachSessions(another, viewOf(null, { name: 'asserted' }))
  const names = [info, another].map(({ attach }) =>
    attach.mock.calls.map(([, options]) => JSON.parse(String(options!.body)).name)
  )
  expect(names).toEqual([['first'], ['asserted']])
})

test('says what the kit could not make of it', async () => {
  const info = failed()
  const problem = new SessionTestError('not-possible', 'There are two.')
  await attachAll(info, viewOf(null, { held: () => Promise.reject(problem) }))
  expect(JSON.parse(String(info.attach.mock.calls[0]![1]!.body))).toMatchObject({ problem: 'There are two.' })
})

test('attaches neither a value nor the text of a cookie', async () => {
  const secret = fc.string({ unit: fc.constantFrom('Ä', 'ß', '§', '字'), minLength: 1 })
  const data = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(secret, fc.array(secret), fc.integer()))
  await fc.assert(
    fc.asyncProperty(data, async (values) => {
      const info = failed()
      const text = await sign(values)
      await attachAll(info, viewOf(heldWith(text)))
      const body = String(info.attach.mock.calls[0]![1]!.body)
      expect(body).not.toMatch(/[Äß§字]/)
      for (const part of text.split('.').filter(({ length }) => length >= 4)) expect(body).not.toContain(part)
      expect(body).not.toContain(KEY)
    })
  )
})
