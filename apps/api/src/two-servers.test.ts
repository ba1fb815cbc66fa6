import { once } from 'node:events'

import { expect, test } from 'vitest'

import { type Browser, createBrowser, problemOf } from './testing/browser.ts'
import {
  type RedisServer,
  type RoundRobin,
  startApi,
  startRedis,
  startRoundRobin,
  whyNoRedis
} from './testing/processes.ts'

const reason = whyNoRedis()
const testWithRedis = test.skipIf(reason !== '')
const LONG = { timeout: 60_000 }

interface Site {
  readonly redis: RedisServer
  readonly servers: readonly Awaited<ReturnType<typeof startApi>>[]
  readonly proxy: RoundRobin
  visit(): Browser
}

async function openSite(): Promise<Site> {
  const redis = await startRedis()
  const env = { SESSION_STORE: redis.url, LOG_LEVEL: 'warn' }
  const servers = await Promise.all([startApi(env), startApi(env)])
  for (const { url } of servers) await untilStoreAnswers(createBrowser(url))
  const proxy = await startRoundRobin(servers.map(({ url }) => url))
  return { redis, servers, proxy, visit: () => createBrowser(proxy.url) }
}

/** The connection to Redis is made in the background. */
async function untilStoreAnswers(browser: Browser): Promise<void> {
  await browser.patch({ mode: 'server' }, '/api/settings')
  const save = async () => (await browser.patch({ data: { string: 'there' } })).status
  await expect.poll(save, { timeout: 10_000 }).toBe(200)
}

/** A visitor with a session that can be ended, and a copy of its cookie at each server. */
async function openCopied({ visit, servers }: Site) {
  const browser = visit()
  await browser.patch({ revocable: true }, '/api/settings')
  await browser.patch({ data: { string: 'copied' } })
  const { id } = await browser.report()
  const copies = servers.map(({ url }) => createBrowser(url, browser.copy('session').jar))
  return { browser, copies, end: async () => (await browser.ask(`/api/sessions/${id}`, { method: 'DELETE' })).status }
}

const ENDED = { status: 'refused', reason: 'ended' }

testWithRedis(`what is on the server is on both servers${reason}`, LONG, async () => {
  const { visit, proxy } = await openSite()
  const browser = visit()
  await browser.patch({ mode: 'server' }, '/api/settings')
  for (const name of ['one', 'two', 'three']) await browser.patch({ data: { [name]: name } })
  for (const _server of proxy.answered) {
    expect(await browser.report()).toMatchObject({ mode: 'server', data: { one: 'one', two: 'two', three: 'three' } })
  }
  expect(Math.min(...proxy.answered)).toBeGreaterThan(1)
})

testWithRedis(`what was ended is ended on both servers${reason}`, LONG, async () => {
  const { copies, end } = await openCopied(await openSite())
  for (const copy of copies) expect(await copy.report()).toMatchObject({ status: 'present', revocable: true })
  expect(await end()).toBe(200)
  for (const copy of copies) expect(await copy.report()).toMatchObject(ENDED)
})

testWithRedis(`a server that is killed takes nothing with it${reason}`, LONG, async () => {
  const site = await openSite()
  const { copies, end } = await openCopied(site)
  await end()
  const browser = site.visit()
  await browser.patch({ mode: 'server' }, '/api/settings')
  const kept: Record<string, string> = {}
  let killed: Promise<void> | undefined
  for (let made = 0; made < 30; made += 1) {
    // Not waited for, so that it comes while requests are under way.
    if (made === 10) killed = site.servers[0]!.kill()
    kept[`name ${made}`] = String(made)
    expect((await browser.patch({ data: { [`name ${made}`]: String(made) } })).status).toBe(200)
  }
  await killed
  expect(await browser.report()).toMatchObject({ status: 'present', data: kept })
  expect(await copies[1]!.report()).toMatchObject(ENDED)
  expect((await browser.ask('/api/sessions')).status).toBe(200)
})

testWithRedis(`while Redis is stopped, only those wait who need it, and then all is back${reason}`, LONG, async () => {
  const site = await openSite()
  const { copies, end } = await openCopied(site)
  await end()
  const plain = site.visit()
  await plain.patch({ data: { string: 'in the cookie' } })
  const browser = site.visit()
  await browser.patch({ mode: 'server' }, '/api/settings')
  await browser.patch({ data: { string: 'on the server' } })
  const { cookie } = browser

  await site.redis.stop()
  for (const _server of site.servers) {
    const start = performance.now()
    expect(await problemOf(await browser.ask('/api/session'))).toMatchObject({ status: 503, code: 'store-unavailable' })
    expect((await browser.patch({ data: { string: 'lost' } })).status).toBe(503)
    expect((await copies[0]!.ask('/api/session')).status).toBe(503)
    expect(performance.now() - start).toBeLessThan(3000)
    expect((await plain.patch({ data: { more: 'too' } })).status).toBe(200)
    expect(await plain.report()).toMatchObject({ status: 'present', data: { string: 'in the cookie', more: 'too' } })
  }
  expect(browser.cookie).toBe(cookie)
  for (const { printed } of site.servers) expect(printed()).toContain('redis does not answer')

  await site.redis.start()
  for (const { url } of site.servers) {
    const same = createBrowser(url, browser.jar)
    await expect.poll(async () => (await same.ask('/api/session')).status, { timeout: 10_000 }).toBe(200)
    expect(await same.report()).toMatchObject({ status: 'present', data: { string: 'on the server' } })
  }
  for (const copy of copies) expect(await copy.report()).toMatchObject(ENDED)
  for (const { printed } of site.servers) expect(printed()).not.toMatch(/on the server|in the cookie|eyJ|redis:\/\//)
})

testWithRedis(`a server that starts before its Redis serves those who need none${reason}`, LONG, async () => {
  const redis = await startRedis()
  await redis.stop()
  const { url, child } = await startApi({ SESSION_STORE: redis.url })
  const browser = createBrowser(url)
  expect((await browser.patch({ data: { string: 'hello' } })).status).toBe(200)
  const patch = async () => (await browser.patch({ mode: 'server' }, '/api/settings')).status
  expect(await patch()).toBe(503)
  expect(await browser.report()).toMatchObject({ mode: 'cookie', data: { string: 'hello' } })
  await redis.start()
  await expect.poll(patch, { timeout: 10_000 }).toBe(200)
  expect(await browser.report()).toMatchObject({ mode: 'server', data: { string: 'hello' } })
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})
