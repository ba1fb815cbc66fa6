import { Router } from 'express'

import { onlyAllow, Problem } from '../problem.ts'
import type { Sessions } from '../sessions.ts'
import { spellValue } from '../typed-value.ts'
import { markSession } from '../visitor.ts'

/** The two routes of the story, as its Flask app has them. Plain text, so that a string is never markup. */
export function createStoryRoutes(sessions: Sessions): Router {
  const routes = Router()
  routes
    .route('/enter_string')
    .get((req, res) => {
      const { string } = req.query
      if (typeof string !== 'string')
        throw new Problem('missing-string', 'Add the string to the address: /enter_string?string=hello')
      req.session.string = string
      markSession(req, res, sessions.of(req).kept.revocable)
      res.type('text/plain').send('Saved. Now open /get_string.')
    })
    .all(onlyAllow('GET', 'HEAD'))
  routes
    .route('/get_string')
    .get((req, res) => {
      const { string } = req.session
      res.type('text/plain').send(string === undefined ? 'Give me a string first!' : `You entered ${textOf(string)}`)
    })
    .all(onlyAllow('GET', 'HEAD'))
  return routes
}

/** What was saved under this name with `PATCH` need not be a string. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(spellValue(value))
}
