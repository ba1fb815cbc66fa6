import { existsSync } from 'node:fs'
import path from 'node:path'

import express, { type RequestHandler, Router } from 'express'

/** Files with a hash in their name never change; the page that names them is asked for each time. */
export function serveWebApp(root: string): Router {
  const routes = Router()
  const forever = { immutable: true, maxAge: '1y', index: false } as const
  routes.use('/assets', express.static(path.join(root, 'assets'), forever))
  routes.use(express.static(root, { setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') }))
  routes.get('/', notBuilt(root))
  return routes
}

function notBuilt(root: string): RequestHandler {
  return (_req, res, next) => {
    if (existsSync(path.join(root, 'index.html'))) return next()
    res.status(503).type('text/plain').send('The web app is not built yet. Run: npm run build')
  }
}
