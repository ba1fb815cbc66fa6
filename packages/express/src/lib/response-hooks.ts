import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

import { findState, type RequestSession } from './request-session.ts'
import { commitBeforeHeaders } from './session-commit.ts'

type WriteHead = (this: ServerResponse, statusCode: number, first?: unknown, second?: unknown) => ServerResponse
type End = (this: ServerResponse, chunk?: unknown, encoding?: unknown, callback?: unknown) => ServerResponse
type GivenHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[]

/** What describes the body that was refused, and would be taken for that of the error. */
const BODY_HEADERS = [
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Range',
  'Content-Disposition',
  'Transfer-Encoding',
  'Trailer',
  'ETag',
  'Last-Modified',
  'Cache-Control',
  'Expires',
  'Location'
]

/** One hook for each original, so that none is made per request. A hook is its own hook. */
const writeHeadHooks = new WeakMap<WriteHead, WriteHead>()
const endHooks = new WeakMap<End, End>()

/** Has `response`, which may be a prototype, write the session before its headers leave. */
export function hookResponse(response: ServerResponse): void {
  response.writeHead = hookFor(writeHeadHooks, response.writeHead as WriteHead, createWriteHead)
  hookEnd(response)
}

/**
 * Puts our `end` before one that another middleware, such as compression, has put on the response itself. That one
 * writes the headers on its own, when it is too late to hand a failure to the error handler.
 */
export function hookEnd(response: ServerResponse): void {
  response.end = hookFor(endHooks, response.end as End, createEnd) as ServerResponse['end']
}

function hookFor<Method extends object>(
  hooks: WeakMap<Method, Method>,
  original: Method,
  create: (original: Method) => Method
): Method {
  const known = hooks.get(original)
  if (known !== undefined) return known
  const hook = create(original)
  hooks.set(original, hook)
  hooks.set(hook, hook)
  return hook
}

function createWriteHead(original: WriteHead): WriteHead {
  return function writeHead(
    this: ServerResponse,
    statusCode: number,
    first?: unknown,
    second?: unknown
  ): ServerResponse {
    const state = findState(this.req)
    if (state?.opened === undefined || state.ending || this.headersSent)
      return original.call(this, statusCode, first, second)
    const message = typeof first === 'string' ? first : undefined
    const headers = second ?? (message === undefined ? first : undefined)
    // Set now, not later by Node, so that a Set-Cookie or Vary among them joins the session's instead of replacing it.
    if (headers) setHeaders(this, headers as GivenHeaders)
    const error = failureOf(state)
    if (error !== undefined && this.listenerCount('unpipe') === 0) throw error
    if (error !== undefined) this.destroy()
    const result = original.call(this, statusCode, message)
    // A stream that is piped into the response calls from an event of its own, where a throw would end the process.
    if (error !== undefined) state.next(error)
    return result
  }
}

/**
 * `end` that writes the session before anything of the response leaves. A session that cannot be kept goes to the
 * error handler, which answers instead; throwing is no way, because `end` is called from callbacks as often as not.
 * Nobody can tell who calls it after that: a route that ends twice is faster than an asynchronous error handler.
 */
function createEnd(original: End): End {
  return function end(this: ServerResponse, chunk?: unknown, encoding?: unknown, callback?: unknown): ServerResponse {
    const state = findState(this.req)
    if (state?.opened === undefined || this.headersSent) return original.call(this, chunk, encoding, callback)
    const error = failureOf(state)
    if (error !== undefined) {
      state.next(error)
      return this
    }
    // Nobody can change the session between here and our writeHead, unless somebody stands before it.
    state.ending = writeHeadHooks.get(this.writeHead as WriteHead) === this.writeHead
    try {
      return original.call(this, chunk, encoding, callback)
    } finally {
      state.ending = false
    }
  }
}

function failureOf(state: RequestSession): unknown {
  try {
    commitBeforeHeaders(state)
    return undefined
  } catch (error) {
    discardAnswer(state.response)
    return error
  }
}

/** Leaves a 500 without a body, whoever answers next. What the application set for every response stays. */
function discardAnswer(response: ServerResponse): void {
  response.statusCode = 500
  // Node chooses another framing once a header was removed, even one that was not there.
  for (const name of BODY_HEADERS) if (response.hasHeader(name)) response.removeHeader(name)
}

/** As Node itself does for headers that come with `writeHead` after others were set. */
function setHeaders(response: ServerResponse, headers: GivenHeaders): void {
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value)
    return
  }
  const pairs = pairsOf(headers)
  for (const [name] of pairs) response.removeHeader(name)
  for (const [name, value] of pairs) response.appendHeader(name, value)
}

/** Node takes `[name, value, …]` and `[[name, value], …]`. */
function pairsOf(headers: readonly unknown[]): (readonly [string, string | string[]])[] {
  const flat = Array.isArray(headers[0]) ? headers.flat(1) : headers
  const pairs: (readonly [string, string | string[]])[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const value = flat[index + 1]
    pairs.push([String(flat[index]), Array.isArray(value) ? value.map(String) : String(value)])
  }
  return pairs
}
