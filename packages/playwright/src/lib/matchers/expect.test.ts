import type { Page } from '@playwright/test'
import { beforeEach, expect as check, test } from 'vitest'

import { clearjar } from '../formats/clearjar.ts'
import { opaque } from '../formats/opaque.ts'
import type { SessionFormat } from '../formats/format.ts'
import type { SessionCopy, SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { type Cookie, remember, rememberContext, type SessionView } from '../session-view.ts'
import { expect } from './expect.ts'

const KEY = 'key of the unit test'
const SOON = { timeout: 50 }

/** A browser and a server of which a test says what they have. */
interface World {
  cookie: string | null
  /** What the server says to the browser, or to somebody with a copy; undefined where it cannot be asked. */
  server: object | null | undefined
  serverOfCopy: object | null
  format: SessionFormat
}

let world: World
let session: SessionFixture
let page: Page

beforeEach(async () => {
  const format = clearjar({ secrets: [KEY] })
  const cookie = await format.sign({
    name: 'session',
    data: { user: 'hunter22' },
    signedAt: 1_700_000_000,
    lifetime: 60
  })
  world = { cookie, server: { user: 'hunter22' }, serverOfCopy: null, format }
  const view: SessionView = {
    name: 'session',
    get format() {
      return world.format
    },
    showValues: false,
    async held() {
      return world.cookie === null ? null : { cookie: cookieWith(world.cookie), companion: null, text: world.cookie }
    },
    async readOnServer() {
      if (world.server !== undefined) return world.server
      throw new SessionTestError('invalid-option', 'Give `server.read`.')
    }
  }
  const copy: SessionCopy = { readOnServer: async () => world.serverOfCopy }
  session = { name: 'session', copy: async () => copy } as SessionFixture
  remember(session, view)
  const context = {} as ReturnType<Page['context']>
  page = { context: () => context } as Page
  rememberContext(context, () => view)
})

const cookieWith = (value: string): Cookie => ({
  name: 'session',
  value,
  domain: 'localhost',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax'
})

/** Every message goes through here, so that none of them has a value in it. */
async function failure(assertion: Promise<void>): Promise<string> {
  const { message } = (await check(assertion)
    .rejects.toThrow()
    .then(() => assertion.catch((error: unknown) => error))) as Error
  check(message).not.toContain('hunter22')
  check(message).not.toContain(KEY)
  if (world.cookie !== null) check(message).not.toContain(world.cookie.slice(0, 8))
  return message
}

test('toHaveSession finds the data on a page and on a session, and waits for it', async () => {
  await expect(page).toHaveSession({ user: 'hunter22' })
  const { cookie } = world
  world.cookie = null
  const waiting = expect(session).toHaveSession({ user: 'hunter22' })
  world.cookie = cookie
  await waiting
})

test('toHaveSession names what differs', async () => {
  const message = await failure(expect(page).toHaveSession({ user: 'ann', roles: ['a'] }, SOON))
  check(message).toBe(
    `Expected a session with user, roles as given.
There is a cookie named "session", but:
  user: differs (string of 8 characters, expected string of 3)
  roles: missing
Waited 50 ms.`
  )
})

test('toHaveSession tells no cookie from one that cannot be read', async () => {
  world.cookie = 'gone!'
  check(await failure(expect(page).toHaveSession({}, SOON))).toContain('it cannot be read as a clearjar session')
  world.cookie = null
  check(await failure(expect(page).toHaveSession({}, SOON))).toContain('There is no cookie named "session".')
})

test('toHaveSession asks the server for the data of an id', async () => {
  world.format = opaque()
  await expect(page).toHaveSession({ user: 'hunter22' }, SOON)
  check(await failure(expect(page).toHaveSession({ user: 'ann' }, SOON))).toContain('user: differs')
  world.server = null
  await expect(page).toHaveSession({}, SOON)
  check(await failure(expect(page).toHaveSession({ user: 'ann' }, SOON))).toContain(
    'the server knows no session by its id'
  )
  world.server = undefined
  await check(expect(page).toHaveSession({ user: 'ann' })).rejects.toMatchObject({ code: 'invalid-option' })
})

test('not.toHaveSession passes for other data and without a cookie', async () => {
  await expect(page).not.toHaveSession({ user: 'ann' })
  const message = await failure(expect(page).not.toHaveSession({ user: 'hunter22' }, SOON))
  check(message).toBe('Expected no session with user as given.\nWaited 50 ms.')
  world.cookie = null
  await expect(page).not.toHaveSession()
})

test('toHaveNoSession passes when the cookie is gone', async () => {
  check(await failure(expect(session).toHaveNoSession(SOON))).toContain('There is a cookie named "session".')
  await expect(page).not.toHaveNoSession()
  world.cookie = null
  await expect(session).toHaveNoSession()
  check(await failure(expect(page).not.toHaveNoSession(SOON))).toContain('Expected a cookie named "session".')
})

test('toHaveSessionCookie compares attributes, and needs a cookie under not as well', async () => {
  await expect(page).toHaveSessionCookie({ httpOnly: true, split: false })
  await expect(page).not.toHaveSessionCookie({ httpOnly: false })
  check(await failure(expect(page).toHaveSessionCookie({ httpOnly: false }, SOON))).toContain(
    '  httpOnly: true, expected false'
  )
  check(await failure(expect(page).not.toHaveSessionCookie({ httpOnly: true }, SOON))).toContain(
    'another httpOnly than given'
  )
  world.cookie = null
  check(await failure(expect(page).toHaveSessionCookie({}, SOON))).toContain('There is no cookie')
  check(await failure(expect(page).not.toHaveSessionCookie({}, SOON))).toContain('There is no cookie')
})

test('toBeSignedBy takes a key, or a list with it', async () => {
  await expect(page).toBeSignedBy(KEY)
  await expect(session).toBeSignedBy(['another', KEY])
  await expect(session).not.toBeSignedBy('another')
  check(await failure(expect(page).not.toBeSignedBy(KEY, SOON))).toContain('signed by another key')
  await check(expect(page).toBeSignedBy([])).rejects.toMatchObject({ code: 'invalid-option' })
})

test('toBeSignedBy tells another key from none, from damage and from no cookie', async () => {
  check(await failure(expect(page).toBeSignedBy('another', SOON))).toContain('signed by another key than this one')
  check(await failure(expect(page).toBeSignedBy(['a', 'b'], SOON))).toContain('signed by another key than these 2 keys')
  world.format = opaque()
  check(await failure(expect(page).toBeSignedBy(KEY, SOON))).toContain('Nothing in the cookie "session" is signed')
  world.format = clearjar()
  world.cookie = 'gone!'
  check(await failure(expect(page).toBeSignedBy(KEY, SOON))).toContain('it cannot be read')
  world.cookie = null
  check(await failure(expect(page).toBeSignedBy(KEY, SOON))).toContain('There is no cookie')
  check(await failure(expect(page).not.toBeSignedBy(KEY, SOON))).toContain('There is no cookie')
})

test('refuses a page that the kit did not make', async () => {
  const stranger = { context: () => ({}) } as Page
  await check(expect(stranger).toHaveSession()).rejects.toThrow(/import `test` from '@clearjar\/playwright'/i)
  await check(expect(stranger).toHaveNoSession()).rejects.toMatchObject({ code: 'invalid-option' })
})
