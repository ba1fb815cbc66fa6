import { answer, type Paths, problems, SESSION_PARAMETERS, textAnswer } from './operation.ts'

const FAILURES = ['internal-error', 'store-unavailable'] as const

/** The two routes of the story, and what is said of the service. */
export const otherPaths: Paths = {
  '/enter_string': {
    get: {
      operationId: 'enterString',
      tags: ['Story'],
      summary: 'Save a string in the session',
      description: 'As the Flask app of the story does it: `session["string"] = request.args["string"]`.',
      parameters: [
        {
          name: 'string',
          in: 'query',
          required: true,
          description: 'The string to save, once.',
          schema: { type: 'string' },
          example: 'hello'
        },
        ...SESSION_PARAMETERS
      ],
      responses: {
        200: textAnswer('It is saved.', 'Saved. Now open /get_string.', 'SetCookie', 'Vary'),
        ...problems('missing-string', 'session-too-large', ...FAILURES)
      }
    }
  },
  '/get_string': {
    get: {
      operationId: 'getString',
      tags: ['Story'],
      summary: 'Say the string again',
      description:
        'Plain text, so that a string is never markup. What was saved under this name and is no string is said in JSON.',
      parameters: SESSION_PARAMETERS,
      responses: {
        200: textAnswer('The string, or that there is none.', 'You entered hello', 'SetCookie', 'Vary'),
        ...problems(...FAILURES)
      }
    }
  },
  '/healthz': {
    get: {
      operationId: 'getHealth',
      tags: ['Service'],
      summary: 'Whether the server runs',
      description: 'For what watches over it. Stores are not asked.',
      responses: { 200: answer('It does.', 'Health', { status: 'ok' }) }
    }
  },
  '/api/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      tags: ['Service'],
      summary: 'This description',
      description: 'OpenAPI 3.1. The page `/api` shows it to people.',
      responses: {
        200: {
          description: 'The document.',
          content: {
            'application/json': {
              schema: { type: 'object', required: ['openapi', 'info', 'paths'] },
              example: { openapi: '3.1.1', info: { title: 'Clearjar', version: '1' }, paths: {} }
            }
          }
        }
      }
    }
  }
}
