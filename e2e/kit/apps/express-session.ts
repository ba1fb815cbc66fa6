import { createRequire } from 'node:module'

import express, { type Express, type Request, type RequestHandler } from 'express'

import { KEY } from './key.ts'
import { page } from './page.ts'

const session = createRequire(import.meta.url)('express-session') as (options: object) => RequestHandler

/** It brings no types. */
type Visit = Request & {
  session: { user?: string; regenerate(done: () => void): void; destroy(done: () => void): void }
}

export function createApp(): Express {
  const keep = session({ secret: KEY, resave: false, saveUninitialized: false })
  const app = express().use(keep, express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', (req, res) => {
    const { user } = (req as Visit).session
    if (user === undefined) res.sendStatus(401)
    else res.json({ user })
  })
  app.post('/sign-in', (req, res) => {
    const visit = req as Visit
    visit.session.regenerate(() => {
      visit.session.user = visit.body.user
      res.redirect(303, '/')
    })
  })
  app.post('/sign-out', (req, res) => (req as Visit).session.destroy(() => res.redirect(303, '/')))
  return app
}
