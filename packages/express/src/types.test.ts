import express, { type Request } from 'express'
import { expect, expectTypeOf, test } from 'vitest'

import { createMemoryStore, saveSession, session, type Session, type SessionCommit } from './index.ts'

declare module './index.ts' {
  interface SessionData {
    typed: { since: Date }
  }
}

test('what an application declares is what req.session holds, each name possibly missing', () => {
  expectTypeOf<Request['session']['typed']>().toEqualTypeOf<{ since: Date } | undefined>()
  expectTypeOf<Request['session']>().toExtend<Session>()
  const write = (req: Request) => {
    req.session.typed = { since: new Date() }
    req.session = { typed: { since: new Date() } }
    req.session = null
    // @ts-expect-error: not a Date
    req.session.typed = { since: 5 }
    // @ts-expect-error: a question
    req.session.isNew = false
  }
  expect(write).toBeTypeOf('function')
})

test('whose session it is can be said of what an application declares', () => {
  const subject = ({ typed }: { typed?: { since: Date } }) => typed?.since.toISOString()
  expect(() =>
    session({ secrets: ['secret'], store: createMemoryStore(), revocation: { subject: (data) => subject(data) } })
  ).not.toThrow()
})

test('the middleware fits Express, and its result is told apart by action', () => {
  const app = express().use(session({ secrets: ['secret'] }))
  app.get('/', async (req) => {
    expectTypeOf(saveSession(req)).toEqualTypeOf<Promise<SessionCommit>>()
    const commit = await saveSession(req)
    if (commit.action === 'set') expectTypeOf(commit.expires).toEqualTypeOf<number | null>()
  })
  // @ts-expect-error: secrets are required
  expect(() => session({})).toThrow('secrets')
})
