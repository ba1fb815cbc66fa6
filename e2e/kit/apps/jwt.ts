import express, { type Express } from 'express'
import { jwtVerify, SignJWT } from 'jose'

import { KEY } from './key.ts'
import { page } from './page.ts'

const key = new TextEncoder().encode(KEY)

export function createApp(): Express {
  const app = express().use(express.urlencoded(), express.json())
  app.get('/', (_req, res) => res.send(page))
  app.get('/me', async (req, res) => {
    const [, token = ''] = /(?:^|; )token=([^;]*)/.exec(req.headers.cookie ?? '') ?? []
    const verified = await jwtVerify(token, key, { algorithms: ['HS256'] }).catch(() => null)
    if (verified === null) res.sendStatus(401)
    else res.json({ user: verified.payload.user })
  })
  app.post('/sign-in', async (req, res) => {
    const claims = new SignJWT({ user: req.body.user }).setProtectedHeader({ alg: 'HS256' })
    const token = await claims.setIssuedAt().setExpirationTime('1h').sign(key)
    res.cookie('token', token, { httpOnly: true, sameSite: 'lax' }).redirect(303, '/')
  })
  app.post('/sign-out', (_req, res) => res.clearCookie('token').redirect(303, '/'))
  return app
}
