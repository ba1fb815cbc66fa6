import express, { type RequestHandler } from 'express'
import type * as z from 'zod'

import { Problem, type ProblemDetail } from './problem.ts'

const TYPES = ['application/json', 'application/merge-patch+json']

const takesJson: RequestHandler = (req, res, next) => {
  if (req.is(TYPES) !== false) return next()
  res.set('Accept-Patch', TYPES.join(', '))
  throw new Problem('unsupported-media-type', `Send ${TYPES.join(' or ')}.`)
}

/** Before a route that reads a merge patch (RFC 7396). */
export const jsonBody: readonly RequestHandler[] = [
  takesJson,
  express.json({ type: TYPES, limit: '16kb', strict: false })
]

/** @throws Problem `invalid-body`, with what is wrong and where */
export function checkBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw invalidBody(result.error.issues.flatMap(detailsOf))
}

export function invalidBody(errors: readonly ProblemDetail[]): Problem {
  return new Problem('invalid-body', errors[0]?.detail ?? 'The body is not a patch.', { errors })
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
    case 'custom':
      return [{ path: pointer(issue.path), code: String(issue.params?.['code'] ?? 'custom'), detail: issue.message }]
    default:
      return [{ path: pointer(issue.path), code, detail: issue.message }]
  }
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
