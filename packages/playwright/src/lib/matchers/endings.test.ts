import { expect as check, test, vi } from 'vitest'

import { opaque } from '../formats/opaque.ts'
import type { SessionFixture } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import { type Cookie, remember } from '../session-view.ts'
import { expect } from './expect.ts'

const SOON = { timeout: 50 }

/** Where a session is accepted; `server: false` where nobody can ask. */
interface World {
  cookie: boolean
  browser: boolean
  copy: boolean
  server: boolean
}

function createWorld(start: Partial<World> = {}): { readonly world: World; readonly session: SessionFixture } {
  const world: World = { cookie: true, browser: true, copy: true, server: true, ...start }
  const cookie = { name: 'session', value: 'id of hers' } as Cookie
  const session = {
    copy: async () => ({ readOnServer: async () => (world.copy ? {} : null) })
  } as unknown as SessionFixture
  remember(session, {
    name: 'session',
    format: opaque(),
    showValues: false,
    held: async () => (world.cookie ? { cookie, companion: null, text: cookie.value } : null),
    async readOnServer() {
      if (world.server) return world.browser ? {} : null
      throw new SessionTestError('invalid-option', 'Give `server.read`.')
    }
  })
  return { world, session }
}

test('toEndWith passes when neither the browser nor a copy is accepted', async () => {
  const { world, session } = createWorld()
  const act = vi.fn<() => void>(() => void Object.assign(world, { cookie: false, browser: false, copy: false }))
  await expect(session).toEndWith(act)
  check(act).toHaveBeenCalledExactlyOnceWith()
})

test('toEndWith waits for the end', async () => {
  const { world, session } = createWorld()
  await expect(session).toEndWith(() => {
    world.browser = false
    setTimeout(() => (world.copy = false), 30)
  })
})

test.each<[Partial<World>, string]>([
  [
    { cookie: false, browser: false },
    "The browser has lost the session, but a copy of its cookie is still accepted by the server: deleting a cookie does not end a session. End it on the server, or say { copies: 'may live' }."
  ],
  [{}, 'The session is still alive: the server accepts this browser, and a copy of its cookie.'],
  [
    { copy: false },
    'A copy of the cookie is refused, but this browser has a session that the server accepts: the act gave it another one.'
  ],
  [{ cookie: false }, 'The browser has lost the cookie, but `server.read` still gives an object for it']
])('toEndWith says who still lives after %j', async (after, why) => {
  const { world, session } = createWorld()
  await check(expect(session).toEndWith(() => Object.assign(world, after), SOON)).rejects.toThrow(why)
})

test('toEndWith with copies that may live is about this browser alone', async () => {
  const { world, session } = createWorld()
  const copies = 'may live'
  await check(expect(session).toEndWith(() => {}, { copies, ...SOON })).rejects.toThrow('still alive in this browser')
  await expect(session).toEndWith(() => (world.browser = false), { copies })
})

test('toEndWith goes by the cookie where the server cannot be asked, and only if copies may live', async () => {
  const { world, session } = createWorld({ server: false })
  const act = vi.fn<() => void>(() => void (world.cookie = false))
  await check(expect(session).toEndWith(act)).rejects.toMatchObject({
    code: 'invalid-option',
    message: check.stringContaining('server.read') as string
  })
  check(act).not.toHaveBeenCalled()
  await expect(session).toEndWith(act, { copies: 'may live' })
})

test('toOutlive passes while the server accepts the session', async () => {
  const { world, session } = createWorld()
  await expect(session).toOutlive(() => (world.copy = false))
  await expect(session).toOutlive(() => {}, { during: 60 })
})

test('toOutlive says why it is not alive', async () => {
  const { world, session } = createWorld()
  await check(expect(session).toOutlive(() => (world.browser = false), SOON)).rejects.toThrow(
    'Expected the session to outlive the act.\nThe browser has a cookie named "session", but the server does not accept it.\nWaited 50 ms.'
  )
  world.browser = true
  const act = () => Object.assign(world, { browser: false, cookie: false })
  await check(expect(session).toOutlive(act, SOON)).rejects.toThrow('The browser has no cookie named "session".')
})

