import { Router } from 'express'

import { createDocument } from '../openapi/document.ts'
import { onlyAllow } from '../problem.ts'
import type { SettingsBook } from '../settings.ts'

/** The API, told to programs. It is the same for everybody, and needs no session. */
export function createOpenApiRoutes(book: SettingsBook): Router {
  const text = JSON.stringify(createDocument(book))
  const routes = Router()
  routes
    .route('/api/openapi.json')
    .get((_req, res) => void res.set('Cache-Control', 'no-cache').type('json').send(text))
    .all(onlyAllow('GET', 'HEAD'))
  return routes
}
