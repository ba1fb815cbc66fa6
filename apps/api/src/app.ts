import type { SessionStore } from '@clearjar/express'
import compression from 'compression'
import cookieParser from 'cookie-parser'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'

import type { Config } from './config.ts'
import { createHttpLogger } from './log.ts'
import { notFound, onlyAllow, problemHandler } from './problem.ts'
import { createReporter } from './report.ts'
import { createOpenApiRoutes } from './routes/openapi.ts'
import { createSessionRoutes } from './routes/session.ts'
import { createSessionsRoutes } from './routes/sessions.ts'
import { createSettingsRoutes } from './routes/settings.ts'
import { createStoryRoutes } from './routes/story.ts'
import { createSessions } from './sessions.ts'
import { createSettingsBook } from './settings.ts'
import { createWebApp } from './web-app.ts'

/** Whatever names a person makes up, and the story's `string`. */
declare module '@clearjar/express' {
  interface SessionData {
    string: string
    [name: string]: unknown
  }
}

export interface AppOptions {
  readonly config: Config
  readonly logger: Logger
  /** Where the server keeps what a visitor wants it to keep. */
  readonly store: SessionStore
  /** UNIX seconds; the clock when left out. */
  readonly now?: () => number
}

export interface App {
  readonly app: Express
  /** Ends what is still to be ended. The store stays open. */
  close(): Promise<void>
}

/** The companion API, with the built web app beside it, which needs no session. */
export function createApp({ config, logger, store, now }: AppOptions): App {
  const app = express()
  app.disable('x-powered-by')
  app.use(createHttpLogger(logger))
  app.use(securityHeaders())
  app.use(compression())
  app
    .route('/healthz')
    .get((_req, res) => void res.set('Cache-Control', 'no-store').json({ status: 'ok' }))
    .all(onlyAllow('GET', 'HEAD'))

  const webApp = createWebApp(config.webRoot)
  app.use(webApp.pages)
  const book = createSettingsBook(config.lifetime)
  const sessions = createSessions({ config, book, store, now })
  const clock = now ?? unixNow
  const reporter = createReporter({
    sessions,
    secrets: config.secrets,
    lifetimes: book.lifetimes,
    startedAt: now?.() ?? Date.now() / 1000,
    now: clock
  })
  app.use(createOpenApiRoutes(book))
  const paths = ['/api', '/enter_string', '/get_string']
  app.use(paths, noStore, cookieParser())
  app.use(createSettingsRoutes(book, sessions, reporter, clock))
  app.use(paths, sessions.use)
  app.use(createStoryRoutes(sessions))
  app.use(createSessionRoutes(reporter))
  app.use(createSessionsRoutes(sessions, reporter))
  app.use('/api', notFound)
  app.use(webApp.files)
  app.use(notFound)
  app.use(problemHandler)
  return { app, close: () => sessions.close() }
}

const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}

/** Everything comes from here, and nothing inline runs. Plain http is served too, so nothing asks for https. */
function securityHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"]
      }
    },
    // Without it, browsers hide from the guard against other sites that a request is our own.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false
  })
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}
