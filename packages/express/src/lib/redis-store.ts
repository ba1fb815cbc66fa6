import { createHash } from 'node:crypto'

import { refuseUnknownStoreOptions } from './option-names.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionStore } from './store.ts'

/** What is used of a client: that of the package `redis`, alone, pooled, of a cluster or of sentinels, fits as it is. */
export interface RedisStoreClient {
  get(key: string): Promise<string | null>
  eval(script: string, options: RedisScriptInput): Promise<unknown>
  evalSha(sha1: string, options: RedisScriptInput): Promise<unknown>
}

export interface RedisScriptInput {
  keys: string[]
  arguments: string[]
}

export interface RedisStoreOptions {
  /** Connected by the application, and closed by it. */
  readonly client: RedisStoreClient
  /** Before every key. Default `clearjar:`. */
  readonly prefix?: string
}

/**
 * KEYS[1]; ARGV: the digest of what it must hold (empty: it must hold nothing), and to set it, text and seconds.
 *
 * The digest is not a secret: it keeps a text that the server has from being sent once more.
 */
const SWAP = `local held = redis.call('GET', KEYS[1])
if (held and redis.sha1hex(held) or '') ~= ARGV[1] then return 0 end
if ARGV[2] then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) else redis.call('DEL', KEYS[1]) end
return 1`

const SWAP_DIGEST: string = sha1(SWAP)

/**
 * Keeps texts in Redis 5 or newer, or Valkey, which removes each when its time is over. Every call is about one key,
 * so a cluster will do; a swap is one script. Reads go where the client sends them: one that reads from replicas may
 * get what was there a moment ago.
 *
 * While the server is down, a client waits or rejects, as its `disableOfflineQueue` says. What a swap has answered is
 * as durable as the server: `appendfsync` for one that stops, replication for a fail-over.
 *
 * @throws SessionMiddlewareError `invalid-option`
 */
export function createRedisStore(options: RedisStoreOptions): SessionStore {
  refuseUnknownStoreOptions('createRedisStore()', options, ['client', 'prefix'])
  const { client, prefix = 'clearjar:' } = options
  if (typeof client?.evalSha !== 'function') {
    throw new SessionMiddlewareError(
      'invalid-option',
      'client is one of the package redis: createRedisStore({ client: await createClient().connect() }).'
    )
  }

  async function run(input: RedisScriptInput): Promise<unknown> {
    try {
      return await client.evalSha(SWAP_DIGEST, input)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return client.eval(SWAP, input)
    }
  }

  return {
    async read(key) {
      return client.get(prefix + key)
    },
    async swap(key, before, after, ttl) {
      const expected = before === null ? '' : sha1(before)
      const wanted = after === null ? [] : [after, String(ttl)]
      return Number(await run({ keys: [prefix + key], arguments: [expected, ...wanted] })) === 1
    }
  }
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
