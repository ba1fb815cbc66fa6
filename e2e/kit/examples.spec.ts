import { clearjar, expect, test as kit } from '@clearjar/playwright'
import { mergeTests } from '@playwright/test'

import { KEY } from '../key.ts'
import { server, test as app } from './example-app.ts'

// The comments and tests below are in docs/testing.md, word for word.

const test = mergeTests(app, kit)

test.use({ sessionOptions: { format: clearjar({ secrets: [KEY] }), server } })

// # Begin a session

// The kit signs a cookie with the server's key and puts it into the browser. No login page is loaded.
test('seed', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await expect(page.getByRole('heading')).toHaveText('Hello, ann')
})

// Through the application's own login, `server.signIn`: for a format that only the server can begin, and for tests of the
// login itself.
test('seed, through the login', async ({ session }) => {
  await session.seed({ user: 'ann' }, { through: 'login' })
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

// Each test begins signed in: with a session that the kit signs for it, or, without a key, with that of a login that each
// worker goes through once.
test.describe('signedIn', () => {
  test.use({ signedIn: { user: 'ann' } })

  test('greets who is signed in', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading')).toHaveText('Hello, ann')
  })
})

// A second person, in a context of their own.
test('sessionOf', async ({ session, sessionOf, browser }) => {
  await session.seed({ user: 'ann' })
  const context = await browser.newContext()
  const other = sessionOf(await context.newPage())
  await other.seed({ user: 'ben' })
  await session.deleteOnServer()
  expect(await other.readOnServer()).toEqual({ user: 'ben' })
})

// # Look at it

// What the cookie says, `HttpOnly` or not. No key is needed, and nothing is verified.
test('read', async ({ session }) => {
  await session.seed({ user: 'ann' })
  expect(await session.read()).toEqual({ user: 'ann' })
})

// What the server says to this browser, or null. What it answers changes no cookie of the browser.
test('readOnServer', async ({ session }) => {
  expect(await session.readOnServer()).toBeNull()
  await session.seed({ user: 'ann' })
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

// # Change it

// Opens the session, changes its data and signs it again, as Flask's `session_transaction` does.
test('transaction', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.transaction((data) => {
    data.user = 'ben'
  })
  expect(await session.readOnServer()).toEqual({ user: 'ben' })
})

// One character of the payload is another. The server must refuse it.
test('tamper', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.tamper()
  expect(await session.readOnServer()).toBeNull()
})

// The time of its signature is another.
test('tamper, with the timestamp', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.tamper('timestamp')
  expect(await session.readOnServer()).toBeNull()
})

// One character of the signature is another.
test('tamper, with the signature', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.tamper('signature')
  expect(await session.readOnServer()).toBeNull()
})

// Half of the cookie is missing.
test('tamper, by cutting it short', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.tamper('truncated')
  expect(await session.readOnServer()).toBeNull()
})

// The same data, signed with a key of nobody's: a forgery. Whoever reads the cookie without a key sees no difference.
test('tamper, with the wrong key', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.tamper('wrong key')
  expect(await session.read()).toEqual({ user: 'ann' })
  expect(await session.readOnServer()).toBeNull()
})

// # End it

// The page expires the cookie through `document.cookie`, which works on a readable one alone. The browser has lost it; a
// copy is as good as before.
test('deleteWithJavaScript', async ({ session, page }) => {
  await session.seed({ user: 'ann' }, { visibility: 'readable' })
  await page.goto('/about')
  const copy = await session.copy()
  await session.deleteWithJavaScript()
  await expect(page).toHaveNoSession()
  expect(await copy.readOnServer()).toEqual({ user: 'ann' })
})

// An `HttpOnly` cookie cannot be deleted like that, and the act says so. A test may want to be sure of it.
test('deleteWithJavaScript, of a cookie that scripts cannot see', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await expect(session.deleteWithJavaScript()).rejects.toMatchObject({ code: 'not-done' })
})

// The application's own logout, `server.signOut`. It rejects when the server accepts this browser afterwards.
test('deleteOnServer', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await session.deleteOnServer()
  await expect(page).toHaveNoSession()
})

