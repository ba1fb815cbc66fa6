/** Every row of the tables, by name. The first is the measure of the others. */
import { session } from '@clearjar/express'

import { type Contender, SECRET, sessionViews } from './app.ts'
import {
  bareExpress,
  createCookieSession,
  createExpressSession,
  createExpressSessionOnRedis,
  createIronSession
} from './peers.ts'

export interface Row {
  /** Called in a process of the row's own. `redisPort` is set when `needsRedis` is. */
  readonly create: (redisPort: number) => Contender | Promise<Contender>
  /** Served by the server of `@clearjar/express/server`. */
  readonly matched?: true
  readonly needsRedis?: true
}

const clearjar = (): Contender => ({ middleware: session({ secrets: [SECRET] }), views: sessionViews })

export const BARE = 'bare Express 5'
export const OURS = 'clearjar'
export const PEER = 'cookie-session'

export const rows: Readonly<Record<string, Row>> = {
  [BARE]: { create: () => bareExpress },
  [OURS]: { create: clearjar },
  'matched server, no session': { create: () => bareExpress, matched: true },
  'matched server + clearjar': { create: clearjar, matched: true },
  [PEER]: { create: createCookieSession },
  'express-session, memory': { create: () => createExpressSession() },
  'express-session, Redis': { create: createExpressSessionOnRedis, needsRedis: true },
  'iron-session': { create: createIronSession }
}
