import { randomBytes } from 'node:crypto'

import express, { type Express, type Request } from 'express'

import { page } from './page.ts'

export function createApp(): Express {
  const users = new Map<string, string>()
  const app = express().use(express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', (req, res) => {
    const user = users.get(idOf(req))
    if (user === undefined) res.sendStatus(401)
    else res.json({ user })
  })
  app.post('/sign-in', (req, res) => {
    const id = randomBytes(16).toString('base64url')
    users.set(id, req.body.user)
    res.cookie('sid', id, { httpOnly: true, sameSite: 'lax' }).redirect(303, '/')
  })
  app.post('/sign-out', (req, res) => {
    users.delete(idOf(req))
    res.clearCookie('sid').redirect(303, '/')
  })
  return app
}

function idOf(req: Request): string {
  return /(?:^|; )sid=([^;]*)/.exec(req.headers.cookie ?? '')?.[1] ?? ''
}
