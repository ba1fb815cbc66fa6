/** As much of an OpenAPI document as tests need. */
export const apiDocument = {
  openapi: '3.1.1',
  info: { title: 'Clearjar', version: '1', description: 'Times are in UNIX seconds. Switch on `code`.' },
  tags: [
    { name: 'Session', description: 'The session that came with the request.' },
    { name: 'Story', description: 'Where it all began.' }
  ],
  paths: {
    '/api/session': {
      get: {
        operationId: 'getSession',
        tags: ['Session'],
        summary: 'What the server says about the session',
        description: 'A cookie that is refused is an answer: `status` is `refused`.',
        parameters: [{ $ref: '#/components/parameters/SessionCookie' }],
        responses: {
          200: {
            description: 'What is now.',
            headers: { 'Set-Cookie': { $ref: '#/components/headers/SetCookie' } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/SessionReport' },
                example: { status: 'absent', data: {} }
              }
            }
          },
          500: {
            description: '`internal-error`: The server failed.',
            content: {
              'application/problem+json': {
                schema: { $ref: '#/components/schemas/ProblemInternalError' },
                examples: { 'internal-error': { value: { code: 'internal-error' } } }
              }
            }
          }
        }
      },
      patch: {
        operationId: 'patchSession',
        tags: ['Session'],
        summary: 'Add, change and remove values',
        description: 'A merge patch.',
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/SessionPatch' } },
            'application/merge-patch+json': {
              schema: { $ref: '#/components/schemas/SessionPatch' },
              examples: {
                'a string': { value: { data: { string: 'hello' } } },
                remove: { value: { data: { string: null } } }
              }
            }
          }
        },
        responses: { 200: { description: 'The session after the change.' } }
      }
    },
    '/enter_string': {
      get: {
        operationId: 'enterString',
        tags: ['Story'],
        summary: 'Save a string in the session',
        description: 'As the story has it.',
        parameters: [
          {
            name: 'string',
            in: 'query',
            required: true,
            description: 'The string to save.',
            schema: { type: 'string' },
            example: 'hello'
          }
        ],
        responses: {
          200: {
            description: 'It is saved.',
            content: { 'text/plain': { schema: { type: 'string' }, example: 'Saved. Now open /get_string.' } }
          }
        }
      }
    }
  },
  components: {
    schemas: {
      SessionReport: {
        type: 'object',
        description: 'What the server says about a session.',
        properties: {
          status: { type: 'string', enum: ['absent', 'present', 'refused'] },
          clocks: { type: 'object', properties: { now: { type: 'number', description: 'UNIX seconds.' } } }
        },
        required: ['status', 'clocks']
      },
      SessionPatch: { type: 'object', properties: { permanent: { type: 'boolean' } } },
      ProblemInternalError: { type: 'object' }
    },
    parameters: { SessionCookie: { name: 'session', in: 'cookie', description: 'The session.', schema: {} } },
    headers: { SetCookie: { schema: { type: 'string' } } }
  }
}
