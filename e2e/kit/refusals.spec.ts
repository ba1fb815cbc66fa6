import { opaque, SessionTestError } from '@clearjar/playwright'

import { expect, test } from '../test.ts'

/** The code of what an act was refused with. */
async function codeOf(act: Promise<unknown>): Promise<string> {
  const refusal = await act.then(
    () => null,
    (error: unknown) => error
  )
  return refusal instanceof SessionTestError ? refusal.code : `no refusal: ${String(refusal)}`
}

test('what needs a browser of its own says so', async ({ page, session }) => {
  await page.goto('/healthz')
  expect(await codeOf(session.duplicateTab())).toBe('own-browser-needed')
  expect(await codeOf(session.reopenClosedTab())).toBe('own-browser-needed')
  expect(await codeOf(session.restartBrowser())).toBe('own-browser-needed')
  expect(await codeOf(session.goAwayAndBack({ cache: true }))).toBe('own-browser-needed')
})

test('what acts on a cookie says when there is none', async ({ page, session }) => {
  await page.goto('/healthz')
  expect(await codeOf(session.tamper())).toBe('no-session')
  expect(await codeOf(session.copy())).toBe('no-session')
  expect(await codeOf(session.expire())).toBe('no-session')
  expect(await codeOf(session.transaction(() => {}))).toBe('no-session')
  expect(await codeOf(session.deleteWithJavaScript())).toBe('no-session')
})

test('what asks the server says which option is missing', async ({ page, session }) => {
  await session.seed({ string: 'hello' })
  await page.goto('/healthz')
  expect(await codeOf(session.readOnServer())).toBe('invalid-option')
  expect(await codeOf(session.deleteOnServer())).toBe('invalid-option')
  expect(await codeOf(session.seed({ string: 'hello' }, { through: 'login' }))).toBe('invalid-option')
})

test('what a format has not is not possible', async ({ page, sessionOf, baseURL }) => {
  const session = sessionOf(page, { format: opaque() })
  expect(await codeOf(session.seed({ string: 'hello' }))).toBe('invalid-option')
  await page.context().addCookies([{ name: 'session', value: 'an-id-of-nothing', url: baseURL! }])
  expect(await codeOf(session.tamper('signature'))).toBe('not-possible')
  expect(await codeOf(session.tamper('wrong key'))).toBe('not-possible')
})

test('a copy of somebody else’s making is refused', async ({ session }) => {
  expect(await codeOf(session.replay({ readOnServer: async () => null }))).toBe('invalid-option')
})

test('a cookie that scripts cannot see is not deleted by them', async ({ page, session }) => {
  await session.seed({ string: 'hello' })
  await page.goto('/healthz')
  expect(await codeOf(session.deleteWithJavaScript())).toBe('not-done')
  await expect(session).toHaveSession({ string: 'hello' })
})

test('a page of no site deletes no cookie', async ({ session }) => {
  await session.seed({ string: 'hello' }, { visibility: 'readable' })
  await expect(session.deleteWithJavaScript()).rejects.toThrow('the page is on no site')
  await expect(session).toHaveSession({ string: 'hello' })
})
