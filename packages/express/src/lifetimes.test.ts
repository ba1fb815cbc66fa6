import { createSessionCodec } from '@clearjar/session'
import { expect, test } from 'vitest'

import type { SessionOptions } from './index.ts'
import { type Clock, SECRET, serveSession } from './testing/serve-session.ts'
import { createVisitor } from './testing/visit.ts'

const START = 1_700_000_000
const DAY = 86_400

/** A session that was written at `START`, and what a visit some seconds later finds. */
async function startSession(options: Partial<SessionOptions>) {
  const clock: Clock = { now: START }
  const { url, events } = await serveSession({ clock, ...options })
  const visitor = createVisitor()
  const { lines } = await visitor.get(`${url}/set?user=ann`)
  return {
    url,
    events,
    visitor,
    first: lines,
    async after(seconds: number, path = '/get') {
      clock.now = START + seconds
      const { text, lines: sent } = await visitor.get(url + path)
      return { data: text, sent }
    }
  }
}

const ANN = '{"user":"ann"}'
const NOBODY = '{}'
const expiresOf = (line: string | undefined) => Date.parse(/Expires=([^;]*)/.exec(line ?? '')?.[1] ?? '') / 1000 - START

test('a session is over when its signature is older than the lifetime, and not before', async () => {
  const { after } = await startSession({ lifetime: 60 })
  expect((await after(60)).data).toBe(ANN)
  expect((await after(61)).data).toBe(NOBODY)
})

test('skew is added to the lifetime', async () => {
  const { after } = await startSession({ lifetime: 60, skew: 5 })
  expect((await after(65)).data).toBe(ANN)
  expect((await after(66)).data).toBe(NOBODY)
})

test('a session that nobody uses for the idle time is over', async () => {
  const { after } = await startSession({ idle: 60 })
  expect((await after(61)).data).toBe(NOBODY)
})

test('use keeps a session with an idle time alive, whether it is permanent or not', async () => {
  const { after, first } = await startSession({ idle: 60 })
  expect(first[0]).not.toContain('Expires')
  expect((await after(50)).sent[0]).not.toContain('Expires')
  expect((await after(110)).data).toBe(ANN)
  expect((await after(171)).data).toBe(NOBODY)
})

test('a use that comes before a tenth of the time is over sends no cookie', async () => {
  const { after } = await startSession({ idle: 100 })
  expect((await after(9)).sent).toEqual([])
  expect((await after(10)).sent).toHaveLength(1)
})

test('slideAfter says how old a signature has to be before use prolongs it', async () => {
  const { after } = await startSession({ permanent: true, lifetime: '31d', slideAfter: '1d' })
  expect((await after(DAY - 1)).sent).toEqual([])
  expect(expiresOf((await after(DAY)).sent[0])).toBe(32 * DAY)
})

test('a request that leaves the session alone prolongs nothing', async () => {
  const { after } = await startSession({ idle: 100 })
  expect((await after(50, '/leave')).sent).toEqual([])
})

test('the absolute lifetime ends a session however much it is used', async () => {
  const { after, events } = await startSession({ idle: 60, absolute: 150 })
  expect((await after(50)).data).toBe(ANN)
  expect((await after(100)).data).toBe(ANN)
  expect((await after(150)).data).toBe(ANN)
  expect((await after(151)).data).toBe(NOBODY)
  expect(events.at(-1)).toEqual({ type: 'refused', reason: 'absolute-lifetime-over' })
})

test('the browser is told of whichever end comes first', async () => {
  const { first, after } = await startSession({ permanent: true, lifetime: 100, absolute: 120, slideAfter: 10 })
  expect(expiresOf(first[0])).toBe(100)
  expect(expiresOf((await after(50)).sent[0])).toBe(120)
})

test('a new session begins its absolute lifetime anew', async () => {
  const { after, visitor, url } = await startSession({ absolute: 100 })
  await after(50, '/end')
  await visitor.get(`${url}/set?user=ann`)
  expect((await after(149)).data).toBe(ANN)
  expect((await after(151)).data).toBe(NOBODY)
})

test('a cookie from before there was an absolute lifetime counts from its signature', async () => {
  const { url } = await serveSession({ clock: { now: START + 80 }, absolute: 100, slideAfter: 0 })
  const cookie = createSessionCodec({ secrets: [SECRET] }).sign({ user: 'ann' }, { now: START })
  const visitor = createVisitor([['session', cookie]])
  expect((await visitor.get(`${url}/get`)).text).toBe(ANN)
  const later = await serveSession({ clock: { now: START + 101 }, absolute: 100 })
  expect((await visitor.get(`${later.url}/get`)).text).toBe(NOBODY)
})

test('permanent and browser-length sessions live side by side', async () => {
  const clock = { now: START }
  const { url } = await serveSession(
    { clock, lifetime: '31d' },
    {
      remember: (req) => {
        req.session.permanent = true
      }
    }
  )
  const visitor = createVisitor()
  expect((await visitor.get(`${url}/set?user=ann`)).lines[0]).not.toContain('Expires')
  expect(expiresOf((await visitor.get(`${url}/act?name=remember`)).lines[0])).toBe(31 * DAY)
})

test('touch prolongs before the threshold, and where nothing slides', async () => {
  const { url } = await serveSession({ sliding: false }, { touch: (req) => req.session.touch() })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  expect((await visitor.get(`${url}/act?name=touch`)).lines).toHaveLength(1)
  expect((await visitor.get(`${url}/get`)).lines).toEqual([])
})
