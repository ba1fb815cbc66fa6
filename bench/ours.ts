/** Clearjar, with the options that cost something. */
import { randomBytes } from 'node:crypto'

import { createMemoryStore, createRedisStore, session, type SessionOptions } from '@clearjar/express'
import { createClient } from 'redis'

import { type Contender, SECRET, sessionViews } from './app.ts'

const AT_ONCE = 10_000
const MONTH = 31 * 86_400

export function createClearjar(options: Partial<SessionOptions> = {}): Contender {
  return { middleware: session({ secrets: [SECRET], ...options }), views: sessionViews }
}

export async function createOnRedis(port: number): Promise<Contender> {
  const client = await createClient({ socket: { port } }).connect()
  return createClearjar({ mode: 'server', store: createRedisStore({ client }) })
}

/** Asks for every request whether its session was ended, of a store that knows of so many that were. */
export async function createWithRevocation(revoked: number, store = createMemoryStore()): Promise<Contender> {
  for (let count = 0; count < revoked; count += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => store.swap(revokedKey(), null, '', MONTH)))
  }
  return createClearjar({ revocation: true, store })
}

/** As the middleware notes it. */
function revokedKey(): string {
  return `r:${randomBytes(16).toString('base64url')}`
}
