import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

import type { RequestSession } from './request-session.ts'

/** A response that waits until its session is kept, and what was called on it meanwhile. */
export interface ResponseGate {
  readonly calls: (() => unknown)[]
  /** `end` is among them. */
  ended: boolean
  /** Bytes that `write` has left here. */
  held: number
  /** `write` has answered that it wants a rest. */
  paused: boolean
  /** Makes the answer again what it was when it was given, whatever was set since. */
  readonly restore: () => void
}

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

/**
 * Holds a response until `keeping` is done, and then lets everything happen that was called on it, in order. When it
 * fails, nothing of the response has left yet, and the error handler answers instead.
 *
 * @param isTransformed whether somebody before us has begun to transform the response, and could not begin again
 */
export function holdResponse(state: RequestSession, keeping: Promise<unknown>, isTransformed: boolean): ResponseGate {
  const { response } = state
  const gate: ResponseGate = { calls: [], ended: false, held: 0, paused: false, restore: rememberHead(response) }
  state.gate = gate
  // For everybody else it has left: an error handler must not answer a second time.
  Object.defineProperty(response, 'headersSent', { configurable: true, get: () => true })
  Object.defineProperty(response, 'writableEnded', { configurable: true, get: () => gate.ended })
  void keeping
    .then(() => savesDone(state))
    .then(
      () => release(state, gate),
      (error: unknown) => abandon(state, gate, error, isTransformed)
    )
  return gate
}

/** What is saved while a response waits leaves with it; whoever saves is told of a failure. */
async function savesDone(state: RequestSession): Promise<void> {
  for (let saving = state.opened?.committing; saving !== undefined; saving = state.opened?.committing) {
    await saving.catch(() => undefined)
  }
}

/** A route that answers twice has answered with the first. */
function rememberHead(response: ServerResponse): () => void {
  const { statusCode, statusMessage } = response
  const headers = BODY_HEADERS.map((name) => [name, response.getHeader(name)] as const)
  return () => {
    Object.assign(response, { statusCode, statusMessage })
    for (const [name, value] of headers) {
      if (response.getHeader(name) === value) continue
      if (value === undefined) response.removeHeader(name)
      else response.setHeader(name, value)
    }
  }
}

function open(state: RequestSession): void {
  state.gate = undefined
  Reflect.deleteProperty(state.response, 'headersSent')
  Reflect.deleteProperty(state.response, 'writableEnded')
}

function release(state: RequestSession, gate: ResponseGate): void {
  const { response } = state
  open(state)
  gate.restore()
  state.ending = true
  try {
    for (const call of gate.calls) call()
  } catch (error) {
    state.ending = false
    if (!response.headersSent) discardAnswer(response)
    return state.next(error)
  }
  state.ending = false
  if (gate.paused && !gate.ended && !response.writableNeedDrain) response.emit('drain')
}

function abandon(state: RequestSession, gate: ResponseGate, error: unknown, isTransformed: boolean): void {
  const { response } = state
  open(state)
  discardAnswer(response)
  // A stream would go on writing into the answer of the error handler.
  if (isTransformed || response.listenerCount('unpipe') > 0) response.destroy()
  // So may a route; what it writes after that answer has ended must not end the process.
  else if (!gate.ended) response.on('error', () => undefined)
  state.next(error)
}

/** Leaves a 500 without a body, whoever answers next. What the application set for every response stays. */
export function discardAnswer(response: ServerResponse): void {
  Object.assign(response, { statusCode: 500, statusMessage: '' })
  // Node chooses another framing once a header was removed, even one that was not there.
  for (const name of BODY_HEADERS) if (response.hasHeader(name)) response.removeHeader(name)
}

/** As Node itself does for headers that come with `writeHead` after others were set. */
export function setHeaders(response: ServerResponse, headers: OutgoingHttpHeaders | OutgoingHttpHeader[]): void {
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
