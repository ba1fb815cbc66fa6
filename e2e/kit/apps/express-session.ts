import { createRequire } from 'node:module'

import express, { type Express, type RequestHandler } from 'express'

import { KEY } from './key.ts'
import { page } from './page.ts'

const session = createRequire(import.meta.url)('express-session') as (options: object) => RequestHandler

/** It brings no types. */
interface Session {
  user?: string
  regenerate(done: () => void): void
  destroy(done: () => void): void
}

export function createApp(): Express {
  const keep = session({ secret: KEY, resave: false, saveUninitialized: false })
  const app = express().use(keep, express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', (req, res) => {
    const { user } = sessionOf(req)
    if (user === undefined) res.sendStatus(401)
    else res.json({ user })
  })
  app.post('/sign-in', (req, res) => {
    sessionOf(req).regenerate(() => {
      sessionOf(req).user = req.body.user
      res.redirect(303, '/')
    })
  })
  app.post('/sign-out', (req, res) => sessionOf(req).destroy(() => res.redirect(303, '/')))
  return app
}

function sessionOf(request: object): Session {
  return (request as { readonly session: Session }).session
}
