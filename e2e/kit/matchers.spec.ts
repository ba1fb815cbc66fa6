import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text as readText } from 'node:stream/consumers'

import { clearjar, expect, readAnswer, type SessionOptions, test as base } from '@clearjar/playwright'
import { createSessionCodec } from '@clearjar/session'
import { expect as playwright, test as stranger } from '@playwright/test'

import { type Keep, keeping } from '../keeping.ts'
import { KEY } from '../key.ts'

const OTHER_KEY = 'another key, that signed nothing here'
const SOON = { timeout: 300 }

const server: NonNullable<SessionOptions['server']> = {
  read: async ({ request }) => readAnswer(await request.get('/whoami')),
  signOut: ({ request }) => request.post('/logout')
}

interface App {
  readonly url: string
}

const test = base.extend<{ app: App }, { keep: Keep }>({
  ...keeping,
  app: async ({ keep }, use) => use(await keep('application', startApp)),
  baseURL: async ({ app }, use) => use(app.url),
  sessionOptions: { format: clearjar({ secrets: [KEY] }), server }
})

/** It reads its sessions, and forgets those that ended. */
async function startApp(): Promise<App & AsyncDisposable> {
  const codec = createSessionCodec({ secrets: [KEY] })
  const ended = new Set<string>()
  const http = createServer((req, res) => {
    const cookie = /(?:^|; )session=([^;]*)/.exec(req.headers.cookie ?? '')?.[1] ?? ''
    const session = codec.verify(cookie, { maxAge: 3600 })
    if (req.url === '/logout') {
      ended.add(cookie)
      res.setHeader('Set-Cookie', 'session=; Path=/; Max-Age=0').end()
    } else if (req.url === '/whoami') {
      if (session.ok && !ended.has(cookie)) res.end(JSON.stringify(session.data))
      else res.writeHead(401).end()
    } else res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>An application</title>')
  }).listen(0, 'localhost')
  await once(http, 'listening')
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      http.close()
      http.closeAllConnections()
      await once(http, 'close')
    }
  }
}

/** What it says; never with a value, a key or the text of a cookie in it. */
async function failureOf(assertion: Promise<void>): Promise<string> {
  const error = await assertion.then(
    () => null,
    (reason: unknown) => reason
  )
  playwright(error).toBeInstanceOf(Error)
  const { message } = error as Error
  playwright(message).not.toMatch(/hunter22|eyJ|[\w-]{40}/)
  playwright(message).not.toContain(KEY)
  playwright(message).not.toContain(OTHER_KEY)
  return message
}

test('toHaveSession reads a cookie that scripts cannot see, on a page and on a session', async ({ session, page }) => {
  await session.seed({ user: 'hunter22', roles: ['admin'] })
  await expect(session).toHaveSession({ user: 'hunter22' })
  await page.goto('/')
  await expect(page).toHaveSession()
  await expect(page).toHaveSession({ user: 'hunter22', roles: ['admin'] })
  await expect(await session.copy()).toHaveSession({ user: 'hunter22' })
  await expect(page).not.toHaveSession({ user: 'ann' })
})

test('toHaveSession waits for a session', async ({ session, page }) => {
  await page.goto('/')
  const waiting = expect(page).toHaveSession({ user: 'hunter22' })
  await session.seed({ user: 'hunter22' })
  await waiting
})

test('toHaveSession says property by property what differs', async ({ session, page }) => {
  await session.seed({ user: 'hunter22', roles: ['admin'], visits: 1 })
  await page.goto('/')
  const message = await failureOf(expect(page).toHaveSession({ user: 'ann', roles: ['admin', 'b'], visits: '1' }, SOON))
  playwright(message).toContain('user: differs (string of 8 characters, expected string of 3)')
  playwright(message).toContain('roles[1]: missing')
  playwright(message).toContain('visits: is of another type (number, expected string of 1 character)')
})

test('toHaveSession tells no cookie from one that cannot be read', async ({ session, page, context }) => {
  await page.goto('/')
  playwright(await failureOf(expect(page).toHaveSession({}, SOON))).toContain('There is no cookie named "session".')
  await session.seed({ user: 'hunter22' })
  const [cookie] = await context.cookies()
  await context.addCookies([{ ...cookie!, value: 'hunter22' }])
  playwright(await failureOf(expect(page).toHaveSession({}, SOON))).toContain('it cannot be read as a clearjar session')
})

