import { expect, type TamperPart, test as base } from '@clearjar/playwright'

import { type Keep, keeping } from '../keeping.ts'
import { type AppKind, missingFor, startApp } from './apps.ts'
import { expectations } from './apps/expectations.ts'
import { KEY } from './apps/key.ts'

const test = base.extend<{ kind: AppKind }, { keep: Keep }>({
  ...keeping,
  kind: ['clearjar', { option: true }],
  baseURL: async ({ keep, kind }, use) => use((await keep(kind, () => startApp(kind))).url),
  sessionOptions: async ({ kind }, use) => use(expectations[kind].options)
})

const ANN = { user: 'ann' }
const DAMAGES: readonly TamperPart[] = ['payload', 'timestamp', 'signature', 'truncated', 'wrong key']

for (const kind of Object.keys(expectations) as AppKind[]) {
  const { reads, keyed, signs, damages, ages, logoutDeletes, copyAfterLogout } = expectations[kind]
  const missing = missingFor(kind)

  test.describe(`a session of ${kind}`, () => {
    test.use({ kind })
    test.skip(missing !== null, missing ?? '')

    test(`is seen when somebody signs in and out; the cookie says the ${reads}`, async ({ page, session }) => {
      await page.goto('/')
      await expect(page).toHaveNoSession()
      await page.getByLabel('User').fill('ann')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page).toHaveSession(ANN)
      await expect(page).not.toHaveSession({ user: 'ben' })
      await expect(page).toHaveSessionCookie({ httpOnly: true, path: '/' })
      expect(await session.read()).toEqual(reads === 'data' ? ANN : undefined)
      expect(await session.readOnServer()).toEqual(ANN)

      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect.poll(() => session.readOnServer()).toBeNull()
      if (logoutDeletes) await expect(page).toHaveNoSession()
      else await expect(page).toHaveSession()
      await expect(page).not.toHaveSession(ANN)
    })

    test(keyed ? 'tells the key that signed it' : 'is signed by nobody', async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      if (keyed) await expect(session).toBeSignedBy(KEY)
      else await expect(session).not.toBeSignedBy(KEY)
      await expect(session).not.toBeSignedBy('another key')
    })

    test(signs ? 'needs no login with the key, and can be changed' : 'needs a login', async ({ page, session }) => {
      const seeding = session.seed(ANN, { through: 'key' })
      if (signs) await seeding
      else await expect(seeding).rejects.toMatchObject({ name: 'SessionTestError' })
      if (!signs) await session.seed(ANN)
      await page.goto('/')
      await expect(page).toHaveSession(ANN)
      expect(await session.readOnServer()).toEqual(ANN)

      const change = session.transaction((data) => void (data.user = 'ben'))
      if (signs) await change
      else await expect(change).rejects.toMatchObject({ name: 'SessionTestError' })
      expect(await session.readOnServer()).toEqual({ user: signs ? 'ben' : 'ann' })
    })

    test(`is refused after damage: ${damages.join(', ')}`, async ({ session }) => {
      for (const damage of DAMAGES) {
        await session.seed(ANN, { through: 'login' })
        const done = session.tamper(damage)
        const isPossible = damages.includes(damage)
        if (isPossible) await done
        else await expect(done, damage).rejects.toMatchObject({ code: 'not-possible' })
        expect(await session.readOnServer(), damage).toEqual(isPossible ? null : ANN)
      }
    })

    test(ages ? 'is refused when it is too old' : 'has no age', async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const ageing = session.expire()
      if (ages) await ageing
      else await expect(ageing).rejects.toMatchObject({ name: 'SessionTestError' })
      expect(await session.readOnServer()).toEqual(ages ? null : ANN)
    })

    test('lives on in a copy when the browser loses its cookie', async ({ page, context, session }) => {
      await session.seed(ANN, { through: 'login' })
      await page.goto('/')
      const copy = await session.copy()
      await expect(session.deleteWithJavaScript()).rejects.toMatchObject({ code: 'not-done' })
      await context.clearCookies()
      await expect(session).toHaveNoSession()
      expect(await session.readOnServer()).toBeNull()
      await session.replay(copy)
      expect(await session.readOnServer()).toEqual(ANN)
    })

    test(`leaves with the logout, and a copy is ${copyAfterLogout}`, async ({ session }) => {
      await session.seed(ANN, { through: 'login' })
      const copy = await session.copy()
      const signOut = () => session.deleteOnServer()
      if (copyAfterLogout === 'refused') await expect(session).toEndWith(signOut)
      else await expect(session).toEndWith(signOut, { copies: 'may live' })
      const answer = copyAfterLogout === 'refused' ? null : ANN
      expect(await copy.readOnServer()).toEqual(answer)
      await session.replay(copy)
      expect(await session.readOnServer()).toEqual(answer)
    })

    if (signs) {
      test('is deleted by the page where that can see it, and a copy is accepted', async ({ page, session }) => {
        await session.seed(ANN, { visibility: 'readable' })
        await page.goto('/')
        const copy = await session.copy()
        await expect(session).toEndWith(() => session.deleteWithJavaScript(), { copies: 'may live' })
        await expect(page).toHaveNoSession()
        expect(await copy.readOnServer()).toEqual(ANN)
      })
    }
  })
}