// A copy is what a thief has: cookies, and the sessionStorage of the tab. Here the browser loses its cookie, and gets the
// copy back.
test('copy and replay', async ({ session, context }) => {
  await session.seed({ user: 'ann' })
  const copy = await session.copy()
  await context.clearCookies()
  expect(await session.readOnServer()).toBeNull()
  await session.replay(copy)
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

// Signed again as if that had been longer ago than `sessionOptions.lifetime`: the server must refuse it.
test('expire', async ({ session }) => {
  await session.seed({ user: 'ann' })
  await session.expire()
  expect(await session.readOnServer()).toBeNull()
})

// The page's clock goes on until the cookie has reached its date, and the browser drops it. Until then a copy works.
test('expire, by the clock', async ({ session, page }) => {
  await session.seed({ user: 'ann' }, { permanent: true })
  await page.goto('/')
  await session.expire({ by: 'clock' })
  await expect(page).toHaveNoSession()
})

// # What happens to its tab

// A session in a cookie does not end with its tab, unless the server [counts tabs](tabs.md).
test('closeTab', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await session.closeTab()
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

// Another tab at the same address. Acts are still about the first one.
test('newTab', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  const tab = await session.newTab()
  await expect(tab.getByRole('heading')).toHaveText('Hello, ann')
})

// As with the button of the browser.
test('reload', async ({ session, page }) => {
  await page.goto('/')
  await session.seed({ user: 'ann' })
  await session.reload()
  await expect(page.getByRole('heading')).toHaveText('Hello, ann')
})

// To a page of another site, and back to a document that is loaded again.
test('goAwayAndBack', async ({ session, page }) => {
  await page.goto('/')
  await session.seed({ user: 'ann' })
  await session.goAwayAndBack()
  await expect(page.getByRole('heading')).toHaveText('Hello, ann')
})

// The process of the page dies, and the page can say nothing to the server.
test('crashTab', async ({ session, page, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium can be told to')
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await session.crashTab()
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
})

// The browser has no network. The server can be asked all the same.
test('goOffline', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  const { goOnline } = await session.goOffline()
  await expect(page.goto('/')).rejects.toThrow()
  expect(await session.readOnServer()).toEqual({ user: 'ann' })
  await goOnline()
  await page.goto('/')
})

// # Expect something of it

// The browser holds a session with at least this data. `expect(session)` says the same, and `expect(copy)`.
test('toHaveSession', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await expect(page).toHaveSession({ user: 'ann' })
  await expect(page).not.toHaveSession({ user: 'ben' })
})

// The browser holds no session cookie. That is no word about copies.
test('toHaveNoSession', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveNoSession()
})

// The attributes that the server gave its cookie.
test('toHaveSessionCookie', async ({ session }) => {
  await session.seed({ user: 'ann' }, { through: 'login' })
  await expect(session).toHaveSessionCookie({ httpOnly: true, sameSite: 'Lax', path: '/', persistent: false })
})

// After a change of keys: which one signed what the browser has now.
test('toBeSignedBy', async ({ session }) => {
  await session.seed({ user: 'ann' }, { through: 'login' })
  await expect(session).toBeSignedBy(KEY)
  await expect(session).not.toBeSignedBy('an older key')
})

// Alive before the act, and alive after it; with `during`, for so many milliseconds more.
test('toOutlive', async ({ session, page }) => {
  await session.seed({ user: 'ann' })
  await page.goto('/')
  await expect(session).toOutlive(() => session.reload(), { during: 300 })
})

// Alive before the act; after it the server refuses this browser, and a copy that was taken before. An act can be anything.
test('toEndWith', async ({ session, page }) => {
  await session.seed({ user: 'ann' }, { through: 'login' })
  await page.goto('/')
  await expect(session).toEndWith(() => page.getByRole('button', { name: 'Sign out' }).click())
})

// It is enough that this browser has lost it. The strict form fails here, because a deleted cookie is not an ended session.
test('toEndWith, when copies may live', async ({ session, context }) => {
  await session.seed({ user: 'ann' })
  await expect(session).toEndWith(() => context.clearCookies(), { copies: 'may live' })
})
