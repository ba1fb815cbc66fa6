/** The application that every contender serves: the same routes, the same data, the same answers. */
import express, { type Express, type Request, type RequestHandler } from 'express'

export const SECRET = 'a secret for the benchmark, and for nothing else'

/** What a shop keeps; about 100 bytes of JSON. */
export const DATA = {
  cart: [{ id: 100, name: 'a short text', price: 700 }],
  email: 'ann@example.com',
  visits: 12
}

/** What is measured, in the order of the columns. */
export const PATHS = ['/untouched', '/read', '/write'] as const
export type Path = (typeof PATHS)[number]

/** `login` begins a session with `DATA`, `read` sends its email, `write` counts `visits` up, `visits` sends that number. */
export type Views = Readonly<Record<'login' | 'read' | 'write' | 'visits', RequestHandler>>

export interface Contender {
  /** Null for Express alone. */
  readonly middleware: RequestHandler | null
  readonly views: Views
}

export function createApp({ middleware, views }: Contender): Express {
  const app = express()
  if (middleware !== null) app.use(middleware)
  app.get('/untouched', (_req, res) => void res.send('ok'))
  app.get('/read', views.read)
  app.get('/write', views.write)
  app.get('/visits', views.visits)
  app.get('/login', views.login)
  return app
}

let visits = 1000

/** Every write has another number, of the same length. */
export function nextVisit(): number {
  visits = visits < 9999 ? visits + 1 : 1000
  return visits
}

/** For libraries that keep a session in `req.session`. */
export const sessionViews: Views = {
  login: (req, res) => {
    Object.assign(sessionOf(req), DATA)
    res.send('ok')
  },
  read: (req, res) => void res.send(String(sessionOf(req).email)),
  write: (req, res) => {
    const count = nextVisit()
    sessionOf(req).visits = count
    res.send(String(count))
  },
  visits: (req, res) => void res.send(String(sessionOf(req).visits))
}

/** Express without sessions does the rest of the work. */
export const plainViews: Views = {
  login: (_req, res) => void res.send('ok'),
  read: (_req, res) => void res.send(DATA.email),
  write: (_req, res) => void res.send(String(nextVisit())),
  visits: (_req, res) => void res.send(String(visits))
}

/** The libraries type `req.session` differently; all keep plain data there. */
function sessionOf(req: Request): Record<string, unknown> {
  return (req as { session?: unknown }).session as Record<string, unknown>
}
