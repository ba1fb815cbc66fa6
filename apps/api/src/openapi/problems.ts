import * as z from 'zod'

import { PROBLEM_KINDS, type ProblemCode } from '../problem.ts'

/** What an example says; what else is in the answer of a code. */
interface ProblemExample {
  readonly detail: string
  readonly extra?: object
}

const ALLOWED = 'GET, HEAD, PATCH, DELETE'

const EXAMPLES: Readonly<Record<ProblemCode, ProblemExample>> = {
  'missing-string': { detail: 'Add the string to the address: /enter_string?string=hello' },
  'invalid-json': { detail: 'The body is not JSON. Send an object such as {"data":{"string":"hello"}}.' },
  'invalid-body': {
    detail: 'A date is an HTTP date, such as {" d": "Thu, 01 Jan 1970 00:00:00 GMT"}.',
    extra: {
      errors: [
        {
          path: '/data/since',
          code: 'invalid-value',
          detail: 'A date is an HTTP date, such as {" d": "Thu, 01 Jan 1970 00:00:00 GMT"}.'
        }
      ]
    }
  },
  'invalid-query': { detail: 'Leave the query out, or send ?except=current.' },
  'unsupported-media-type': { detail: 'Send application/json or application/merge-patch+json.' },
  'payload-too-large': { detail: 'The body is larger than 16 kB. Send less at once.' },
  'session-too-large': {
    detail: 'The cookie would take 6046 bytes and 4096 fit. Nothing was changed.',
    extra: { limit: 4096, bytes: 6046, errors: [{ path: '/data/photo', code: 'large', detail: '2946 bytes.' }] }
  },
  'not-revocable': {
    detail:
      'The server remembers nothing of a session that is only a cookie. Change that first: ' +
      'PATCH /api/settings with {"revocable":true}.'
  },
  'session-not-found': { detail: 'No session of yours has this id. GET /api/sessions lists them.' },
  'cross-site-request': { detail: 'A page of another site had the browser send this. Nothing was changed.' },
  'invalid-tab-message': { detail: 'Pages report their tabs here, and this is no such report.' },
  'too-many-tab-messages': { detail: 'One session reports too often, or too many tabs. Nothing was changed.' },
  'store-unavailable': {
    detail: 'The server keeps this session in a store that does not answer. Nothing was changed; try again in a moment.'
  },
  'not-found': { detail: 'There is no /api/none here.' },
  'method-not-allowed': { detail: `This takes ${ALLOWED}.` },
  'internal-error': { detail: 'Something went wrong here. Trying again may help.' }
}

const errors = z
  .array(
    z.strictObject({
      path: z.string().meta({ description: 'A JSON Pointer into the body; empty for the body as a whole.' }),
      code: z.string(),
      detail: z.string()
    })
  )
  .meta({ description: 'What is wrong, and where.' })

const MORE: Readonly<Partial<Record<ProblemCode, Readonly<Record<string, z.ZodType>>>>> = {
  'invalid-body': { errors },
  'session-too-large': {
    limit: z.int().meta({ description: 'Bytes that fit.' }),
    bytes: z.int().meta({ description: 'Bytes that it would have been.' }),
    errors: errors.meta({ description: 'The largest parts of the session, with their sizes.' })
  }
}

export const PROBLEM_CODES = Object.keys(PROBLEM_KINDS) as ProblemCode[]

/** `ProblemInvalidBody` for `invalid-body`. */
export function problemName(code: ProblemCode): string {
  return `Problem${code.replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase())}`
}

export function problemSchema(code: ProblemCode): z.ZodType {
  const { status, title } = PROBLEM_KINDS[code]
  return z
    .strictObject({
      type: z.literal(`urn:clearjar:problem:${code}`),
      title: z.literal(title),
      status: z.literal(status),
      code: z.literal(code),
      detail: z.string().meta({ description: 'For people; it may change.' }),
      ...MORE[code]
    })
    .meta({ description: `${title}. Problem details (RFC 9457).` })
}

export function problemExample(code: ProblemCode): object {
  const { detail, extra } = EXAMPLES[code]
  const { status, title } = PROBLEM_KINDS[code]
  return { type: `urn:clearjar:problem:${code}`, title, status, code, detail, ...extra }
}
