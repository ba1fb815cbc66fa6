import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { RedisStore } from 'connect-redis'
import { createClient, createClientPool, createCluster, createSentinel } from 'redis'

import { createEmbeddedStore } from '../lib/embedded-store.ts'
import { type ExpressSessionStore, fromExpressSessionStore } from '../lib/express-session-store.ts'
import { createMemoryStore } from '../lib/memory-store.ts'
import { createRedisStore } from '../lib/redis-store.ts'
import type { SessionStore } from '../lib/store.ts'
import { startRedisCluster, startRedisSentinel, startRedisServer, whyNoRedis } from './redis-server.ts'

type StoreClass = new (options?: object) => ExpressSessionStore
const require = createRequire(import.meta.url)
const expressSession = require('express-session') as { readonly MemoryStore: StoreClass }
const memorystore = require('memorystore') as (session: object) => StoreClass
const sessionFileStore = require('session-file-store') as (session: object) => StoreClass

/** The time of the stores that take a clock, in UNIX seconds. */
export const clock = { time: 1_800_000_000 }
const now = (): number => clock.time

export interface OpenedStore {
  readonly store: SessionStore
  close(): Promise<unknown>
}

export interface StoreKind {
  readonly name: string
  /** Why it is not there; empty when it is. */
  readonly skipped: string
  /** Whether `clock` is its clock; otherwise its time passes by itself. */
  readonly isClocked: boolean
  readonly open: () => Promise<OpenedStore>
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'clearjar-stores-'))
const noRedis = whyNoRedis()

/** Every store, each over the real thing. */
export const storeKinds: readonly StoreKind[] = [
  {
    name: 'memory',
    skipped: '',
    isClocked: true,
    open: async () => {
      const store = createMemoryStore({ now, sweepEvery: 0.005 })
      return { store, close: async () => store.close?.() }
    }
  },
  {
    name: 'embedded',
    skipped: '',
    isClocked: true,
    open: async () => {
      const path = folder()
      const store = createEmbeddedStore({ path, now, sweepEvery: 0.005 })
      return { store, close: async () => store.close?.().then(() => rmSync(path, { recursive: true })) }
    }
  },
  {
    name: 'redis',
    skipped: noRedis,
    isClocked: false,
    open: async () => {
      const server = await startRedisServer()
      const client = await createClient({ url: server.url }).connect()
      return { store: createRedisStore({ client }), close: () => client.close().then(server.stop) }
    }
  },
  {
    name: 'redis, a pool of clients',
    skipped: noRedis,
    isClocked: false,
    open: async () => {
      const server = await startRedisServer()
      const client = createClientPool({ url: server.url })
      await client.connect()
      return { store: createRedisStore({ client }), close: () => client.close().then(server.stop) }
    }
  },
  {
    name: 'redis, a cluster of three',
    skipped: noRedis,
    isClocked: false,
    open: async () => {
      const servers = await startRedisCluster()
      const client = createCluster({ rootNodes: [{ url: servers[0]!.url }] })
      await client.connect()
      const stop = () => Promise.all(servers.map((server) => server.stop()))
      return { store: createRedisStore({ client }), close: () => client.close().then(stop) }
    }
  },
  {
    name: 'redis, found by a sentinel',
    skipped: noRedis,
    isClocked: false,
    open: async () => {
      const server = await startRedisServer()
      const sentinel = await startRedisSentinel(server)
      const sentinelRootNodes = [{ host: '127.0.0.1', port: sentinel.port }]
      const client = await createSentinel({ name: 'clearjar', sentinelRootNodes }).connect()
      const stop = () => sentinel.stop().then(server.stop)
      return { store: createRedisStore({ client }), close: () => client.close().then(stop) }
    }
  },
  {
    name: 'express-session: its MemoryStore',
    skipped: '',
    isClocked: false,
    open: async () => ({ store: fromExpressSessionStore(new expressSession.MemoryStore()), close: async () => {} })
  },
  {
    name: 'express-session: memorystore',
    skipped: '',
    isClocked: false,
    open: async () => ({ store: fromExpressSessionStore(new (memorystore(expressSession))()), close: async () => {} })
  },
  {
    name: 'express-session: session-file-store',
    skipped: '',
    isClocked: false,
    open: async () => {
      const path = folder()
      const Store = sessionFileStore(expressSession)
      const store = fromExpressSessionStore(new Store({ path, retries: 0, reapInterval: -1, logFn: () => {} }))
      return { store, close: async () => rmSync(path, { recursive: true }) }
    }
  },
  {
    name: 'express-session: connect-redis',
    skipped: noRedis,
    isClocked: false,
    open: async () => {
      const server = await startRedisServer()
      const client = await createClient({ url: server.url }).connect()
      const store = fromExpressSessionStore(new RedisStore({ client }))
      return { store, close: () => client.close().then(server.stop) }
    }
  }
]
