import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import express, { type Express, type Request } from 'express'

export interface DemandingApp extends AsyncDisposable {
  readonly url: string
  /** What pages told as they were closed. */
  readonly told: readonly string[]
}

/** Its cookie is for one path and may have a date, and nobody is known by it on another device. */
function createApp(told: string[]): Express {
  const users = new Map<string, string>()
  const app = express().use(express.json())
  app.get('/app/me', (req, res) => {
    const user = cookieOf(req, 'device') === '' ? undefined : users.get(cookieOf(req, 'sid'))
    if (user === undefined) res.sendStatus(401)
    else res.json({ user })
  })
  app.post('/app/sign-in', ({ body: { user, seconds } }, res) => {
    if (user === 'nobody') return void res.sendStatus(401)
    const id = randomBytes(16).toString('base64url')
    users.set(id, user)
    res.cookie('device', 'this one')
    const maxAge = seconds === undefined ? undefined : seconds * 1000
    res.cookie('sid', id, { path: '/app', httpOnly: true, ...(maxAge !== undefined && { maxAge }) }).sendStatus(204)
  })
  app.post('/app/sign-out', (req, res) => {
    users.delete(cookieOf(req, 'sid'))
    res.clearCookie('sid', { path: '/app' }).sendStatus(204)
  })
  app.post('/told', express.text(), ({ body }, res) => {
    told.push(body)
    res.sendStatus(204)
  })
  app.get(['/app', '/bye'], (_req, res) => res.send('<!doctype html><title>A demanding application</title>'))
  return app
}

function cookieOf({ headers: { cookie = '' } }: Request, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(cookie)?.[1] ?? ''
}

export async function startDemandingApp(): Promise<DemandingApp> {
  const told: string[] = []
  const listening = createApp(told).listen(0, 'localhost')
  await once(listening, 'listening')
  return {
    url: `http://localhost:${(listening.address() as AddressInfo).port}`,
    told,
    async [Symbol.asyncDispose]() {
      listening.close()
      listening.closeAllConnections()
      await once(listening, 'close')
    }
  }
}
