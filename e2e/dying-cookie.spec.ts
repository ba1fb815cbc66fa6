import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { session, sessionOf } from '@clearjar/express'
import { test as base } from '@clearjar/playwright'
import { type BrowserContext, expect, type Page } from '@playwright/test'

import { moduleAt } from './browser-modules.ts'
import { type Keep, keeping } from './keeping.ts'
import { KEY } from './key.ts'

interface Site {
  /** `seconds` and `scope` of every page, and whether the cookie is split. */
  url(page: string, options?: Record<string, string>): string
  /** A page of another site, without the cookie. */
  readonly elsewhere: string
  /** Answers the requests to `/late`, which renew the session. */
  answerLate(): void
}

/** Pages with nothing but a dying cookie, in front of a server that keeps nothing. */
async function serveSite(): Promise<Site & AsyncDisposable> {
  const sessions = {
    readable: session({ secrets: [KEY], visibility: 'readable', permanent: false }),
    split: session({ secrets: [KEY], visibility: 'split', permanent: false })
  }
  const late: (() => void)[] = []
  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const module = moduleAt(pathname)
    if (module !== undefined) {
      response.setHeader('Content-Type', 'text/javascript')
      response.setHeader('Cache-Control', 'max-age=60')
      response.end(await readFile(module))
      return
    }
    const middleware = sessions[searchParams.get('cookie') === 'split' ? 'split' : 'readable']
    middleware(request, response, () => route(pathname, request, response))
  }

  function route(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const data = sessionOf<{ user: string }>(request)
    if (pathname === '/sign-in') data.user = 'ann'
    if (pathname === '/late') {
      data.user = 'ann, renewed'
      late.push(() => response.end())
      return
    }
    if (pathname === '/download') response.setHeader('Content-Disposition', 'attachment; filename=file.txt')
    if (pathname === '/sign-in' || pathname === '/who' || pathname === '/download') {
      response.end(data.user ?? 'nobody')
      return
    }
    response.setHeader('Content-Type', 'text/html')
    response.end(request.headers.host?.startsWith('localhost') === true ? PAGE : '<title>Elsewhere</title>')
  }

  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: (page, options = {}) => `http://localhost:${port}/${page}?${new URLSearchParams(options).toString()}`,
    elsewhere: `http://127.0.0.1:${port}/`,
    answerLate() {
      for (const answerNow of late.splice(0)) answerNow()
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

/** `data-first`: who the server took this page for in its first request, sent as soon as that was decided. */
const PAGE = `<!doctype html>
<title>A dying cookie</title>
<script type="importmap">{ "imports": { "js-cookie": "/js-cookie.js" } }</script>
<script type="module">
  import { createDyingCookie } from '/dist/dying-cookie.js'
  const { searchParams } = new URL(location.href)
  const cookie = createDyingCookie({
    seconds: Number(searchParams.get('seconds') ?? 3),
    scope: searchParams.get('scope') ?? 'last-tab'
  })
  globalThis.cookie = cookie
  const show = () => {
    const snapshot = cookie.getSnapshot()
    document.body.dataset.status = snapshot.status + (snapshot.cause ? ' ' + snapshot.cause : '')
  }
  cookie.subscribe(show)
  show()
  await cookie.ready
  document.body.dataset.first = await (await fetch('/who' + location.search)).text()
</script>
<body>
<a id=next href="/next">next</a> <a id=download href="/download">download</a>
<script>next.search = download.search = location.search</script>`

const test = base.extend<{ site: Site }, { keep: Keep }>({
  ...keeping,
  site: async ({ keep }, use) => use(await keep('dying cookies', serveSite))
})

const eventually = { timeout: 10_000, intervals: [20] }

async function isIn(page: Page, status: string): Promise<void> {
  await expect(page.locator('body')).toHaveAttribute('data-status', status)
}

/** Who the server took the document for that is there now. */
async function isFirst(page: Page, user: string): Promise<void> {
  await expect(page.locator('body')).toHaveAttribute('data-first', user)
}

async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Opens a page and signs in there. */
async function signIn(context: BrowserContext, url: string): Promise<Page> {
  const page = await open(context, url)
  await isIn(page, 'unseen')
  await page.evaluate(async () => {
    await fetch(`/sign-in${location.search}`)
    const { cookie } = globalThis as unknown as { cookie: { adopt(): void } }
    cookie.adopt()
  })
  await isIn(page, 'kept')
  return page
}

async function find(context: BrowserContext): Promise<{ value: string; expires: number } | undefined> {
  return (await context.cookies()).find(({ name }) => name === 'session')
}

/** The cookie is there, and goes with the browser. */
async function livesOn(context: BrowserContext): Promise<void> {
  await expect.poll(async () => (await find(context))?.expires, eventually).toBe(-1)
}

/** Milliseconds until the browser has no cookie any more. */
async function ends(context: BrowserContext, what: string): Promise<number> {
  const start = performance.now()
  await expect.poll(() => find(context), { ...eventually, timeout: 35_000 }).toBeUndefined()
  const took = Math.round(performance.now() - start)
  test.info().annotations.push({ type: what, description: `${took} ms` })
  console.log(`${what}: the cookie was gone after ${took} ms`)
  return took
}

/** Counts how often the page rewrites the cookie from here on. */
async function countWrites(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!
    document.body.dataset.writes = '0'
    Object.defineProperty(document, 'cookie', {
      get: get!,
      set(line: string) {
        set!.call(document, line)
        document.body.dataset.writes = String(Number(document.body.dataset.writes) + 1)
      }
    })
  })
  return async () => Number(await page.locator('body').getAttribute('data-writes'))
}