test('toHaveNoSession waits until the cookie is gone', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' }, { visibility: 'readable' })
  await page.goto('/')
  playwright(await failureOf(expect(page).toHaveNoSession(SOON))).toContain('There is a cookie named "session".')
  const waiting = expect(page).toHaveNoSession()
  await session.deleteWithJavaScript()
  await waiting
  await expect(session).toHaveNoSession()
})

test('toHaveSessionCookie compares what the browser made of it', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' }, { permanent: true })
  await page.goto('/')
  const attributes = { httpOnly: true, secure: false, sameSite: 'Lax', path: '/', domain: 'localhost' } as const
  await expect(page).toHaveSessionCookie({ ...attributes, persistent: true, split: false, maxBytes: 4096 })
  await expect(page).not.toHaveSessionCookie({ httpOnly: false })
  const message = await failureOf(
    expect(page).toHaveSessionCookie({ httpOnly: false, persistent: false, maxBytes: 20 }, SOON)
  )
  playwright(message).toContain('httpOnly: true, expected false')
  playwright(message).toContain('persistent: true, expected false')
  playwright(message).toMatch(/maxBytes: \d+ bytes, expected at most 20/)
})

test('toHaveSessionCookie sees a signature with a cookie of its own', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' }, { visibility: 'split' })
  await page.goto('/')
  await expect(page).toHaveSessionCookie({ split: true })
  await expect(page).toHaveSession({ user: 'hunter22' })
  await expect(page).toBeSignedBy(KEY)
})

test('toBeSignedBy knows whose signature it is', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' })
  await page.goto('/')
  await expect(page).toBeSignedBy(KEY)
  await expect(page).toBeSignedBy([OTHER_KEY, KEY])
  await expect(session).not.toBeSignedBy(OTHER_KEY)
  playwright(await failureOf(expect(page).toBeSignedBy(OTHER_KEY, SOON))).toContain('is signed by another key')
  await session.tamper('signature')
  playwright(await failureOf(expect(page).toBeSignedBy(KEY, SOON))).toContain('or was changed after it was signed')
})

test('toEndWith passes when the server ended the session', async ({ session, page }) => {
  // The same data signed in the same second is the same cookie, and this one ends.
  await session.seed({ user: 'hunter22', id: randomUUID() })
  await page.goto('/')
  await expect(session).toEndWith(session.deleteOnServer)
})

test('toEndWith finds the copy that deleting a cookie leaves', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' }, { visibility: 'readable' })
  await page.goto('/')
  const message = await failureOf(expect(session).toEndWith(session.deleteWithJavaScript, SOON))
  playwright(message).toContain('a copy of its cookie is still accepted by the server')
  await session.seed({ user: 'hunter22' }, { visibility: 'readable' })
  await expect(session).toEndWith(session.deleteWithJavaScript, { copies: 'may live' })
})

test('toEndWith finds a session that goes on', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' })
  await page.goto('/')
  playwright(await failureOf(expect(session).toEndWith(session.reload, SOON))).toContain('accepts this browser')
})

test('toOutlive passes while the server accepts the session, and says when it does not', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' })
  await page.goto('/')
  await expect(session).toOutlive(session.reload)
  await expect(session).toOutlive(() => page.goto('/elsewhere'), { during: 300 })
  playwright(await failureOf(expect(session).toOutlive(() => session.tamper(), SOON))).toContain(
    'the server does not accept it'
  )
  playwright(await failureOf(expect(session).toOutlive(session.reload, SOON))).toContain('alive before the act')
})

test.describe('without `server.read`', () => {
  test.use({ sessionOptions: { format: clearjar({ secrets: [KEY] }) } })

  test('toEndWith asks for it, or goes by the cookie', async ({ session, page }) => {
    await session.seed({ user: 'hunter22' }, { visibility: 'readable' })
    await page.goto('/')
    playwright(await failureOf(expect(session).toEndWith(session.deleteWithJavaScript))).toContain('server.read')
    await expect(session).toOutlive(session.reload)
    await expect(session).toEndWith(session.deleteWithJavaScript, { copies: 'may live' })
  })
})

stranger('a page of another `test` is refused', async ({ page }) => {
  playwright(await failureOf(expect(page).toHaveSession())).toContain("Import `test` from '@clearjar/playwright'")
})

