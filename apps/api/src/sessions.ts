import { IncomingMessage, ServerResponse } from 'node:http'

import {
  inspectSession,
  session,
  type SessionEvent,
  type SessionInspection,
  type SessionMiddleware,
  type SessionOptions,
  type SessionStore,
  type TrackedSession
} from '@clearjar/express'
import type { NextFunction, Request, RequestHandler, Response } from 'express'

import { browserName } from './browser-name.ts'
import { type Claim, createClaimReader } from './claim.ts'
import type { Config } from './config.ts'
import { secretsFor } from './keys.ts'
import { pointType } from './point.ts'
import { effective, formatSettings, type Settings, type SettingsBook } from './settings.ts'
import { visitorIn } from './visitor.ts'

/** Under which settings a request runs. */
interface Visit {
  /** What the visitor chose, and gets where `kept` allows. */
  readonly settings: Settings
  /** How this session is kept, which may be stricter. */
  readonly kept: Settings
  /** The id of a session that this request moved, and that it has no more. */
  readonly moved: string | null
}

/** The sessions of this app: one `session()` for each way in which somebody wants his kept. */
export interface Sessions {
  /** Gives a request its session, as its visitor wants it. */
  readonly use: RequestHandler
  /** Does so under settings that begin with this request, and moves the session to them. */
  switchTo(req: Request, res: Response, next: NextFunction, settings: Settings): Promise<void>
  of(req: Request): Visit
  list(visitor: string): Promise<readonly TrackedSession[]>
  end(id: string): Promise<void>
  endAll(visitor: string): Promise<void>
  /** Ends what is still to be ended. The store stays open. */
  close(): Promise<void>
}

export interface SessionsOptions {
  readonly config: Pick<Config, 'secrets' | 'digest' | 'lifetime' | 'tabs'>
  readonly book: SettingsBook
  readonly store: SessionStore
  /** UNIX seconds; the clock when left out. */
  readonly now: (() => number) | undefined
}

export function createSessions({ config, book, store, now }: SessionsOptions): Sessions {
  const made = new Map<string, SessionMiddleware>()
  const visits = new WeakMap<Request, Visit>()
  const readClaim = createClaimReader(config, now)
  const kept = rememberLonger(store, config.lifetime)
  const acts = middlewareFor({ ...book.defaults, revocable: true })
  // What is wrong with the configuration shows when the app starts.
  middlewareFor(book.defaults)

  function middlewareFor(settings: Settings): SessionMiddleware {
    const name = formatSettings(settings)
    const found = made.get(name) ?? session(optionsFor(settings))
    made.set(name, found)
    return found
  }

  function optionsFor({ visibility, mode, lifetime, revocable, tabs, key }: Settings): SessionOptions {
    return {
      secrets: secretsFor(key, config.secrets),
      digest: config.digest,
      types: [pointType],
      lifetime,
      visibility,
      mode,
      accept: [{ mode: mode === 'cookie' ? 'server' : 'cookie' }],
      store: kept,
      storeTimeout: 1000,
      // As Flask does: the page shows that use signs a session again.
      slideAfter: 0,
      cookie: { secure: 'auto' },
      crossSite: true,
      tabs: { scope: tabs, path: TABS_PATH, ...config.tabs },
      onEvent: logEvent,
      // Its own clock tells more than whole seconds, and the tabs go by it.
      ...(now !== undefined && { now }),
      ...(revocable && { revocation: { subject: visitorIn, track: describe } })
    }
  }

  function run(req: Request, res: Response, next: NextFunction, visit: Visit): void {
    visits.set(req, visit)
    middlewareFor(visit.kept)(req, res, next)
  }

  return {
    use(req, res, next) {
      const settings = book.read(req)
      run(req, res, next, { settings, kept: stricter(settings, readClaim(req, settings.key)), moved: null })
    },
    async switchTo(req, res, next, settings) {
      // By the new settings' keys: what those do not fit is refused, and moves nowhere.
      const claim = readClaim(req, settings.key)
      // The session that came may be older than the new settings allow; it is signed anew with this answer.
      const lifetime = Math.max(settings.lifetime, book.read(req).lifetime)
      const strict = { ...stricter(settings, claim), lifetime }
      if (claim !== null && (await isLive(middlewareFor(strict), req))) {
        run(req, res, next, { settings, kept: { ...effective(settings), lifetime }, moved: claim.id })
      } else run(req, res, next, { settings, kept: strict, moved: null })
    },
    of(req) {
      const visit = visits.get(req)
      if (visit === undefined) throw new Error('This route has no session: mount it behind sessions.use.')
      return visit
    },
    list: (visitor) => acts.sessionsOf(visitor),
    end: (id) => acts.revoke(id),
    endAll: (visitor) => acts.revokeAll(visitor),
    async close() {
      await Promise.all([...made.values()].map((each) => each.close()))
    }
  }
}

/**
 * A session that can be ended is not taken for one that cannot be, whatever settings come with it: a copy that was
 * ended would live again for whoever leaves the settings out. Only its visitor moves it, with `switchTo`.
 */
function stricter(settings: Settings, claim: Claim | null): Settings {
  return effective(claim === null ? settings : { ...settings, mode: claim.mode, revocable: true })
}

/** Whether a session counts, without answering its request. @throws SessionMiddlewareError `store-unavailable`, by rejecting */
async function isLive(middleware: SessionMiddleware, { headers, method, log, socket }: Request): Promise<boolean> {
  const request = Object.assign(new IncomingMessage(socket), { headers, method, log })
  const response = new ServerResponse(request)
  const { received } = await new Promise<SessionInspection>((resolve, reject) => {
    middleware(request, response, (error) => {
      if (error === undefined) resolve(inspectSession(request))
      else reject(error)
    })
  })
  return received.status === 'present'
}

/**
 * Settings end with the browser's next choice: what was ended under a short lifetime has to stay so under the longest.
 * What else is kept, data under `s:` and tabs under `t:`, ends when it was meant to.
 */
function rememberLonger(store: SessionStore, longest: number): SessionStore {
  return {
    read: (key) => store.read(key),
    swap: (key, before, after, ttl) =>
      store.swap(key, before, after, /^[st]:/.test(key) ? ttl : Math.max(ttl, longest + MARGIN))
  }
}

/** Where pages report their tabs. */
const TABS_PATH = '/api/session/tabs'

/** Seconds for clocks that differ, and for answers that are under way. */
const MARGIN = 300

function describe({ headers }: IncomingMessage): string {
  return browserName(headers['user-agent'])
}

/** Types and names only: that is all that an event has. */
function logEvent(event: SessionEvent, { log }: IncomingMessage): void {
  log.debug({ event }, 'session')
}
