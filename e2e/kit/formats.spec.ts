import {
  clearjar,
  type CookiePart,
  cookieSession,
  expect,
  expressSession,
  flask,
  jwt,
  opaque,
  type SessionOptions,
  type SessionServer,
  test as base
} from '@clearjar/playwright'

import { type AppKind, missingFor, type RunningApp, startApp } from './apps.ts'
import { KEY } from './apps/key.ts'

/** What holds of the sessions of one small application. */
interface Expectations {
  /** As a team would write it into its configuration, with the keys of the server. */
  readonly options: SessionOptions
  /** What somebody without a key reads in the cookie. */
  readonly reads: 'data' | 'id'
  /** Whether the kit can sign a session, so that it needs no login to begin one, and can open and change one. */
  readonly signs: boolean
  /** Whether a key can be told to have signed it. */
  readonly keyed: boolean
  /** What can be damaged alone. */
  readonly parts: readonly CookiePart[]
  /** Whether the cookie says how old it is, and the server refuses it for that. */
  readonly ages: boolean
  /** What becomes of a copy once the application's own logout is done. */
  readonly copyAfterLogout: 'accepted' | 'refused'
}

const server: SessionServer = {
  async read({ request }) {
    const answer = await request.get('/me')
    return answer.ok() ? ((await answer.json()) as object) : null
  },
  signIn: ({ request }, data) => request.post('/sign-in', { data }),
  signOut: ({ request }) => request.post('/sign-out')
}

const data = { reads: 'data', signs: true, keyed: true } as const

const table: Readonly<Record<AppKind, Expectations>> = {
  clearjar: {
    ...data,
    options: { format: clearjar({ secrets: [KEY] }), server },
    parts: ['payload', 'timestamp', 'signature'],
    ages: true,
    copyAfterLogout: 'accepted'
  },
  flask: {
    ...data,
    options: { format: flask({ secretKey: KEY }), server },
    parts: ['payload', 'timestamp', 'signature'],
    ages: true,
    copyAfterLogout: 'accepted'
  },
  'cookie-session': {
    ...data,
    options: { format: cookieSession({ keys: [KEY] }), server },
    parts: ['payload', 'signature'],
    ages: false,
    copyAfterLogout: 'accepted'
  },
  jwt: {
    ...data,
    options: { name: 'token', format: jwt({ key: KEY }), lifetime: 3600, server },
    parts: ['payload', 'signature'],
    ages: true,
    copyAfterLogout: 'accepted'
  },
  'express-session': {
    options: { name: 'connect.sid', format: expressSession(), server },
    reads: 'id',
    signs: false,
    keyed: true,
    parts: ['payload', 'signature'],
    ages: false,
    copyAfterLogout: 'refused'
  },
  opaque: {
    options: { name: 'sid', format: opaque(), server },
    reads: 'id',
    signs: false,
    keyed: false,
    parts: ['payload'],
    ages: false,
    copyAfterLogout: 'refused'
  }
}

const ANN = { user: 'ann' }
const EVERY_PART: readonly CookiePart[] = ['payload', 'timestamp', 'signature']

type Apps = (kind: AppKind) => Promise<RunningApp>

const test = base.extend<{ kind: AppKind }, { apps: Apps }>({
  apps: [
    async ({}, use) => {
      const running = new Map<AppKind, Promise<RunningApp>>()
      await use((kind) => {
        const app = running.get(kind) ?? startApp(kind)
        running.set(kind, app)
        return app
      })
      for (const app of running.values()) await (await app)[Symbol.asyncDispose]()
    },
    { scope: 'worker' }
  ],
  kind: ['clearjar', { option: true }],
  baseURL: async ({ apps, kind }, use) => use((await apps(kind)).url),
  sessionOptions: async ({ kind }, use) => use(table[kind].options)
})

