import { SessionMiddlewareError } from '@clearjar/express'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'

/** Codes of the errors that this API answers with. They are API: clients switch on them, never on text. */
export type ProblemCode =
  | 'missing-string'
  | 'invalid-json'
  | 'invalid-body'
  | 'invalid-query'
  | 'unsupported-media-type'
  | 'payload-too-large'
  | 'session-too-large'
  | 'not-revocable'
  | 'session-not-found'
  | 'cross-site-request'
  | 'invalid-tab-message'
  | 'too-many-tab-messages'
  | 'store-unavailable'
  | 'not-found'
  | 'method-not-allowed'
  | 'internal-error'

/** One thing that is wrong with a body; `path` is a JSON Pointer (RFC 6901). */
export interface ProblemDetail {
  readonly path: string
  readonly code: string
  readonly detail: string
}

/** Status and title of each. */
export const PROBLEM_KINDS: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  'missing-string': { status: 400, title: 'The string is missing' },
  'invalid-json': { status: 400, title: 'The body is not JSON' },
  'invalid-body': { status: 422, title: 'The body is not what this takes' },
  'invalid-query': { status: 400, title: 'The query is not what this takes' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that this does not take' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'session-too-large': { status: 413, title: 'The session would not fit in a cookie' },
  'not-revocable': { status: 409, title: 'The sessions of this visitor cannot be ended one by one' },
  'session-not-found': { status: 404, title: 'There is no such session' },
  'cross-site-request': { status: 403, title: 'Another site had the browser send this' },
  'invalid-tab-message': { status: 400, title: 'This is no message of a tab' },
  'too-many-tab-messages': { status: 429, title: 'These are more tabs, or messages of them, than pages have' },
  'store-unavailable': { status: 503, title: 'What keeps the sessions does not answer' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This does not work with that method' },
  'internal-error': { status: 500, title: 'The server failed' }
}

/** An error that a client caused and can mend. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly extra: object

  /** @param extra further members of the answer, such as `errors` */
  constructor(code: ProblemCode, detail: string, extra: object = {}) {
    super(detail)
    this.code = code
    this.extra = extra
  }
}

/** Answers with problem details (RFC 9457). */
function sendProblem(res: Response, { code, message, extra }: Problem): void {
  const { status, title } = PROBLEM_KINDS[code]
  if (code === 'too-many-tab-messages') res.set('Retry-After', '10')
  res.status(status).type('application/problem+json')
  res.send(JSON.stringify({ type: `urn:clearjar:problem:${code}`, title, status, code, detail: message, ...extra }))
}

export const notFound: RequestHandler = (req) => {
  throw new Problem('not-found', `There is no ${req.path} here.`)
}

/** For every method that a path has no route for. */
export function onlyAllow(...methods: readonly string[]): RequestHandler {
  const allowed = methods.join(', ')
  return (_req, res) => {
    res.set('Allow', allowed)
    throw new Problem('method-not-allowed', `This takes ${allowed}.`)
  }
}

/** The last one in the chain: whatever was thrown becomes an answer, and only what is our fault is logged as an error. */
export const problemHandler: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  const problem = asProblem(error)
  if (problem.code === 'internal-error') logFault(req, error)
  if (problem.code === 'store-unavailable') req.log.warn('the session store is unavailable')
  sendProblem(res, problem)
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof SessionMiddlewareError) return asSessionProblem(error)
  switch (typeOf(error)) {
    case 'entity.parse.failed':
      return new Problem('invalid-json', 'The body is not JSON. Send an object such as {"data":{"string":"hello"}}.')
    case 'entity.too.large':
      return new Problem('payload-too-large', 'The body is larger than 16 kB. Send less at once.')
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new Problem('unsupported-media-type', 'Send JSON in UTF-8.')
    default:
      if (error instanceof URIError) return new Problem('not-found', 'This address cannot be read.')
      if (isClientFault(error)) return new Problem('invalid-json', 'The body cannot be read. Send it whole, as JSON.')
      return internalError()
  }
}

function asSessionProblem(error: SessionMiddlewareError): Problem {
  switch (error.code) {
    case 'cookie-too-large':
      return tooLarge(error)
    case 'cross-site-request':
      return new Problem('cross-site-request', 'A page of another site had the browser send this. Nothing was changed.')
    case 'invalid-tab-message':
      return new Problem('invalid-tab-message', 'Pages report their tabs here, and this is no such report.')
    case 'too-many-tab-messages':
      return new Problem(
        'too-many-tab-messages',
        'One session reports too often, or too many tabs. Nothing was changed.'
      )
    case 'store-unavailable':
      return new Problem(
        'store-unavailable',
        'The server keeps this session in a store that does not answer. Nothing was changed; try again in a moment.'
      )
    default:
      return internalError()
  }
}

function internalError(): Problem {
  return new Problem('internal-error', 'Something went wrong here. Trying again may help.')
}

/** What body-parser calls its errors. */
function typeOf(error: unknown): unknown {
  return error instanceof Error && 'type' in error ? error.type : undefined
}

/** What else body-parser throws: a body that ends early, or that does not unpack. */
function isClientFault(error: unknown): boolean {
  return error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500
}

function tooLarge({ bytes, limit, keys = [] }: SessionMiddlewareError): Problem {
  // What begins with an underscore is the server's own.
  const errors = keys
    .filter((key) => !key.name.startsWith('_'))
    .map((key): ProblemDetail => ({
      path: `/data/${key.name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'large',
      detail: `${key.bytes} bytes.`
    }))
  return new Problem(
    'session-too-large',
    `The cookie would take ${bytes} bytes and ${limit} fit. Nothing was changed.`,
    {
      limit,
      bytes,
      errors
    }
  )
}

function logFault(req: Request, error: unknown): void {
  req.log.error({ err: error }, 'request failed')
}
