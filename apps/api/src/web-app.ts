import { existsSync } from 'node:fs'
import path from 'node:path'

import express, { type Request, type RequestHandler, type Response, Router } from 'express'

/** The addresses of the page; what is at each the page decides itself. */
const SCREENS = ['/', '/inspect', '/labs', '/labs/:id', '/answers']

/** Of the same name as the API, which is below it. */
const REFERENCE = '/api'

export interface WebApp {
  /** The page, at each of its addresses. Before the API. */
  readonly pages: Router
  /** Files, and the page for whoever looks for one that there is not. After everything else. */
  readonly files: Router
}

/** @param root folder of the built web app */
export function createWebApp(root: string): WebApp {
  const page = path.join(root, 'index.html')

  function sendPage(res: Response, status: number): void {
    // Asked for each time, because it names the files of the latest version.
    if (existsSync(page)) res.status(status).set('Cache-Control', 'no-cache').sendFile(page)
    else res.status(503).type('text/plain').send('The web app is not built yet. Run: npm run build')
  }

  const pages = Router()
  pages.get(SCREENS, (_req, res) => sendPage(res, 200))
  pages.get(
    REFERENCE,
    forPeople((res) => sendPage(res, 200))
  )

  const files = Router()
  // Files with a hash in their name never change. All others, such as the service worker, are asked for each time.
  const forever = { immutable: true, maxAge: '1y', index: false } as const
  files.use('/assets', express.static(path.join(root, 'assets'), forever))
  files.use(express.static(root, { index: false, setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') }))
  files.get(
    '/{*any}',
    forPeople((res) => sendPage(res, 404))
  )
  return { pages, files }
}

/** For a browser that opens an address; programs say that they take JSON, or anything. */
function forPeople(send: (res: Response) => void): RequestHandler {
  return (req, res, next) => {
    res.vary('Accept')
    if (prefersHtml(req)) send(res)
    else next()
  }
}

function prefersHtml(req: Request): boolean {
  return req.accepts(['json', 'html']) === 'html'
}
