import { createSessionCodec, type SessionCodecOptions } from '@clearjar/session'
import type { Request } from 'express'
import { expect, test } from 'vitest'

import type { SessionOptions } from './index.ts'
import { serveSession } from './testing/serve-session.ts'
import { createVisitor } from './testing/visit.ts'

const NOW = 1_700_000_000
const clock = { now: NOW + 100 }

const visitorWith = (options: SessionCodecOptions, data: Record<string, unknown> = { user: 'ann' }) =>
  createVisitor([['session', createSessionCodec(options).sign(data, { now: NOW })]])

const old: [string, SessionCodecOptions, Partial<SessionOptions>][] = [
  ['an old secret', { secrets: ['old'] }, { secrets: ['new', 'old'] }],
  ['an old digest', { secrets: ['new'], digest: 'sha1' }, { secrets: ['new'], accept: [{ digest: 'sha1' }] }],
  ['an old salt', { secrets: ['new'], salt: 'before' }, { secrets: ['new'], accept: [{ salt: 'before' }] }],
  [
    'an old derivation',
    { secrets: ['new'], derivation: 'concat' },
    { secrets: ['new'], accept: [{ derivation: 'concat' }] }
  ],
  [
    'everything old',
    { secrets: ['older', 'old'], salt: 's', digest: 'sha512' },
    { secrets: ['new'], accept: [{ digest: 'sha1' }, { secrets: ['older', 'old'], salt: 's', digest: 'sha512' }] }
  ]
]

test.each(old)('%s is signed anew when it is used, and not made younger', async (_what, before, options) => {
  const { url, events } = await serveSession({ ...options, clock })
  const visitor = visitorWith(before)
  const { text, lines } = await visitor.get(`${url}/get`)
  expect(text).toBe('{"user":"ann"}')
  expect(lines[0]).toBe(
    `session=${createSessionCodec({ secrets: ['new'] }).sign({ user: 'ann' }, { now: NOW })}; Path=/; HttpOnly; SameSite=Lax`
  )
  expect(events).toMatchObject([
    { type: 'rotated', count: 1 },
    { type: 'signed', why: 'rotated' }
  ])
  expect((await visitor.get(`${url}/get`)).lines).toEqual([])
})

test.each(old)('%s is refused where it is not accepted', async (_what, before) => {
  const { url } = await serveSession({ secrets: ['new'], clock })
  expect((await visitorWith(before).get(`${url}/get`)).text).toBe('{}')
})

test('a permanent session keeps the date that it had', async () => {
  const { url } = await serveSession({ secrets: ['new', 'old'], clock, lifetime: '1h' })
  const { lines } = await visitorWith({ secrets: ['old'] }, { _permanent: true, user: 'ann' }).get(`${url}/get`)
  expect(lines[0]).toContain(`Expires=${new Date((NOW + 3600) * 1000).toUTCString()}`)
})

test('a request that leaves the session alone rotates nothing', async () => {
  const { url, events } = await serveSession({ secrets: ['new', 'old'], clock })
  expect((await visitorWith({ secrets: ['old'] }).get(`${url}/leave`)).lines).toEqual([])
  expect(events).toEqual([])
})

test('an event counts what still comes with each old signature', async () => {
  const { url, events } = await serveSession({ secrets: ['new', 'old'], accept: [{ digest: 'sha1' }], clock })
  await visitorWith({ secrets: ['old'] }).get(`${url}/get`)
  await visitorWith({ secrets: ['old'] }).get(`${url}/get`)
  await visitorWith({ secrets: ['new'], digest: 'sha1' }).get(`${url}/get`)
  expect(events.filter(({ type }) => type === 'rotated')).toEqual([
    { type: 'rotated', keyIndex: 1, accepted: null, count: 1 },
    { type: 'rotated', keyIndex: 1, accepted: null, count: 2 },
    { type: 'rotated', keyIndex: 0, accepted: 0, count: 1 }
  ])
})

test('to reload a session counts its cookie once', async () => {
  const reload = (req: Request) => req.session.reload()
  const { url, events } = await serveSession({ secrets: ['new', 'old'], clock }, { reload })
  await visitorWith({ secrets: ['old'] }).get(`${url}/act?name=reload`)
  expect(events.filter(({ type }) => type === 'rotated')).toHaveLength(1)
})

test('an old signature that is too old is too old', async () => {
  const { url, events } = await serveSession({ secrets: ['new', 'old'], lifetime: 99, clock })
  expect((await visitorWith({ secrets: ['old'] }).get(`${url}/get`)).text).toBe('{}')
  expect(events).toEqual([{ type: 'refused', reason: 'too-old' }])
})
