/** Every row of the tables, by name. The first is the measure of the others. */
import path from 'node:path'

import { createEmbeddedStore, createMemoryStore } from '@clearjar/express'

import type { Contender } from './app.ts'
import { createClearjar, createOnRedis, createWithRevocation } from './ours.ts'
import {
  bareExpress,
  createCookieSession,
  createExpressSession,
  createExpressSessionOnRedis,
  createIronSession
} from './peers.ts'

/** What a row may use: a folder for its files, and a Redis, whose port is 0 when there is none. */
export interface Place {
  readonly folder: string
  readonly redisPort: number
}

interface Row {
  /** Called in a process of the row's own. */
  readonly create: (place: Place) => Contender | Promise<Contender>
  /** Served by the server of `@clearjar/express/server`. */
  readonly matched?: true
  readonly needsRedis?: true
}

const folderOf = ({ folder }: Place, name: string) => ({ path: path.join(folder, name) })

const MILLION = 1_000_000

const BARE = 'bare Express 5'
export const OURS = 'clearjar'
export const PEER = 'cookie-session'

export const rows: Readonly<Record<string, Row>> = {
  [BARE]: { create: () => bareExpress },
  [OURS]: { create: () => createClearjar() },
  'matched server, no session': { create: () => bareExpress, matched: true },
  'matched server + clearjar': { create: () => createClearjar(), matched: true },
  [PEER]: { create: createCookieSession },
  'iron-session': { create: createIronSession },
  'express-session, memory': { create: () => createExpressSession() },
  'clearjar on the server, memory': { create: () => createClearjar({ mode: 'server', store: createMemoryStore() }) },
  'clearjar on the server, LMDB': {
    create: (place) => createClearjar({ mode: 'server', store: createEmbeddedStore(folderOf(place, 'sessions')) })
  },
  'express-session, Redis': { create: ({ redisPort }) => createExpressSessionOnRedis(redisPort), needsRedis: true },
  'clearjar on the server, Redis': { create: ({ redisPort }) => createOnRedis(redisPort), needsRedis: true },
  'clearjar, revocation, none revoked': { create: () => createWithRevocation(0) },
  'clearjar, 1,000,000 revoked in memory': { create: () => createWithRevocation(MILLION) },
  'clearjar, 1,000,000 revoked in LMDB': {
    create: (place) => createWithRevocation(MILLION, createEmbeddedStore(folderOf(place, 'revoked')))
  }
}
