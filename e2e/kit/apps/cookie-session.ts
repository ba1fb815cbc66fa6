import cookieSession from 'cookie-session'
import express, { type Express } from 'express'

import { KEY } from './key.ts'
import { page } from './page.ts'

export function createApp(): Express {
  const app = express().use(cookieSession({ keys: [KEY] }), express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', ({ session }, res) => (session?.user === undefined ? res.sendStatus(401) : res.json({ ...session })))
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
