import { session } from '@clearjar/express'
import express, { type Express } from 'express'

import { KEY } from './key.ts'
import { page } from './page.ts'

declare module '@clearjar/express' {
  interface SessionData {
    user: string
  }
}

export function createApp(): Express {
  const app = express().use(session({ secrets: [KEY] }), express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', ({ session: { user } }, res) => (user === undefined ? res.sendStatus(401) : res.json({ user })))
  app.post('/sign-in', (req, res) => {
    req.session = { user: req.body.user }
    res.redirect(303, '/')
  })
  app.post('/sign-out', (req, res) => {
    req.session = null
    res.redirect(303, '/')
  })
  return app
}
