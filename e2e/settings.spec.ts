import type { BrowserContext, Page } from '@playwright/test'

import { expect, test } from './test.ts'

interface Answer {
  readonly status: number
  readonly body: {
    readonly status?: string
    readonly reason?: string | null
    readonly data?: object
    readonly tab?: string
  }
}

/** Asks the API from within the page, as its scripts do. */
function ask(page: Page, method: string, path: string, body?: object, headers?: object): Promise<Answer> {
  return page.evaluate(
    async ({ method: how, path: where, body: what, headers: more }) => {
      const type = what === undefined ? {} : { 'content-type': 'application/json' }
      const init = { method: how, headers: { ...type, ...more }, ...(what === undefined ? {} : { body: what }) }
      const response = await fetch(where, init)
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    },
    { method, path, body: body === undefined ? undefined : JSON.stringify(body), headers }
  )
}

async function startSession(page: Page, settings: object): Promise<void> {
  await page.goto('/healthz')
  await ask(page, 'PATCH', '/api/settings', settings)
  expect((await ask(page, 'PATCH', '/api/session', { data: { string: 'hello' } })).status).toBe(200)
}

/** Gives another browser what `document.cookie` says, which is all that a script in the page can steal. */
async function steal(page: Page, thief: BrowserContext, url: string): Promise<Page> {
  const text = await page.evaluate(() => document.cookie)
  const pairs = text.split('; ').map((pair) => /^([^=]*)=(.*)$/.exec(pair)!)
  await thief.addCookies(pairs.map(([, name = '', value = '']) => ({ name, value, url })))
  const stolen = await thief.newPage()
  await stolen.goto('/healthz')
  return stolen
}

test('a script copies a working session that is readable, and not one that is split', async ({
  page,
  browser,
  api
}) => {
  for (const [visibility, status] of [
    ['readable', 'present'],
    ['split', 'refused']
  ] as const) {
    await startSession(page, { visibility })
    await using thief = await browser.newContext({ baseURL: api.url })
    const stolen = await steal(page, thief, api.url)
    expect((await ask(stolen, 'GET', '/api/session')).body.status).toBe(status)
  }
})

test('a script sees a split session and ends it, and the other half of the cookie goes too', async ({
  page,
  context
}) => {
  await startSession(page, { visibility: 'split' })
  const names = async () =>
    (await context.cookies()).map(({ name }) => name).filter((name) => name.startsWith('session'))
  expect(await names()).toEqual(['session', 'session.sig'])
  expect(await page.evaluate(() => document.cookie)).toMatch(/^session=[^;]+$/)
  await page.evaluate(() => {
    document.cookie = 'session=; Max-Age=0; Path=/'
  })
  expect((await ask(page, 'GET', '/api/session')).body).toMatchObject({ status: 'absent', data: {} })
  expect(await names()).toEqual([])
})

test('a script neither sees nor ends a hidden session', async ({ page }) => {
  await startSession(page, { visibility: 'hidden' })
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.evaluate(() => {
    document.cookie = 'session=; Max-Age=0; Path=/'
  })
  expect((await ask(page, 'GET', '/api/session')).body).toMatchObject({ status: 'present', data: { string: 'hello' } })
})

test('a copy that outlived the deletion of its cookie is refused once the session is revoked', async ({
  page,
  browser,
  api
}) => {
  await startSession(page, { visibility: 'readable', revocable: true })
  await using thief = await browser.newContext({ baseURL: api.url })
  const stolen = await steal(page, thief, api.url)
  await page.evaluate(() => {
    document.cookie = 'session=; Max-Age=0; Path=/'
  })
  expect((await ask(page, 'GET', '/api/session')).body.status).toBe('absent')
  expect((await ask(stolen, 'GET', '/api/session')).body.status).toBe('present')
  expect((await ask(page, 'DELETE', '/api/sessions')).status).toBe(200)
  expect((await ask(stolen, 'GET', '/api/session')).body).toMatchObject({ status: 'refused', reason: 'ended' })
})

test('a session moves to the server and back with its data, and only an id is in the cookie there', async ({
  page
}) => {
  await startSession(page, { visibility: 'readable' })
  const payload = () => page.evaluate(() => atob(document.cookie.replace('session=', '').split('.')[0]!))
  expect(await payload()).toContain('hello')
  await ask(page, 'PATCH', '/api/settings', { mode: 'server' })
  expect(await payload()).toMatch(/^\{"_jar":\{"id":"[\w-]{22}"\}\}$/)
  expect((await ask(page, 'GET', '/api/session')).body).toMatchObject({ status: 'present', data: { string: 'hello' } })
  await ask(page, 'PATCH', '/api/settings', { mode: 'cookie' })
  expect(await payload()).toContain('hello')
})

test('a session that ends with its tab is read for requests that say the key of the tab, and for no others', async ({
  page
}) => {
  await startSession(page, { visibility: 'hidden', tabs: 'tab' })
  const message = { act: 'open', doc: 'a-document-of-this-test', n: 1, birth: 'fresh', hidden: false }
  const { tab } = (await ask(page, 'POST', '/api/session/tabs', message)).body
  const own = await ask(page, 'GET', '/api/session', undefined, { 'session-tab': tab })
  expect(own.body).toMatchObject({ status: 'present', data: { string: 'hello' } })
  expect((await ask(page, 'GET', '/api/session')).body).toMatchObject({ reason: 'other-tab', data: {} })
  await ask(page, 'DELETE', '/api/session', undefined, { 'session-tab': tab })
  expect((await ask(page, 'GET', '/api/session')).body).toMatchObject({ status: 'absent' })
})
