import type { IncomingMessage, ServerResponse } from 'node:http'

import { watchForLateChanges } from './commit-before-headers.ts'
import { findState, headersLeft, keepState, type OpenedSession, type RequestSession } from './request-session.ts'
import { hookOwnMethods, hookResponse } from './response-hooks.ts'
import { openSession, replaceSession } from './session-acts.ts'
import type { Session } from './session-object.ts'

const prepared = new WeakSet<object>()

/** Gives a request its `session`, which does nothing until somebody asks for it. */
export function attachSession(state: RequestSession): void {
  const { request, response } = state
  keepState(request, state)
  // Node and Express set it; what stands in for a response in a test or on a platform may not.
  if (response.req !== request) Object.assign(response, { req: request })
  const requestPrototype = Object.getPrototypeOf(request) as IncomingMessage
  const responsePrototype = Object.getPrototypeOf(response) as ServerResponse
  if (!isOfOutermostApp(requestPrototype, responsePrototype)) {
    prepare(request, response)
  } else if (!prepared.has(requestPrototype)) {
    prepare(requestPrototype, responsePrototype)
    prepared.add(requestPrototype)
  }
}

/** The session of a request, opened by the first call. */
export function touchSession(state: RequestSession): OpenedSession {
  const { opened, response, policy } = state
  if (opened !== undefined) return opened
  hookOwnMethods(response, policy.waits)
  const touched = openSession(state)
  if (headersLeft(state)) watchForLateChanges(state)
  return touched
}

/**
 * Express gives each application prototypes of its own. Those of an application that is mounted in another one are
 * taken off again when it hands the request back, and those of plain Node belong to everybody: there, the objects
 * themselves are prepared.
 */
function isOfOutermostApp(request: object, response: object): boolean {
  if (!Object.hasOwn(request, 'app')) return false
  const { app } = request as { app: { request?: unknown; response?: unknown; parent?: unknown } }
  return app.request === request && app.response === response && app.parent === undefined
}

function prepare(request: IncomingMessage, response: ServerResponse): void {
  Object.defineProperty(request, 'session', ACCESSOR)
  hookResponse(response)
}

const ACCESSOR: PropertyDescriptor = {
  configurable: true,
  get(this: IncomingMessage): Session | undefined {
    const state = findState(this)
    return state === undefined ? undefined : touchSession(state).session
  },
  set(this: IncomingMessage, value: unknown) {
    const state = findState(this)
    if (state === undefined) {
      // This request went past session(): whoever else keeps a session there gets an ordinary property.
      Object.defineProperty(this, 'session', { value, writable: true, enumerable: true, configurable: true })
    } else {
      touchSession(state)
      replaceSession(state, value)
    }
  }
}
