import { createEmbeddedStore, createMemoryStore, createRedisStore, type SessionStore } from '@clearjar/express'
import type { Logger } from 'pino'

import type { StoreConfig } from './config.ts'
import { ConfigError } from './config-error.ts'

/** What the server keeps of sessions, if a visitor wants it to keep anything. */
export type OpenStore = SessionStore & Required<Pick<SessionStore, 'close'>>

/** Rejects with a ConfigError for a folder that cannot be used. */
export async function openStore(config: StoreConfig, logger: Logger): Promise<OpenStore> {
  switch (config.kind) {
    case 'memory':
      return closable(createMemoryStore())
    case 'embedded':
      return closable(openFolder(config.path))
    case 'redis':
      return openRedis(config.url, logger)
  }
}

function closable(store: SessionStore): OpenStore {
  return { ...store, close: async () => store.close?.() }
}

function openFolder(path: string): SessionStore {
  try {
    return createEmbeddedStore({ path })
  } catch (error) {
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
    if (code === null) throw error
    throw new ConfigError(
      `${path} cannot be written (${code}). Choose another folder with CLEARJAR_DATA, or set SESSION_STORE=memory.`
    )
  }
}

/**
 * Connects in the background and for as long as it takes: a visitor whose session is in the cookie needs no Redis.
 * Meanwhile a command fails at once instead of waiting.
 */
async function openRedis(url: string, logger: Logger): Promise<OpenStore> {
  // A third of the time that a start takes, and most have no Redis.
  const { createClient } = await import('redis')
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 1000, reconnectStrategy: (retries) => Math.min(50 * (retries + 1), 1000) }
  })
  let isDown = false
  client.on('error', (error: unknown) => {
    // Once, not at every attempt. What an error says may quote the address, and that may have a password.
    if (!isDown) logger.error({ code: codeOf(error) }, 'redis does not answer')
    isDown = true
  })
  client.on('ready', () => {
    if (isDown) logger.info('redis answers again')
    isDown = false
  })
  client.connect().catch(() => {
    // It was closed before it ever answered; what else goes wrong is an event.
  })
  return {
    ...createRedisStore({ client }),
    async close() {
      if (client.isReady) await client.close()
      else if (client.isOpen) client.destroy()
    }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
