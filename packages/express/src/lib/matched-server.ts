import {
  createServer,
  IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  ServerResponse
} from 'node:http'

import { SessionMiddlewareError } from './session-middleware-error.ts'

/** An application of Express 4 or 5: what it makes the prototypes of every request and response. */
export type ExpressApplication = RequestListener & { request: object; response: object }

/** What `http.createServer` and `https.createServer` take to make requests and responses with. */
export interface MatchedClasses {
  readonly IncomingMessage: typeof IncomingMessage
  readonly ServerResponse: typeof ServerResponse
}

/** Options of `http.createServer`, without the two classes; they are what this server is about. */
export type MatchedServerOptions = Omit<ServerOptions, keyof MatchedClasses>

/**
 * `http.createServer(options, app)` for an Express application, with much less work for a request.
 *
 * Express changes the prototype of every request and response. On Node 20 and 22 each of them gets a shape of its own
 * by that, which no cache of the JavaScript engine knows; on Node 24 only the change itself costs. This server makes
 * them with the prototypes that Express wants, so that nothing is left to change. Everything else is as with
 * `http.createServer`, except that `app.request` and `app.response` become other objects with the same content: extend
 * them through `app`, not through a reference from before. Give it the outermost application; those that are mounted in
 * it need nothing.
 *
 * @throws SessionMiddlewareError `invalid-option` for what is no Express application
 */
export function createMatchedServer(app: ExpressApplication, options: MatchedServerOptions = {}): Server {
  return createServer({ ...options, ...matchedClasses(app) }, app)
}

/**
 * The classes of `createMatchedServer`, for another server: `https.createServer({ key, cert, ...matchedClasses(app) }, app)`.
 *
 * @throws SessionMiddlewareError `invalid-option` for what is no Express application
 */
export function matchedClasses(app: ExpressApplication): MatchedClasses {
  if (!isObject(app?.request) || !isObject(app.response)) {
    throw new SessionMiddlewareError(
      'invalid-option',
      'This takes an Express application, as in createMatchedServer(express()). Serve anything else with http.createServer().'
    )
  }
  return {
    IncomingMessage: classOf(app, 'request', () => class extends IncomingMessage {}),
    ServerResponse: classOf(app, 'response', () => class<R extends IncomingMessage> extends ServerResponse<R> {})
  }
}

/** By the prototype of their instances, so that another server of the same application shares them. */
const known = new WeakMap<object, unknown>()

/**
 * The class whose instances have `app[name]` as their prototype.
 *
 * The engine remembers the shape of new instances for real classes only, and nobody can choose the prototype of those.
 * So the class gives its own, which takes the place and the content of `app[name]`. The one before stays, empty and
 * below it, for the applications that are mounted already and inherit from it.
 */
function classOf<Class extends abstract new (...given: never[]) => object>(
  app: ExpressApplication,
  name: 'request' | 'response',
  create: () => Class
): Class {
  const before = app[name]
  if (known.has(before)) return known.get(before) as Class
  const made = create()
  const prototype = made.prototype as object
  Reflect.deleteProperty(prototype, 'constructor')
  Object.setPrototypeOf(prototype, Object.getPrototypeOf(before) as object)
  Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(before))
  for (const key of Reflect.ownKeys(before)) Reflect.deleteProperty(before, key)
  Object.setPrototypeOf(before, prototype)
  app[name] = prototype
  known.set(prototype, made)
  return made
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
