import express, { type Request, type RequestHandler, Router } from 'express'
import * as z from 'zod'

import { onlyAllow, Problem, type ProblemDetail } from '../problem.ts'
import type { Reporter } from '../report.ts'

const TYPES = ['application/json', 'application/merge-patch+json']

/** Names that begin with `_` are the server's, and these are what a session answers to itself. */
const RESERVED = new Set(['isNew', 'isChanged', 'isPopulated', 'permanent'])

const name = z
  .string()
  .min(1, 'A name has 1 to 64 characters.')
  .max(64, 'A name has 1 to 64 characters.')
  .refine((text) => !text.startsWith('_') && !RESERVED.has(text), 'This name belongs to the server. Try another.')

const patch = z.strictObject({
  data: z.record(name, z.string().max(3000, 'A value has up to 3,000 characters.').nullable()).optional(),
  permanent: z.boolean().optional()
})

/** `GET`, `PATCH` (RFC 7396) and `DELETE` of the session; each answers with a report of what is now. */
export function createSessionRoutes({ report }: Reporter): Router {
  const routes = Router()
  routes
    .route('/api/session')
    .get(async (req, res) => {
      res.json(await report(req))
    })
    .patch(takesJson, express.json({ type: TYPES, limit: '16kb', strict: false }), async (req, res) => {
      apply(req, readPatch(req.body))
      res.json(await report(req))
    })
    .delete(async (req, res) => {
      req.session = null
      res.json(await report(req))
    })
    .all(onlyAllow('GET', 'HEAD', 'PATCH', 'DELETE'))
  return routes
}

const takesJson: RequestHandler = (req, res, next) => {
  if (req.is(TYPES) !== false) return next()
  res.set('Accept-Patch', TYPES.join(', '))
  throw new Problem('unsupported-media-type', `Send ${TYPES.join(' or ')}.`)
}

function readPatch(body: unknown): z.infer<typeof patch> {
  refuseProto(body)
  const result = patch.safeParse(body)
  if (result.success) return result.data
  const errors = result.error.issues.flatMap(detailsOf)
  throw new Problem('invalid-body', errors[0]?.detail ?? 'The body is not a patch of the session.', { errors })
}

/** A record passes over this one name in silence, and a person who sent it should hear. */
function refuseProto(body: unknown): void {
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : null
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, '__proto__')) return
  const detail = 'This name belongs to the server. Try another.'
  throw new Problem('invalid-body', detail, { errors: [{ path: '/data/__proto__', code: 'invalid-key', detail }] })
}

function detailsOf(issue: z.core.$ZodIssue): readonly ProblemDetail[] {
  const code = issue.code.replaceAll('_', '-')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pointer([...issue.path, key]),
        code,
        detail: 'A patch has no such member.'
      }))
    case 'invalid_key':
      return [{ path: pointer(issue.path), code, detail: issue.issues[0]?.message ?? issue.message }]
    default:
      return [{ path: pointer(issue.path), code, detail: issue.message }]
  }
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/**
 * A new session is kept for its whole lifetime unless the person chose otherwise. One without a name in it is no
 * session any more, whatever it says about how long it is kept.
 */
function apply(req: Request, { data = {}, permanent }: z.infer<typeof patch>): void {
  const { session } = req
  for (const [key, value] of Object.entries(data)) {
    if (value === null) delete session[key]
    else session[key] = value
  }
  const names = Object.keys(session).filter((key) => key !== '_permanent')
  if (names.length === 0) req.session = null
  else if (permanent !== undefined) session.permanent = permanent
  else if (session.isNew) session.permanent = true
}
