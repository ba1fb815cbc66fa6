import express, { type NextFunction, type Request, type Response as Answer } from 'express'

import { session, type SessionEvent, type SessionMiddleware, type SessionOptions } from '../index.ts'
import { listen } from './visit.ts'

export const SECRET = 'dev-secret-key'

/** A clock that a test moves; UNIX seconds. */
export interface Clock {
  now: number
}

export interface ServedSession {
  readonly url: string
  readonly middleware: SessionMiddleware
  readonly events: SessionEvent[]
}

/**
 * An Express application with one session: `/set?name=value` sets names, `/get` answers with the data, `/end` ends
 * it, and `/act?name` does what `acts` say.
 */
export async function serveSession(
  options: Partial<SessionOptions> & { readonly clock?: Clock } = {},
  acts: Record<string, (req: Request, res: Answer) => unknown> = {}
): Promise<ServedSession> {
  const { clock, ...rest } = options
  const events: SessionEvent[] = []
  const middleware = session({
    secrets: [SECRET],
    compressAbove: Infinity,
    onEvent: (event) => events.push(event),
    ...(clock === undefined ? {} : { now: () => clock.now }),
    ...rest
  })
  const app = express().set('trust proxy', true)
  app.use(middleware)
  app.get('/set', (req, res) => res.json(Object.assign(req.session, req.query)))
  app.get('/get', (req, res) => res.json(req.session))
  app.get('/end', (req, res) => {
    req.session = null
    res.json('ended')
  })
  app.get('/leave', (_req, res) => res.json('untouched'))
  app.get('/act', async (req, res) => {
    const answer = await acts[req.query.name as string]!(req, res)
    if (!res.headersSent) res.json(answer ?? null)
  })
  app.use((error: unknown, _req: Request, res: Answer, _next: NextFunction) => {
    const { code = String(error), status = 500 } = error as { code?: string; status?: number }
    res.status(status).json({ code })
  })
  return { url: await listen(app), middleware, events }
}
