import type { TrackedSession } from '@clearjar/express'
import { type Request, type RequestHandler, type Response, Router } from 'express'

import { onlyAllow, Problem } from '../problem.ts'
import type { Reporter } from '../report.ts'
import type { Sessions } from '../sessions.ts'
import { visitorOf } from '../visitor.ts'

/** A session of the visitor that the server still accepts, whether or not this browser has it. */
export interface ListedSession extends TrackedSession {
  /** It is the one that came with this request. */
  readonly current: boolean
}

/** The visitor's own sessions: `GET`, and `DELETE` of one, of all, or of all but the one that came. */
export function createSessionsRoutes(sessions: Sessions, { report }: Reporter): Router {
  async function list(req: Request, visitor: string | null, current: string | null): Promise<readonly ListedSession[]> {
    const { lifetime } = sessions.of(req).settings
    const found = visitor === null ? [] : await sessions.list(visitor)
    return found.map(({ expires, ...each }) => ({
      ...each,
      expires: Math.min(expires, each.seenAt + lifetime),
      current: each.id === current
    }))
  }

  /** Keeps the session that came, so that what is listed is what is now. */
  async function look(req: Request, res: Response) {
    const session = await report(req, res)
    const visitor = visitorOf(req)
    return { session, visitor, listed: await list(req, visitor, session.id) }
  }

  /** @param isOver the session that came is to end, too, and its cookie to go */
  async function answer(req: Request, res: Response, visitor: string | null, isOver: boolean): Promise<void> {
    if (isOver) req.session = null
    const session = await report(req, res)
    res.json({ sessions: await list(req, visitor, session.id), session })
  }

  const onlyRevocable: RequestHandler = (req, _res, next) => {
    if (sessions.of(req).kept.revocable) return next()
    throw new Problem(
      'not-revocable',
      'The server remembers nothing of a session that is only a cookie. Change that first: ' +
        'PATCH /api/settings with {"revocable":true}.'
    )
  }

  const routes = Router()
  routes
    .route('/api/sessions')
    .all(onlyRevocable)
    .get(async (req, res) => {
      const { listed } = await look(req, res)
      res.json({ sessions: listed })
    })
    .delete(async (req, res) => {
      const { except } = req.query
      if (except !== undefined && except !== 'current')
        throw new Problem('invalid-query', 'Leave the query out, or send ?except=current.')
      const { visitor, listed } = await look(req, res)
      if (except === 'current') {
        for (const { id, current } of listed) if (!current) await sessions.end(id)
      } else if (visitor !== null) await sessions.endAll(visitor)
      await answer(req, res, visitor, except === undefined)
    })
    .all(onlyAllow('GET', 'HEAD', 'DELETE'))
  routes
    .route('/api/sessions/:id')
    .all(onlyRevocable)
    .delete(async (req, res) => {
      const { visitor, listed } = await look(req, res)
      const found = listed.find(({ id }) => id === req.params.id)
      if (found === undefined)
        throw new Problem('session-not-found', 'No session of yours has this id. GET /api/sessions lists them.')
      if (!found.current) await sessions.end(found.id)
      await answer(req, res, visitor, found.current)
    })
    .all(onlyAllow('DELETE'))
  return routes
}