for (const cookie of ['readable', 'split']) {
  test(`closing the last page ends a ${cookie} session within the seconds`, async ({ context, site }) => {
    const page = await signIn(context, site.url('', { cookie }))
    await page.close()
    const took = await ends(context, `closed, ${cookie}`)
    expect(took).toBeGreaterThan(1_500)
    expect(took).toBeLessThan(4_000)
    // The page cannot reach the other half: the server deletes it.
    expect((await context.cookies()).map(({ name }) => name)).toEqual(cookie === 'split' ? ['session.sig'] : [])
    const next = await open(context, site.url('', { cookie }))
    await isFirst(next, 'nobody')
    expect(await context.cookies()).toEqual([])
  })
}

test('a page that is asked to close with beforeunload ends the session, too', async ({ context, site }) => {
  const page = await signIn(context, site.url(''))
  await page.close({ runBeforeUnload: true })
  expect(await ends(context, 'closed with beforeunload')).toBeLessThan(4_000)
})

test('a reload keeps the session, and so does a link of the same site', async ({ context, site }) => {
  const page = await signIn(context, site.url(''))
  await page.reload()
  await isIn(page, 'kept')
  await livesOn(context)
  await isFirst(page, 'ann')
  await page.locator('#next').click()
  await page.waitForURL(/\/next/)
  await isIn(page, 'kept')
  await livesOn(context)
  await isFirst(page, 'ann')
})

test('a storm of reloads keeps the session', async ({ context, site }) => {
  const page = await signIn(context, site.url(''))
  await page.addInitScript(() => {
    const count = Number(sessionStorage.getItem('storm'))
    if (count === 20) return
    sessionStorage.setItem('storm', String(count + 1))
    setTimeout(() => location.reload(), 40)
  })
  await page.reload()
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('storm')).catch(() => null), eventually).toBe('20')
  await isIn(page, 'kept')
  await livesOn(context)
  await isFirst(page, 'ann')
})

test('the last of two tabs ends the session', async ({ context, site }) => {
  const first = await signIn(context, site.url(''))
  const second = await open(context, site.url(''))
  await isIn(second, 'kept')
  await isFirst(second, 'ann')
  const writes = await countWrites(second)
  await first.close()
  await expect.poll(writes, eventually).toBeGreaterThan(0)
  await livesOn(context)
  await isIn(second, 'kept')
  await second.close()
  expect(await ends(context, 'closed the last of two')).toBeLessThan(4_000)
})

test('two tabs that close at once end the session', async ({ context, site }) => {
  test.setTimeout(45_000)
  const first = await signIn(context, site.url('', { seconds: '1' }))
  const second = await open(context, site.url('', { seconds: '1' }))
  await isIn(second, 'kept')
  await Promise.all([first.close(), second.close()])
  expect(await ends(context, 'closed both at once, 1 s')).toBeLessThan(11_000)
})

test('a reload that overtakes the close of another tab keeps the session', async ({ context, site }) => {
  const first = await signIn(context, site.url(''))
  const second = await open(context, site.url(''))
  await isIn(second, 'kept')
  await Promise.all([first.close(), second.reload()])
  await isIn(second, 'kept')
  await isFirst(second, 'ann')
  await livesOn(context)
})