test('the report of a test that fails has its session, and neither values nor keys', async ({ app }, info) => {
  // It starts a Playwright and a browser of its own.
  test.slow()
  const folder = info.outputPath('project')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'playwright.config.ts'), CONFIG)
  await writeFile(path.join(folder, 'fails.spec.ts'), FAILING)
  await writeFile(path.join(folder, 'params.ts'), PARAMS)
  const { suites } = await runProject(folder, app.url)
  const results = Object.fromEntries(suites[0]!.specs.map(({ title, tests }) => [title, tests[0]!.results[0]!]))

  playwright(results['passes']).toMatchObject({ status: 'passed', attachments: [] })
  playwright(results['fails']!.status).toBe('failed')
  const data = { user: 'string of 8 characters' }
  playwright(attachedTo(results['fails']!)).toMatchObject([{ format: 'clearjar', data }])
  playwright(attachedTo(results['fails with a page alone']!)).toMatchObject([{ format: 'clearjar', cookie: null }])
  playwright(attachedTo(results['fails with a session of its page, which comes first']!)).toMatchObject([{ data }])

  const params = await readFile(path.join(folder, 'params.json'), 'utf8')
  playwright(params).toContain('"Expect \\"toBeSignedBy\\"",{"expected":"not shown"}')
  playwright(params).not.toMatch(/hunter22|eyJ/)
  playwright(params).not.toContain(KEY)
  // Those that failed are told of with their errors: a matcher, and an act.
  playwright(params).toContain('Expected a session cookie signed by another key.')
  playwright(params).toContain('JavaScript cannot delete the cookie')
  playwright(JSON.stringify(Object.values(results).map(({ errors }) => errors))).not.toContain('eyJ')
  playwright(results['fails']!.errors.map(({ location }) => path.basename(location.file))).toEqual([
    'fails.spec.ts',
    'fails.spec.ts'
  ])
})

const ROOT = path.resolve(import.meta.dirname, '../..')

const CONFIG = `
import root from ${JSON.stringify(path.join(ROOT, 'playwright.config.ts'))}
const use = { ...root.use, baseURL: process.env.APP_URL, trace: 'off' }
export default { ...root, use, testDir: '.', outputDir: 'results', reporter: [['json'], ['./params.ts']], workers: 1 }
`

/** What reporters are told of the arguments of a step, and of its error. */
const PARAMS = `
import { writeFileSync } from 'node:fs'
export default class {
  params = []
  onStepEnd(test, result, { title, params, error }) {
    this.params.push(title, params, error?.message, error?.stack, error?.value)
  }
  onEnd() { writeFileSync(new URL('params.json', import.meta.url), JSON.stringify(this.params)) }
}
`

const FAILING = `
import { expect, test } from '@clearjar/playwright'
test('passes', async ({ session }) => session.seed({ user: 'hunter22' }))
test('fails', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' })
  await page.goto('/')
  await expect(page).toBeSignedBy(process.env.APP_KEY)
  await expect.soft(page).not.toBeSignedBy([process.env.APP_KEY], { timeout: 50 })
  await expect(page).not.toHaveSession({ user: 'hunter22' }, { timeout: 50 })
})
test('fails with a page alone', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveSession({}, { timeout: 50 })
})
test('fails with a session of its page, which comes first', async ({ sessionOf, page }) => {
  const session = sessionOf(page)
  await session.seed({ user: 'hunter22' })
  await expect(session).toHaveNoSession({ timeout: 50 })
})
test('fails in an act', async ({ session, page }) => {
  await session.seed({ user: 'hunter22' })
  await page.goto('/')
  await session.deleteWithJavaScript()
})
`

function attachedTo({ attachments }: Result): unknown[] {
  return attachments
    .filter(({ name }) => name.startsWith('session'))
    .map(({ contentType, body }) => {
      playwright(contentType).toBe('application/json')
      const text = Buffer.from(body, 'base64').toString()
      playwright(text).not.toMatch(/hunter22|eyJ|[\w-]{27}/)
      return JSON.parse(text) as unknown
    })
}

interface JsonReport {
  readonly suites: readonly {
    readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly results: Result[] }[] }[]
  }[]
}

interface Result {
  readonly status: string
  readonly errors: readonly { readonly location: { readonly file: string } }[]
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly body: string }[]
}

/** Playwright exits with 1 when a test failed, as one does here. */
async function runProject(folder: string, url: string): Promise<JsonReport> {
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js')
  const child = spawn(process.execPath, ['--conditions=@clearjar/source', cli, 'test', '-c', folder], {
    cwd: ROOT,
    env: { ...process.env, APP_URL: url, APP_KEY: KEY },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  return JSON.parse(await readText(child.stdout)) as JsonReport
}
