import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

import { commitBeforeHeaders } from './commit-before-headers.ts'
import { findState, type RequestSession } from './request-session.ts'
import { discardAnswer, holdResponse, type ResponseGate, setHeaders } from './response-gate.ts'

type Method = (this: ServerResponse, ...given: readonly unknown[]) => unknown
type Name = 'writeHead' | 'write' | 'end' | 'flushHeaders'

/** One hook for each original, so that none is made per request. A hook is its own hook. */
const hooks = new WeakMap<Method, Method>()

const CREATORS: Record<Name, (original: Method) => Method> = {
  writeHead: createWriteHead,
  write: createWrite,
  end: createEnd,
  flushHeaders: createFlushHeaders
}

const NAMES = Object.keys(CREATORS) as readonly Name[]

/** Has `response`, which may be a prototype, keep the session before its headers leave. */
export function hookResponse(response: ServerResponse): void {
  for (const name of NAMES) hook(response, name)
}

/**
 * Puts our methods before those that another middleware, such as compression, has put on the response itself. They
 * write the headers on their own, when it is too late to wait, or to hand a failure to the error handler.
 */
export function hookOwnMethods(response: ServerResponse, waits: boolean): void {
  if (Object.hasOwn(response, 'end')) hook(response, 'end')
  if (!waits) return
  if (Object.hasOwn(response, 'write')) hook(response, 'write')
  if (Object.hasOwn(response, 'flushHeaders')) hook(response, 'flushHeaders')
}

function hook(response: ServerResponse, name: Name): void {
  const methods = response as unknown as Record<Name, Method>
  const original = methods[name]
  let replacement = hooks.get(original)
  if (replacement === undefined) {
    replacement = CREATORS[name](original)
    hooks.set(original, replacement)
    hooks.set(replacement, replacement)
  }
  methods[name] = replacement
}

function createWriteHead(original: Method): Method {
  return function writeHead(statusCode, first, second) {
    const state = findState(this.req)
    if (state?.opened === undefined || state.ending || (state.gate === undefined && this.headersSent))
      return original.call(this, statusCode, first, second)
    // The answer that waits has a head.
    if (state.gate !== undefined) return this
    const message = typeof first === 'string' ? first : undefined
    const headers = second ?? (message === undefined ? first : undefined)
    // Set now, not later by Node, so that a Set-Cookie or Vary among them joins the session's instead of replacing it.
    if (headers) setHeaders(this, headers as OutgoingHttpHeaders | OutgoingHttpHeader[])
    const { gate, error } = keep(state, !isHook(this.end as Method))
    if (gate !== undefined) {
      Object.assign(this, { statusCode })
      gate.calls.push(() => original.call(this, statusCode, message))
      return this
    }
    if (error !== undefined) refuseStream(this, error)
    const result = original.call(this, statusCode, message)
    if (error !== undefined) state.next(error)
    return result
  }
}

/**
 * `end` that keeps the session before anything of the response leaves. A session that cannot be kept goes to the
 * error handler, which answers instead; throwing is no way, because `end` is called from callbacks as often as not.
 * Nobody can tell who calls it after that: a route that ends twice is faster than an asynchronous error handler.
 */
function createEnd(original: Method): Method {
  return function end(chunk, encoding, callback) {
    const state = findState(this.req)
    if (state?.opened === undefined || state.ending || (state.gate === undefined && this.headersSent))
      return original.call(this, chunk, encoding, callback)
    const { gate, error } = keep(state)
    if (gate !== undefined) {
      const done = [chunk, encoding, callback].find(isCallback)
      if (!gate.ended) gate.calls.push(() => original.call(this, chunk, encoding, callback))
      else if (done !== undefined) gate.calls.push(() => this.once('finish', done))
      gate.ended = true
      return this
    }
    if (error !== undefined) {
      state.next(error)
      return this
    }
    // Nobody can change the session between here and our writeHead, unless somebody stands before it.
    const { writeHead } = this as unknown as { writeHead: Method }
    state.ending = isHook(writeHead)
    try {
      return original.call(this, chunk, encoding, callback)
    } finally {
      state.ending = false
    }
  }
}

/** Only a response that has to wait is held here; any other keeps its session in `writeHead`. */
function createWrite(original: Method): Method {
  return function write(chunk, encoding, callback) {
    const { gate, error } = gateOf(findState(this.req), this)
    if (error !== undefined) {
      refuseStream(this, error)
      findState(this.req)!.next(error)
      return false
    }
    if (gate === undefined) return original.call(this, chunk, encoding, callback)
    gate.calls.push(() => original.call(this, chunk, encoding, callback))
    gate.held += sizeOf(chunk, encoding)
    // As much as fits below, so that somebody who transforms it wants a rest, too, and says when it is over.
    if (gate.held < this.writableHighWaterMark) return true
    gate.paused = true
    return false
  }
}

function createFlushHeaders(original: Method): Method {
  return function flushHeaders() {
    const { gate, error } = gateOf(findState(this.req), this)
    if (error !== undefined) throw error
    return gate === undefined ? original.call(this) : gate.calls.push(() => original.call(this))
  }
}

interface Kept {
  readonly gate?: ResponseGate
  readonly error?: unknown
}

function gateOf(state: RequestSession | undefined, response: ServerResponse): Kept {
  if (state?.opened === undefined || !state.policy.waits || state.ending) return {}
  return state.gate === undefined && response.headersSent ? {} : keep(state)
}

/** Keeps the session; a gate when that takes time. After a failure nothing is left of the answer that was refused. */
function keep(state: RequestSession, isTransformed = false): Kept {
  if (state.gate !== undefined) return { gate: state.gate }
  try {
    const pending = commitBeforeHeaders(state)
    return pending === undefined ? {} : { gate: holdResponse(state, pending, isTransformed) }
  } catch (error) {
    discardAnswer(state.response)
    return { error }
  }
}

/** A stream that is piped into the response calls from an event of its own, where a throw would end the process. */
function refuseStream(response: ServerResponse, error: unknown): void {
  if (response.listenerCount('unpipe') === 0) throw error
  response.destroy()
}

function isHook(method: Method): boolean {
  return hooks.get(method) === method
}

function isCallback(given: unknown): given is () => void {
  return typeof given === 'function'
}

function sizeOf(chunk: unknown, encoding: unknown): number {
  if (chunk instanceof Uint8Array) return chunk.length
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding as BufferEncoding) : 0
}
