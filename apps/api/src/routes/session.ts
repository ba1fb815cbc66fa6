import { type Request, Router } from 'express'
import * as z from 'zod'

import { checkBody, invalidBody, jsonBody } from '../json-body.ts'
import { mergePatch } from '../merge-patch.ts'
import { onlyAllow } from '../problem.ts'
import type { Reporter } from '../report.ts'
import { NO_PROTO, typedValue } from '../typed-value.ts'

/** Names that begin with `_` are the server's, and these are what a session answers to itself. */
const RESERVED = new Set(
  ['id', 'isNew', 'isChanged', 'isPopulated', 'permanent'].concat('regenerate', 'save', 'reload', 'destroy', 'touch')
)

/** Body of `PATCH /api/session`. */
interface SessionPatch {
  /** Real values; null for a name that goes. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly permanent?: boolean | undefined
}

/** What a string of the session can be called. */
const sessionName = z
  .string()
  .min(1, 'A name has 1 to 64 characters.')
  .max(64, 'A name has 1 to 64 characters.')
  .refine((text) => !text.startsWith('_') && !RESERVED.has(text), 'This name belongs to the server. Try another.')
  .meta({ description: 'It does not begin with `_`, which is the server’s.' })

export const sessionPatch: z.ZodType<SessionPatch> = z.strictObject({
  data: z
    .record(sessionName, typedValue)
    .optional()
    .meta({ description: 'Values by name. What is left out stays, and null removes.' }),
  permanent: z.boolean().optional().meta({ description: 'Whether the session outlives the browser.' })
})

/** `GET`, `PATCH` (RFC 7396) and `DELETE` of the session; each answers with a report of what is now. */
export function createSessionRoutes({ report }: Reporter): Router {
  const routes = Router()
  routes
    .route('/api/session')
    .get(async (req, res) => {
      res.json(await report(req, res))
    })
    .patch(...jsonBody, async (req, res) => {
      refuseProto(req.body)
      apply(req, checkBody(sessionPatch, req.body))
      res.json(await report(req, res))
    })
    .delete(async (req, res) => {
      // What the server can end, it ends for every copy of the cookie; any other copy goes on.
      req.session = null
      res.json(await report(req, res))
    })
    .all(onlyAllow('GET', 'HEAD', 'PATCH', 'DELETE'))
  return routes
}

/** A record passes over this one name in silence, and a person who sent it should hear. */
function refuseProto(body: unknown): void {
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : null
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, '__proto__')) return
  throw invalidBody([{ path: '/data/__proto__', code: 'invalid-key', detail: NO_PROTO }])
}

/**
 * A new session is kept for its whole lifetime unless the person chose otherwise. One without a name in it is no
 * session any more, whatever it says about how long it is kept and whose it is.
 */
function apply(req: Request, { data = {}, permanent }: SessionPatch): void {
  const { session } = req
  for (const [key, value] of Object.entries(data)) {
    if (value === null) delete session[key]
    else session[key] = mergePatch(session[key], value)
  }
  const names = Object.keys(session).filter((key) => key !== '_permanent' && key !== '_visitor')
  if (names.length === 0) req.session = null
  else if (permanent !== undefined) session.permanent = permanent
  else if (session.isNew) session.permanent = true
}
