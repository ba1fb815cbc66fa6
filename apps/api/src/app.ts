import { session } from '@clearjar/express'
import compression from 'compression'
import cookieParser from 'cookie-parser'
import express, { type Express } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'

import type { Config } from './config.ts'
import { createHttpLogger } from './log.ts'
import { notFound, onlyAllow, problemHandler } from './problem.ts'
import { createReporter } from './report.ts'
import { createSessionRoutes } from './routes/session.ts'
import { createStoryRoutes } from './routes/story.ts'
import { serveWebApp } from './web-app.ts'

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
  /** UNIX seconds; the clock when left out. */
  readonly now?: () => number
}

/** The companion API, with the built web app beside it. */
export function createApp({ config, logger, now = unixNow }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(createHttpLogger(logger))
  app.use(securityHeaders())
  app.use(compression())
  app
    .route('/healthz')
    .get((_req, res) => void res.set('Cache-Control', 'no-store').json({ status: 'ok' }))
    .all(onlyAllow('GET', 'HEAD'))

  app.use(['/api', '/enter_string', '/get_string'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  app.use(cookieParser())
  app.use(
    session({
      secrets: config.secrets,
      digest: config.digest,
      lifetime: config.lifetime,
      // This page is there to see and to delete its session with JavaScript. Anywhere else, keep it hidden.
      visibility: 'readable',
      cookie: { secure: 'auto' },
      now
    })
  )
  app.use(createStoryRoutes())
  app.use(createSessionRoutes(createReporter(config.secrets.length, now)))
  app.use('/api', notFound)
  app.use(serveWebApp(config.webRoot))
  app.use(notFound)
  app.use(problemHandler)
  return app
}

/** Everything comes from here, and nothing inline runs. Plain http is served too, so nothing asks for https. */
function securityHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"]
      }
    },
    strictTransportSecurity: false
  })
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}