test('a copy of the tab keeps the session until it is closed, too', async ({ context, site }) => {
  const original = await signIn(context, site.url(''))
  const opening = original.waitForEvent('popup')
  await original.evaluate(() => void window.open(location.href))
  const copy = await opening
  await isIn(copy, 'kept')
  const marks = await Promise.all(
    [original, copy].map((page) => page.evaluate(() => sessionStorage.getItem('session-dying-birth-tab')))
  )
  expect(new Set(marks).size).toBe(2)
  const writes = await countWrites(copy)
  await original.close()
  await expect.poll(writes, eventually).toBeGreaterThan(0)
  await livesOn(context)
  await copy.close()
  expect(await ends(context, 'closed the copy')).toBeLessThan(4_000)
})

test('a crash leaves the cookie until the next visit, which deletes it before it is used', async ({
  context,
  site
}) => {
  const page = await signIn(context, site.url(''))
  const client = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  client.send('Page.crash').catch(() => {})
  await crashed
  await livesOn(context)
  const next = await open(context, site.url(''))
  await isFirst(next, 'nobody')
  await isIn(next, 'ended left-over')
  expect(await context.cookies()).toEqual([])
})

test('an answer that comes after the last page has gone leaves the cookie to the next visit, which deletes it', async ({
  context,
  site
}) => {
  const page = await signIn(context, site.url(''))
  await page.evaluate(() =>
    addEventListener('pagehide', () => void fetch(`/late${location.search}`, { keepalive: true }))
  )
  await page.close()
  await ends(context, 'closed, an answer on its way')
  site.answerLate()
  await livesOn(context)
  const next = await open(context, site.url(''))
  await isFirst(next, 'nobody')
  expect(await context.cookies()).toEqual([])
})

test('a stay on another site ends the session when it takes longer than the seconds', async ({ context, site }) => {
  const page = await signIn(context, site.url('', { seconds: '4' }))
  await page.goto(site.elsewhere)
  await page.goto(site.url('', { seconds: '4' }))
  await isFirst(page, 'ann')
  await page.goto(site.elsewhere)
  await ends(context, 'away on another site, 4 s')
  await page.goto(site.url('', { seconds: '4' }))
  await isIn(page, 'ended ran-out')
  await isFirst(page, 'nobody')
})

test('a prompt before leaving that is cancelled keeps the session', async ({ context, site }) => {
  const page = await signIn(context, site.url(''))
  const writes = await countWrites(page)
  await page.evaluate(() =>
    addEventListener('beforeunload', (event) => {
      event.preventDefault()
      setTimeout(() => (document.body.dataset.asked = 'yes'))
    })
  )
  await page.locator('body').click()
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  await (await asked).dismiss()
  await expect(page.locator('body')).toHaveAttribute('data-asked', 'yes')
  expect(await writes()).toBe(0)
  expect((await find(context))?.expires).toBe(-1)
})

test('a download, for which the page stays, keeps the session', async ({ context, site }) => {
  const page = await signIn(context, site.url(''))
  const writes = await countWrites(page)
  const downloading = page.waitForEvent('download')
  await page.locator('#download').click()
  await downloading
  await expect.poll(writes, eventually).toBe(2)
  expect((await find(context))?.expires).toBe(-1)
  await isIn(page, 'kept')
})

test('in scope `tab` another tab uses the session but does not keep it', async ({ context, site }) => {
  const maker = await signIn(context, site.url('', { scope: 'tab' }))
  await maker.reload()
  await isIn(maker, 'kept')
  await livesOn(context)
  const guest = await open(context, site.url('', { scope: 'tab' }))
  await isIn(guest, 'guest')
  await isFirst(guest, 'ann')
  await maker.close()
  expect(await ends(context, 'scope tab, its tab closed')).toBeLessThan(4_000)
  await guest.reload()
  await isFirst(guest, 'nobody')
})

test('the back/forward cache gives the session back within the seconds, and ends it past them', async ({
  playwright,
  launchOptions,
  site
}) => {
  // The headless shell has none.
  const { CLEARJAR_BROWSER: executablePath } = process.env
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    ...(executablePath !== undefined && { executablePath }),
    ignoreDefaultArgs: ['--disable-back-forward-cache']
  })
  const context = await browser.newContext()
  const page = await signIn(context, site.url('', { seconds: '4' }))
  await page.evaluate(() => Object.assign(globalThis, { cached: true }))
  const isCached = (): Promise<boolean> => page.evaluate(() => 'cached' in globalThis)
  await page.goto(site.elsewhere)
  await page.goBack({ waitUntil: 'commit' })
  expect(await isCached()).toBe(true)
  await isIn(page, 'kept')
  await livesOn(context)
  await page.goto(site.elsewhere)
  await ends(context, 'in the back/forward cache, 4 s')
  await page.goBack({ waitUntil: 'commit' })
  expect(await isCached()).toBe(true)
  await isIn(page, 'ended ran-out')
  await browser.close()
})
