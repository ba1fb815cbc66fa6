import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { openBrowser, problemOf } from './testing/browser.ts'
import { temporaryFolder } from './testing/processes.ts'

const PAGE = '<!doctype html><title>Clearjar</title>'

/** What browsers send when somebody opens an address. */
const HTML = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

async function openBuilt() {
  const webRoot = temporaryFolder()
  mkdirSync(path.join(webRoot, 'assets'))
  writeFileSync(path.join(webRoot, 'index.html'), PAGE)
  writeFileSync(path.join(webRoot, 'sw.js'), '// works offline')
  writeFileSync(path.join(webRoot, 'assets/app-3f2a.js'), '// the app')
  return openBrowser({ webRoot })
}

test.each(['/', '/inspect', '/labs', '/labs/replay', '/answers'])(
  '%s is the page, asked for each time',
  async (address) => {
    const browser = await openBuilt()
    const response = await browser.ask(address, { headers: HTML })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(PAGE)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect((await browser.ask(address)).status).toBe(200)
    expect((await browser.ask(address, { method: 'HEAD', headers: HTML })).status).toBe(200)
  }
)

test('the address of the API is a page for people, and nothing for programs', async () => {
  const browser = await openBuilt()
  const page = await browser.ask('/api', { headers: HTML })
  expect(page.status).toBe(200)
  expect(await page.text()).toBe(PAGE)
  expect(page.headers.get('vary')).toContain('Accept')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  for (const accept of ['application/json', '*/*', 'application/json, text/html;q=0.5'])
    expect(await problemOf(await browser.ask('/api', { headers: { accept } }))).toMatchObject({ code: 'not-found' })
})

test('an address that there is not is the page with 404 for people, and a problem for programs', async () => {
  const browser = await openBuilt()
  const page = await browser.ask('/labs/replay/more', { headers: HTML })
  expect(page.status).toBe(404)
  expect(await page.text()).toBe(PAGE)
  expect(await problemOf(await browser.ask('/nowhere'))).toMatchObject({ code: 'not-found' })
  expect(await problemOf(await browser.ask('/nowhere', { method: 'POST', headers: HTML }))).toMatchObject({
    status: 404
  })
})

test('what is below the API is never the page', async () => {
  const browser = await openBuilt()
  expect(await problemOf(await browser.ask('/api/none', { headers: HTML }))).toMatchObject({ code: 'not-found' })
  expect(await (await browser.ask('/api/session', { headers: HTML })).json()).toMatchObject({ status: 'absent' })
  expect(await (await browser.ask('/get_string', { headers: HTML })).text()).toBe('Give me a string first!')
})

test('the page needs no session, and sends no cookie', async () => {
  const browser = await openBuilt()
  await browser.patch({ data: { string: 'hello' } })
  const response = await browser.ask('/inspect', { headers: HTML })
  expect(response.headers.getSetCookie()).toEqual([])
  expect(response.headers.get('vary')).not.toContain('Cookie')
})

test('files with a hash in their name are kept for ever, and the service worker is asked for each time', async () => {
  const browser = await openBuilt()
  const asset = await browser.ask('/assets/app-3f2a.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const worker = await browser.ask('/sw.js')
  expect(worker.headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  expect(await problemOf(await browser.ask('/assets/gone.js'))).toMatchObject({ code: 'not-found' })
})

test('lets nothing in but what comes from here, and nothing inline', async () => {
  const browser = await openBuilt()
  const policy = (await browser.ask('/', { headers: HTML })).headers.get('content-security-policy') ?? ''
  const rules = Object.fromEntries(
    policy.split(';').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')])
  )
  expect(rules).toEqual({
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'img-src': "'self' data:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'"
  })
})

test('says how to build a page that is not there', async () => {
  const response = await (await openBrowser()).ask('/labs', { headers: HTML })
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('npm run build')
})
