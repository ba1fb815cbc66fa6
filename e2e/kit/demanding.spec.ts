import { clearjar, expect, opaque, readAnswer, type SessionOptions, test as base } from '@clearjar/playwright'
import { createSessionCodec } from '@clearjar/session'

import { type Keep, keeping } from '../keeping.ts'
import { KEY } from '../key.ts'
import { type DemandingApp, startDemandingApp } from './demanding-app.ts'

const server: NonNullable<SessionOptions['server']> = {
  read: async ({ request }) => readAnswer(await request.get('/app/me')),
  signIn: ({ request }, data) => request.post('/app/sign-in', { data }),
  signOut: ({ request }) => request.post('/app/sign-out')
}
const sessionOptions: SessionOptions = { name: 'sid', format: opaque(), server }
const SOON = { timeout: 300 }

const test = base.extend<{ app: DemandingApp }, { keep: Keep }>({
  ...keeping,
  app: async ({ keep }, use) => use(await keep('demanding application', startDemandingApp)),
  baseURL: async ({ app }, use) => use(app.url),
  sessionOptions
})

test('a session has not gone because the page is where its cookie is not sent', async ({ page, session }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/bye')
  await expect(page).toHaveSession({ user: 'ann' })
  await expect(expect(page).toHaveNoSession(SOON)).rejects.toThrow('There is a cookie named "sid".')
  await expect(session).toOutlive(() => page.goto('/bye'))
  const stays = expect(session).toEndWith(() => page.goto('/bye'), { copies: 'may live', ...SOON })
  await expect(stays).rejects.toThrow('still alive in this browser')
  await expect(session).toEndWith(session.deleteOnServer)
  await expect(page).toHaveNoSession()
})

