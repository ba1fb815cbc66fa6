/** Other libraries, each as its own documentation sets it up, with the data and the work of the others. */
import { createRequire } from 'node:module'

import { RedisStore } from 'connect-redis'
import cookieSession from 'cookie-session'
import type { RequestHandler } from 'express'
import { getIronSession, type IronSession } from 'iron-session'
import { createClient } from 'redis'

import { type Contender, DATA, nextVisit, plainViews, SECRET, sessionViews } from './app.ts'

/** Its types would declare another `req.session`. */
const expressSession = createRequire(import.meta.url)('express-session') as (options: object) => RequestHandler

export const bareExpress: Contender = { middleware: null, views: plainViews }

export function createCookieSession(): Contender {
  return { middleware: cookieSession({ keys: [SECRET] }), views: sessionViews }
}

/** With the two options that its documentation recommends: nothing is stored that did not change. */
export function createExpressSession(store?: object): Contender {
  const options = { secret: SECRET, resave: false, saveUninitialized: false, ...(store && { store }) }
  return { middleware: expressSession(options), views: sessionViews }
}

export async function createExpressSessionOnRedis(port: number): Promise<Contender> {
  const client = createClient({ socket: { port } })
  await client.connect()
  return createExpressSession(new RedisStore({ client }))
}

/** It has no middleware; a route opens and saves the session itself. */
export function createIronSession(): Contender {
  const options = { password: SECRET, cookieName: 'session', cookieOptions: { secure: false } }
  const open: (...pair: Parameters<RequestHandler>) => Promise<IronSession<Partial<typeof DATA>>> = (req, res) =>
    getIronSession(req, res, options)
  return {
    middleware: null,
    views: {
      login: async (...given) => {
        const session = await open(...given)
        Object.assign(session, DATA)
        await session.save()
        given[1].send('ok')
      },
      read: async (...given) => {
        const { email } = await open(...given)
        given[1].send(email)
      },
      write: async (...given) => {
        const session = await open(...given)
        session.visits = nextVisit()
        await session.save()
        given[1].send(String(session.visits))
      },
      visits: async (...given) => {
        const { visits } = await open(...given)
        given[1].send(String(visits))
      }
    }
  }
}
