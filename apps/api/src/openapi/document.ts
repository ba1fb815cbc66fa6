import type { SettingsBook } from '../settings.ts'
import { problems } from './operation.ts'
import { otherPaths } from './other-paths.ts'
import { createSchemas } from './schemas.ts'
import { sessionPaths } from './session-paths.ts'
import { sessionsPaths } from './sessions-paths.ts'

const HEADERS = {
  SetCookie: header('The cookies that the browser is to keep or drop; one header for each.'),
  Vary: header('`Cookie`: another visitor gets another answer.'),
  Allow: header('The methods that this address takes.'),
  AcceptPatch: header('The types of a body that this takes.'),
  RetryAfter: header('Seconds after which to try again.')
}

const PARAMETERS = {
  SessionCookie: cookie(
    'session',
    'The session: Payload, Timestamp and Signature, or the first two where it is split.'
  ),
  SignatureCookie: cookie('session.sig', 'The Signature, where the session is split so that scripts do not see it.'),
  SettingsCookie: cookie('clearjar-settings', 'How this visitor wants sessions to be kept.'),
  VisitorCookie: cookie('clearjar-visitor', 'Whose sessions are listed and ended.'),
  SessionTab: {
    name: 'Session-Tab',
    in: 'header',
    description: 'The key of the tab that asks, for a session that ends with its tab.',
    schema: { type: 'string', pattern: '^[\\w-]{22}$' }
  }
}

const TAGS = [
  ['Session', 'The session that came with the request.'],
  ['Settings', 'How this visitor’s sessions are kept: where, for how long, and with which keys.'],
  ['Sessions', 'All sessions of this visitor that the server knows.'],
  ['Tabs', 'The tabs that a session ends with.'],
  ['Story', 'The two routes that it all began with.'],
  ['Service', 'The server itself.']
].map(([name, description]) => ({ name, description }))

const DESCRIPTION =
  'Signed JSON sessions in the format of Flask’s cookies, watched from the server’s side. Every answer of the session ' +
  'says what came, what is now, and what was sent; none has a cookie, a signature or a key in it. A request that cannot ' +
  'be served is answered with problem details (RFC 9457): switch on `code`. An address that does not exist is ' +
  '`not-found`, and a method that it does not take `method-not-allowed`. What takes `GET` takes `HEAD`. Times are in ' +
  'UNIX seconds of the server’s clock.'

/** The API in OpenAPI 3.1. */
export function createDocument(book: SettingsBook): object {
  const { 404: NotFound, 405: MethodNotAllowed } = problems('not-found', 'method-not-allowed')
  return {
    openapi: '3.1.1',
    info: { title: 'Clearjar', version: '1', summary: 'Sessions, to look at', description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: TAGS,
    paths: { ...sessionPaths, ...sessionsPaths, ...otherPaths },
    components: {
      schemas: createSchemas(book),
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: { NotFound, MethodNotAllowed }
    }
  }
}

function header(description: string): object {
  return { description, schema: { type: 'string' } }
}

function cookie(name: string, description: string): object {
  return { name, in: 'cookie', description, schema: { type: 'string' } }
}
