/**
 * How many tabs one connection to Redis keeps alive: a visible tab reports every 15 seconds, which is one read and one
 * swap of the record of its session; a hidden one every 200. Beside it what express-session's `rolling` does to Redis
 * with each request of each tab (`connect-redis`, `touch`), and the same two steps without comparing.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { createRedisStore } from '@clearjar/express'
import { RedisStore } from 'connect-redis'
import { createClient } from 'redis'

import { printTable } from './compare.ts'
import { startRedis } from './redis-server.ts'

const SESSIONS = 10_000
const AT_ONCE = 256
const ROUNDS = 7
const SECONDS_BETWEEN = 15
const TTL = 43_245

const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-bench-'))
const redis = await startRedis(folder)
if (redis.port === 0) {
  console.log('There is no redis-server on the path, so there is nothing to measure.')
} else {
  await measure(redis.port)
  await redis.stop()
}
await rm(folder, { recursive: true })

async function measure(port: number): Promise<void> {
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect()
  const store = createRedisStore({ client })
  const peer = new RedisStore({ client, prefix: 'peer:' })
  const key = (session: number): string => `t:${String(session).padStart(22, '0')}`
  const record = (n: number): string =>
    JSON.stringify({
      unclaimed: 0,
      tabs: {
        [String(n).padStart(22, '0')]: { doc: '0'.repeat(32), n, mark: '7f3a', state: 'open', hidden: false, until: n }
      }
    })
  const session = { cookie: { originalMaxAge: null }, user: 'ann@example.com', visits: 12 } as never
  for (let each = 0; each < SESSIONS; each++) {
    await store.swap(key(each), null, record(0), TTL)
    await peer.set(key(each), session)
  }
  const bytes = await client.memoryUsage(`clearjar:${key(0)}`)

  const acts: Record<string, (each: number, round: number) => Promise<unknown>> = {
    'connect-redis touch': (each) => peer.touch(key(each), session),
    'read and write, not compared': async (each, round) => {
      await client.get(`clearjar:${key(each)}`)
      await client.set(`floor:${key(each)}`, record(round), { EX: TTL })
    },
    'a tab that is kept': async (each, round) => {
      const held = await store.read(key(each))
      if (!(await store.swap(key(each), held, record(round + 1), TTL))) throw new Error('Somebody else swapped.')
    }
  }
  const rates = new Map<string, number[]>(Object.keys(acts).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, act] of Object.entries(acts)) rates.get(name)!.push(await perSecond((each) => act(each, round)))

  const median = (name: string): number => rates.get(name)!.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
  const one = median('connect-redis touch')
  const rows = new Map(Object.keys(acts).map((name) => [name, [median(name) / one, median(name) * SECONDS_BETWEEN]]))
  printTable('One connection to Redis', ['speed', 'visible tabs'], rows)
  console.log(`\nBytes of Redis per session with one tab: ${bytes}`)
  await client.close()
}

async function perSecond(act: (each: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < SESSIONS) await act(next++)
    })
  )
  return SESSIONS / ((performance.now() - start) / 1000)
}