test('toOutlive says when it ends in the time after the act', async () => {
  const { world, session } = createWorld()
  const act = () => void setTimeout(() => (world.browser = false), 60)
  await check(expect(session).toOutlive(act, { during: 2000 })).rejects.toThrow(
    /outlive the act by 2000 ms\.\nIt was alive after the act, and ended within \d+ ms/
  )
})

test('toOutlive asks once more when the time is over', async () => {
  const { session } = createWorld()
  // Alive before the act, twice, after it, and in the first look of the time; the next answer would come too late.
  const answers = [{}, {}, {}, {}]
  const readOnServer = () =>
    new Promise<object | null>((resolve) => void setTimeout(resolve, 30, answers.shift() ?? null))
  remember(session, { name: 'session', format: opaque(), showValues: false, held: async () => null, readOnServer })
  await check(expect(session).toOutlive(() => {}, { during: 50 })).rejects.toThrow('It was alive after the act')
})

test('toOutlive goes by the cookie where the server cannot be asked', async () => {
  const { world, session } = createWorld({ server: false, browser: false })
  await expect(session).toOutlive(() => {})
  await check(expect(session).toOutlive(() => (world.cookie = false), SOON)).rejects.toThrow('has no cookie')
})

test.each(['toOutlive', 'toEndWith'] as const)('%s does nothing to a session that is not alive', async (matcher) => {
  const { session } = createWorld({ browser: false })
  const act = vi.fn<() => void>()
  await check(expect(session)[matcher](act, SOON)).rejects.toMatchObject({ code: 'no-session' })
  check(act).not.toHaveBeenCalled()
})

test.each([
  ['toOutlive', undefined],
  ['toEndWith', 'refused'],
  ['toEndWith', 'may live']
] as const)('%s, with copies %s, refuses a session that ends because it is asked for', async (matcher, copies) => {
  const { world, session } = createWorld()
  const readOnServer = async () => {
    const { browser } = world
    world.browser = false
    return browser ? {} : null
  }
  remember(session, { name: 'session', format: opaque(), showValues: false, held: async () => null, readOnServer })
  const act = vi.fn<() => void>()
  const options = { ...SOON, ...(copies !== undefined && { copies }) }
  await check(expect(session)[matcher](act, options)).rejects.toMatchObject({
    code: 'not-possible',
    message: check.stringContaining(`\`${matcher}\` cannot ask such a server`) as string
  })
  check(act).not.toHaveBeenCalled()
})

test.each(['toOutlive', 'toEndWith'] as const)('%s does not take a broken server for an end', async (matcher) => {
  const { session } = createWorld()
  let isBroken = false
  const readOnServer = async () => {
    if (isBroken) throw new SessionTestError('not-done', 'The server answered 500.')
    return {}
  }
  remember(session, { name: 'session', format: opaque(), showValues: false, held: async () => null, readOnServer })
  const act = () => void (isBroken = true)
  await check(expect(session)[matcher](act, SOON)).rejects.toThrow('The server answered 500.')
})

test.each([
  ['toOutlive', 'toEndWith'],
  ['toEndWith', 'toOutlive']
] as const)('not.%s is refused for %s', async (matcher, opposite) => {
  const { session } = createWorld()
  await check(expect(session).not[matcher](() => {})).rejects.toMatchObject({
    code: 'invalid-option',
    message: check.stringContaining(`what you mean is \`${opposite}\``) as string
  })
})

test('an act that fails fails as it is', async () => {
  const { session } = createWorld()
  const act = () => Promise.reject(new Error('no such button'))
  await check(expect(session).toEndWith(act)).rejects.toThrow('no such button')
})