for (const kind of Object.keys(table) as AppKind[]) {
  const expected = table[kind]
  const missing = missingFor(kind)

  test.describe(`a session of ${kind}`, () => {
    test.use({ kind })
    test.skip(missing !== null, missing ?? '')

    test('is seen when somebody signs in and out', async ({ page, session }) => {
      await page.goto('/')
      await expect(page).toHaveNoSession()
      await page.getByLabel('User').fill('ann')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page).toHaveSession(ANN)
      await expect(page).not.toHaveSession({ user: 'ben' })
      await expect(page).toHaveSessionCookie({ httpOnly: true })
      expect(await session.read()).toEqual(expected.reads === 'data' ? ANN : undefined)
      expect(await session.readOnServer()).toEqual(ANN)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page).toHaveNoSession()
    })

    test(`${expected.keyed ? 'tells' : 'does not tell'} which key signed it`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      if (expected.keyed) await expect(session).toBeSignedBy(KEY)
      await expect(session).not.toBeSignedBy('another key')
      if (!expected.keyed) await expect(session).not.toBeSignedBy(KEY)
    })

    test(`begins ${expected.signs ? 'with the key' : 'at the login'} alone`, async ({ page, session }) => {
      const seeding = session.seed(ANN, { through: 'key' })
      if (expected.signs) await seeding
      else await expect(seeding).rejects.toMatchObject({ code: 'invalid-option' })
      if (!expected.signs) await session.seed(ANN)
      await page.goto('/')
      await expect(page).toHaveSession(ANN)
      expect(await session.readOnServer()).toEqual(ANN)
    })

    test(`${expected.signs ? 'can' : 'cannot'} be opened and changed`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const change = session.transaction((opened) => void (opened.user = 'ben'))
      if (expected.signs) await change
      else await expect(change).rejects.toMatchObject({ code: 'invalid-option' })
      expect(await session.readOnServer()).toEqual({ user: expected.signs ? 'ben' : 'ann' })
    })

    for (const part of EVERY_PART) {
      const has = expected.parts.includes(part)
      test(`${has ? 'is refused with another' : 'has no'} ${part}`, async ({ session }) => {
        await session.seed(ANN, { through: 'login' })
        const damage = session.tamper(part)
        if (has) await damage
        else await expect(damage).rejects.toMatchObject({ code: 'not-possible' })
        expect(await session.readOnServer()).toEqual(has ? null : ANN)
      })
    }

    test('is refused cut short', async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      await session.tamper('truncated')
      expect(await session.readOnServer()).toBeNull()
    })

    test(`${expected.signs ? 'is refused' : 'cannot be signed'} with the key of somebody else`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const forgery = session.tamper('wrong key')
      if (expected.signs) await forgery
      else await expect(forgery).rejects.toMatchObject({ code: 'not-possible' })
      if (expected.signs) await expect(session).toHaveSession(ANN)
      expect(await session.readOnServer()).toEqual(expected.signs ? null : ANN)
    })

    test(`${expected.ages ? 'is refused when it is too old' : 'has no age'}`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const ageing = session.expire()
      if (expected.ages) await ageing
      else await expect(ageing).rejects.toThrow()
      expect(await session.readOnServer()).toEqual(expected.ages ? null : ANN)
    })

    test('lives on in a copy when the browser loses its cookie', async ({ page, context, session }) => {
      await session.seed(ANN)
      await page.goto('/')
      const copy = await session.copy()
      await expect(session.deleteWithJavaScript()).rejects.toMatchObject({ code: 'not-done' })
      await context.clearCookies()
      await expect(session).toHaveNoSession()
      expect(await session.readOnServer()).toBeNull()
      await session.replay(copy)
      expect(await session.readOnServer()).toEqual(ANN)
    })

    test(`a copy is ${expected.copyAfterLogout} after the logout`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const copy = await session.copy()
      const signOut = () => session.deleteOnServer()
      if (expected.copyAfterLogout === 'refused') await expect(session).toEndWith(signOut)
      else await expect(session).toEndWith(signOut, { copies: 'may live' })
      const answer = expected.copyAfterLogout === 'refused' ? null : ANN
      expect(await copy.readOnServer()).toEqual(answer)
      await session.replay(copy)
      expect(await session.readOnServer()).toEqual(answer)
    })
  })
}

for (const kind of (Object.keys(table) as AppKind[]).filter((one) => table[one].signs)) {
  const missing = missingFor(kind)

  test.describe(`a readable session of ${kind}`, () => {
    test.use({ kind })
    test.skip(missing !== null, missing ?? '')

    test('is deleted by the page, and a copy is still accepted', async ({ page, session }) => {
      await session.seed(ANN, { visibility: 'readable' })
      await page.goto('/')
      const copy = await session.copy()
      await expect(session).toEndWith(() => session.deleteWithJavaScript(), { copies: 'may live' })
      await expect(page).toHaveNoSession()
      expect(await copy.readOnServer()).toEqual(ANN)
    })
  })
}
