import { decodeUnverified } from '@clearjar/session/decode'
import { expect, test } from 'vitest'

import { serveSession } from './testing/serve-session.ts'
import { createVisitor } from './testing/visit.ts'

const attributesOf = (line: string | undefined) => (line ?? '').split('; ').slice(1)

test.each([
  ['hidden', ['Path=/', 'HttpOnly', 'SameSite=Lax']],
  ['readable', ['Path=/', 'SameSite=Lax']]
] as const)('a %s session is one cookie', async (visibility, attributes) => {
  const { url } = await serveSession({ visibility })
  const { lines } = await createVisitor().get(`${url}/set?user=ann`)
  expect(lines.map(attributesOf)).toEqual([attributes])
})

test('a split session is a payload that scripts can read and a signature that they cannot', async () => {
  const { url } = await serveSession({ visibility: 'split' })
  const visitor = createVisitor()
  const { lines } = await visitor.get(`${url}/set?user=ann`)
  expect(lines.map((line) => line.split('=')[0])).toEqual(['session', 'session.sig'])
  expect(lines.map(attributesOf)).toEqual([
    ['Path=/', 'SameSite=Lax'],
    ['Path=/', 'HttpOnly', 'SameSite=Lax']
  ])
  expect(decodeUnverified(visitor.jar.get('session')!).payload).toMatchObject({ data: { user: 'ann' } })
  expect((await visitor.get(`${url}/get`)).text).toBe('{"user":"ann"}')
})

test('what a script can copy of a split session is worth nothing elsewhere', async () => {
  const { url, events } = await serveSession({ visibility: 'split' })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  const thief = createVisitor([['session', visitor.jar.get('session')!]])
  expect((await thief.get(`${url}/get`)).text).toBe('{}')
  expect(events).toContainEqual({ type: 'refused', reason: 'signature-missing' })
})

test('halves of two split sessions are refused', async () => {
  const { url, events } = await serveSession({ visibility: 'split' })
  const [ann, bob] = [createVisitor(), createVisitor()]
  await ann.get(`${url}/set?user=ann`)
  await bob.get(`${url}/set?user=bob`)
  const mixed = createVisitor([
    ['session', ann.jar.get('session')!],
    ['session.sig', bob.jar.get('session.sig')!]
  ])
  expect((await mixed.get(`${url}/get`)).text).toBe('{}')
  expect(events).toContainEqual({ type: 'refused', reason: 'signature-mismatch' })
})

test('a page that deletes the half it can reach has ended the session, and the other half follows', async () => {
  const { url } = await serveSession({ visibility: 'split' })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  visitor.jar.delete('session')
  const { text } = await visitor.get(`${url}/get`)
  expect(text).toBe('{}')
  expect([...visitor.jar.keys()]).toEqual([])
})

test('a split session that starts after the payload was deleted is whole', async () => {
  const { url } = await serveSession({ visibility: 'split' })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?user=ann`)
  visitor.jar.delete('session')
  await visitor.get(`${url}/set?user=bob`)
  expect((await visitor.get(`${url}/get`)).text).toBe('{"user":"bob"}')
})

test('ending a split session deletes both halves with the attributes they were set with', async () => {
  const { url } = await serveSession({ visibility: 'split', cookie: { path: '/', domain: 'localhost' } })
  const visitor = createVisitor()
  const set = await visitor.get(`${url}/set?user=ann`)
  const ended = await visitor.get(`${url}/end`)
  const gone = ['Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Max-Age=0']
  expect(ended.lines.map(attributesOf)).toEqual(set.lines.map((line) => [...gone, ...attributesOf(line)]))
  expect(visitor.jar.size).toBe(0)
})

const CLOCK = { now: 1_700_000_000 }

test.each([
  ['hidden', 'split'],
  ['readable', 'split'],
  ['split', 'hidden'],
  ['split', 'readable']
] as const)('a session that was %s becomes %s when it is used, and no older or younger', async (before, after) => {
  const old = await serveSession({ visibility: before, clock: CLOCK })
  const clock = { now: CLOCK.now + 100 }
  const now = await serveSession({ visibility: after, clock })
  const visitor = createVisitor()
  await visitor.get(`${old.url}/set?user=ann`)
  expect((await visitor.get(`${now.url}/get`)).text).toBe('{"user":"ann"}')
  expect(visitor.jar.has('session.sig')).toBe(after === 'split')
  expect(decodeUnverified(visitor.jar.get('session')!).signedAt).toBe(CLOCK.now)
  expect(now.events).toMatchObject([{ type: 'signed', why: 'upgraded' }])
  expect((await visitor.get(`${now.url}/get`)).lines).toEqual([])
})

test('cookies from before a change of attributes are signed again once', async () => {
  const old = await serveSession({ visibility: 'readable', clock: CLOCK })
  const clock = { now: CLOCK.now + 100 }
  const now = await serveSession({ visibility: 'hidden', clock, resignBefore: clock.now })
  const visitor = createVisitor()
  await visitor.get(`${old.url}/set?user=ann`)
  const { lines } = await visitor.get(`${now.url}/get`)
  expect(lines.map(attributesOf)).toEqual([['Path=/', 'HttpOnly', 'SameSite=Lax']])
  expect((await visitor.get(`${now.url}/get`)).lines).toEqual([])
})

test('a compressed payload is split and joined like any other', async () => {
  const { url } = await serveSession({ visibility: 'split', compressAbove: 0 })
  const visitor = createVisitor()
  await visitor.get(`${url}/set?text=${'long,'.repeat(100)}`)
  expect(visitor.jar.get('session')).toMatch(/^\./)
  expect(JSON.parse((await visitor.get(`${url}/get`)).text)).toEqual({ text: 'long,'.repeat(100) })
})

test('the budget of a split session counts the payload, and that of any the name', async () => {
  const fits = async (visibility: 'hidden' | 'split', budget: number) => {
    const { url } = await serveSession({ visibility, budget })
    return (await createVisitor().get(`${url}/set?user=ann`)).status
  }
  const { url } = await serveSession()
  const { lines } = await createVisitor().get(`${url}/set?user=ann`)
  const whole = lines[0]!.split(';')[0]!.length
  expect(await fits('hidden', whole)).toBe(200)
  expect(await fits('hidden', whole - 1)).toBe(500)
  const payload = whole - '.'.length - 43
  expect(await fits('split', payload)).toBe(200)
  expect(await fits('split', payload - 1)).toBe(500)
})
