import { bindSession, setSessionCookie } from '@clearjar/express'
import { Router } from 'express'
import type { Logger } from 'pino'

import { checkBody, invalidBody, jsonBody } from '../json-body.ts'
import { onlyAllow, type Problem } from '../problem.ts'
import type { Reporter } from '../report.ts'
import type { Sessions } from '../sessions.ts'
import { effective, type SettingsBook } from '../settings.ts'

/**
 * How this visitor's sessions are kept: `GET`, and `PATCH` (RFC 7396), which runs under the new settings already and
 * moves the session that came. Mounted before `sessions.use`, because a change chooses its session itself.
 */
export function createSettingsRoutes(
  book: SettingsBook,
  sessions: Sessions,
  { report }: Reporter,
  now: () => number
): Router {
  const { lifetimes } = book

  /** A session has one form at a time: what it was before is over, for its copies, too. */
  async function endMoved(id: string, log: Logger): Promise<void> {
    try {
      await sessions.end(id)
    } catch {
      log.warn('a session that was moved lives on where it was, until it is too old')
    }
  }

  const routes = Router()
  routes
    .route('/api/settings')
    .get((req, res) => void res.json({ settings: effective(book.read(req)), lifetimes }))
    .patch(
      ...jsonBody,
      async (req, res, next) => {
        const patch = checkBody(book.patchSchema, req.body)
        const settings = book.patched(book.read(req), patch)
        if (settings.mode === 'server' && patch.revocable === false) throw alwaysRevocable()
        await sessions.switchTo(req, res, next, settings)
      },
      async (req, res) => {
        const { settings, moved } = sessions.of(req)
        await req.session.touch()
        bindSession(req, settings.tabs)
        // It was verified under the longer lifetime of the two, and is kept for the one that holds from now on.
        if (req.session.permanent) setSessionCookie(req, { expires: now() + settings.lifetime })
        const session = await report(req, res)
        if (moved !== null && moved !== session.id) await endMoved(moved, req.log)
        book.write(req, res, settings)
        res.json({ settings: effective(settings), lifetimes, session })
      }
    )
    .all(onlyAllow('GET', 'HEAD', 'PATCH'))
  return routes
}

function alwaysRevocable(): Problem {
  const detail = 'What is on the server can always be ended. Send "mode": "cookie" with it, or leave it out.'
  return invalidBody([{ path: '/revocable', code: 'invalid-value', detail }])
}