test('a copy works on after the date of its cookie', async ({ page, context, session }) => {
  await page.goto('/app')
  await context.request.post('/app/sign-in', { data: { user: 'ann', seconds: 2 } })
  const copy = await session.copy()
  const ends = expect(session).toEndWith(() => expect(page).toHaveNoSession(), SOON)
  await expect(ends).rejects.toThrow('a copy of its cookie is still accepted')
  expect(await copy.readOnServer()).toEqual({ user: 'ann' })
  await session.replay(copy)
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

test('a copy is put back with all that the application knows it by, and nothing stays beside it', async ({
  context,
  session
}) => {
  await session.seed({ user: 'ann' })
  const copy = await session.copy()
  await context.clearCookies()
  await session.seed({ user: 'ben' })
  await session.replay(copy)
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
  await context.clearCookies()
  await session.replay(copy)
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

test('a login that was refused is not taken for one before', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await expect(session.seed({ user: 'nobody' })).rejects.toMatchObject({ code: 'not-done' })
})

test('the login of another application is asked for where that is', async ({ page, sessionOf }) => {
  await using other = await startDemandingApp()
  const session = sessionOf(page, { baseURL: other.url })
  await session.seed({ user: 'ann' })
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
  await session.deleteOnServer()
})

test('what is not one cookie is refused', async ({ page, context, session, baseURL }) => {
  await context.addCookies([{ name: 'sid.0', value: 'half of it', url: baseURL! }])
  await expect(expect(page).toHaveNoSession()).rejects.toMatchObject({ code: 'not-possible' })
  await session.seed({ user: 'ann' })
  await context.addCookies([{ name: 'sid', value: 'another', url: baseURL! }])
  await page.goto('/app')
  await expect(session.tamper()).rejects.toMatchObject({ code: 'not-possible' })
})

test('closing a tab runs `beforeunload`, and closes a tab that has crashed', async ({
  page,
  session,
  app,
  sessionOf
}) => {
  await page.goto('/app')
  const crashed = sessionOf(await session.newTab())
  await page.evaluate(() => addEventListener('beforeunload', () => navigator.sendBeacon('/told', 'beforeunload')))
  await session.closeTab()
  await expect.poll(() => app.told).toContain('beforeunload')
  await crashed.crashTab()
  await crashed.closeTab()
  expect(crashed.page.isClosed()).toBe(true)
})

test('a tab that asks, and is told to stay, is not closed', async ({ page, session }) => {
  await page.goto('/app')
  await page.mouse.click(1, 1)
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  page.on('dialog', (dialog) => void dialog.dismiss())
  await expect(session.closeTab()).rejects.toMatchObject({ code: 'not-done' })
})

test.describe('before all tests', () => {
  test.beforeAll(async ({ browser, sessionOf, app }) => {
    const page = await browser.newPage({ baseURL: app.url })
    await sessionOf(page).seed({ user: 'ann' })
    await page.close()
  })

  test('somebody may have been signed in', async ({ session }) => expect(session).toHaveNoSession())
})

test('the session of one path is not that of another', async ({ page, context, session, sessionOf, baseURL }) => {
  const admin = sessionOf(page, { baseURL: `${baseURL}/admin/` })
  await context.addCookies([{ name: 'sid', value: 'an administrator', domain: 'localhost', path: '/admin' }])
  await session.seed({ user: 'ann' })
  await page.goto('/bye')
  await session.deleteOnServer()
  await expect(page).toHaveNoSession()
  await expect(admin).toHaveSession()
})

test('an application gets the storage of a tab, also while that is on its way', async ({ page, sessionOf }) => {
  const session = sessionOf(page, {
    server: { ...server, read: async ({ storage }) => (storage['key'] === undefined ? null : {}) }
  })
  await page.goto('/app')
  await page.evaluate(() => sessionStorage.setItem('key', 'of this tab'))
  for (let turn = 0; turn < 5; turn++) {
    const reloaded = page.reload()
    expect(await session.readOnServer()).toEqual({})
    await reloaded
  }
})

test.describe('signed in once for all tests of a worker', () => {
  test.use({ signedIn: { user: 'ann' } })

  for (const time of ['first', 'second'])
    test(`somebody is signed in, the ${time} time`, async ({ page, session }) => {
      expect(await session.readOnServer()).toEqual({ user: 'ann' })
      await page.goto('/app')
      await expect(page).toHaveSession({ user: 'ann' })
    })
})

test.describe('cookies that the kit makes', () => {
  const format = clearjar({ secrets: [KEY] })

  test('are as the application makes its own', async ({ context, page, sessionOf, baseURL }) => {
    const session = sessionOf(page, { format, cookie: { path: '/app', sameSite: 'Strict' } })
    await session.seed({ user: 'ann' })
    await session.seed({ user: 'ben' })
    await page.goto('/app')
    const attributes = { path: '/app', sameSite: 'Strict', domain: 'localhost', secure: false } as const
    await expect(session).toHaveSessionCookie(attributes)
    expect(await context.cookies(baseURL)).toHaveLength(0)
    expect(await context.cookies()).toHaveLength(1)
  })

  test('may have a name that asks for `Secure`', async ({ page, sessionOf }) => {
    const session = sessionOf(page, { name: '__Host-session', format })
    await session.seed({ user: 'ann' })
    await page.goto('/app')
    await expect(session).toHaveSession({ user: 'ann' })
    await expect(session).toHaveSessionCookie({ secure: true, path: '/' })
  })

  test('may be for a domain and what is below it', async ({ page, sessionOf }) => {
    const session = sessionOf(page, {
      baseURL: 'http://app.clearjar.test',
      format,
      cookie: { domain: 'clearjar.test' }
    })
    await session.seed({ user: 'ann' })
    await expect(session).toHaveSessionCookie({ domain: '.clearjar.test' })
    await expect(session).toHaveSession({ user: 'ann' })
  })

  test('are for no other site', async ({ page, sessionOf }) => {
    const session = sessionOf(page, { format, cookie: { domain: 'clearjar.test' } })
    await expect(session.seed({ user: 'ann' })).rejects.toMatchObject({ code: 'invalid-option' })
  })

  test('are no proof that somebody is signed out, where they cannot be read', async ({ page, session, sessionOf }) => {
    await session.seed({ user: 'ann' })
    const other = sessionOf(page, { format })
    await expect(expect(other).not.toHaveSession(undefined, SOON)).rejects.toThrow(
      'cannot be read as a clearjar session'
    )
  })

  test('hold no data where that is on the server', async ({ page, context, sessionOf, baseURL }) => {
    const session = sessionOf(page, { format })
    const value = createSessionCodec({ secrets: [KEY] }).sign({ _jar: { id: 'an id' } })
    await context.addCookies([{ name: 'sid', value, url: baseURL! }])
    await expect(session.transaction((data) => void (data['user'] = 'ben'))).rejects.toMatchObject({
      code: 'not-possible'
    })
  })
})
