import {
  createClient,
  type createClientPool,
  type createCluster,
  type createSentinel,
  type RedisClientPoolType,
  type RedisClientType,
  type RedisClusterType,
  type RedisSentinelType
} from 'redis'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest'

import { type RedisServer, startRedisServer, whyNoRedis } from '../testing/redis-server.ts'
import { createRedisStore, type RedisStoreClient } from './redis-store.ts'

const skipped = whyNoRedis()

test('takes every kind of client of the official package', () => {
  expectTypeOf<ReturnType<typeof createClient>>().toExtend<RedisStoreClient>()
  expectTypeOf<ReturnType<typeof createClientPool>>().toExtend<RedisStoreClient>()
  expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisStoreClient>()
  expectTypeOf<ReturnType<typeof createSentinel>>().toExtend<RedisStoreClient>()
  expectTypeOf<RedisClientType>().toExtend<RedisStoreClient>()
  expectTypeOf<RedisClientPoolType>().toExtend<RedisStoreClient>()
  expectTypeOf<RedisClusterType>().toExtend<RedisStoreClient>()
  expectTypeOf<RedisSentinelType>().toExtend<RedisStoreClient>()
})

test('refuses a client of another package when the application starts', () => {
  const other = { get: async () => null, evalsha: async () => null } as unknown as RedisStoreClient
  expect(() => createRedisStore({ client: other })).toThrow(expect.objectContaining({ code: 'invalid-option' }))
})

describe.skipIf(skipped !== '')(`redis${skipped}`, () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server.stop())

  /** A client that has noticed every change of the server, and tries to come back at once. */
  const connect = (disableOfflineQueue = false) =>
    createClient({ url: server.url, disableOfflineQueue, socket: { reconnectStrategy: 10 } })
      .on('error', () => {})
      .connect()

  test('writes under the prefix, with the time that the server removes it after', async () => {
    const client = await connect()
    await createRedisStore({ client }).swap('s:id', null, 'text', 600)
    await createRedisStore({ client, prefix: 'shop:' }).swap('s:id', null, 'other', 60)
    expect(await client.get('clearjar:s:id')).toBe('text')
    expect(await client.get('shop:s:id')).toBe('other')
    expect(await client.ttl('clearjar:s:id')).toBeGreaterThan(590)
    expect(await client.ttl('shop:s:id')).toBeLessThanOrEqual(60)
    await client.close()
  })

  test('sends the script only to a server that does not have it', async () => {
    const client = await connect()
    const store = createRedisStore({ client })
    await client.scriptFlush()
    const evaluations = vi.spyOn(client, 'eval')
    expect(await store.swap('s:script', null, 'text', 60)).toBe(true)
    expect(await store.swap('s:script', 'text', 'next', 60)).toBe(true)
    expect(await store.swap('s:script', 'text', 'late', 60)).toBe(false)
    expect(evaluations).toHaveBeenCalledTimes(1)
    await client.close()
  })

  test('sends a digest, not the text that the server has', async () => {
    const client = await connect()
    const store = createRedisStore({ client })
    const text = 'x'.repeat(100_000)
    await store.swap('s:long', null, text, 60)
    const evaluations = vi.spyOn(client, 'evalSha')
    expect(await store.swap('s:long', text, null, 60)).toBe(true)
    expect(JSON.stringify(evaluations.mock.calls).length).toBeLessThan(200)
    await client.close()
  })

  test('rejects with what the server says', async () => {
    const client = await connect()
    await client.lPush('clearjar:s:list', 'not a text')
    const store = createRedisStore({ client })
    await expect(store.read('s:list')).rejects.toThrow('WRONGTYPE')
    await expect(store.swap('s:list', null, 'text', 60)).rejects.toThrow('WRONGTYPE')
    await client.close()
  })

  test('rejects while the server is down when the client does not queue', async () => {
    const client = await connect(true)
    const store = createRedisStore({ client })
    await server.stop()
    await vi.waitUntil(() => !client.isReady)
    await expect(store.read('s:id')).rejects.toThrow()
    await expect(store.swap('s:id', null, 'text', 60)).rejects.toThrow()
    await server.start()
    await vi.waitUntil(() => client.isReady, { timeout: 5_000 })
    expect(await store.swap('s:back', null, 'text', 60)).toBe(true)
    await client.close()
  })

  test('answers when the server is back when the client queues, as it does by default', async () => {
    const client = await connect()
    const store = createRedisStore({ client })
    await server.stop()
    await vi.waitUntil(() => !client.isReady)
    let answered = false
    const answers = Promise.all([store.swap('s:queued', null, 'text', 60), store.read('s:other')]).finally(() => {
      answered = true
    })
    const failures = vi.fn<() => void>()
    client.on('error', failures)
    await vi.waitUntil(() => failures.mock.calls.length > 2, { timeout: 5_000 })
    expect(answered).toBe(false)
    await server.start()
    expect(await answers).toEqual([true, null])
    await client.close()
  })
})
