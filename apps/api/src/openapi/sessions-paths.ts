import { ABSENT, LISTED, TAB_OPEN, TAB_OPENED } from './examples.ts'
import { answer, parameters, type Paths, problems, SESSION_PARAMETERS } from './operation.ts'
import { pathOf } from './schemas.ts'

const FAILURES = ['internal-error', 'store-unavailable'] as const

const PARAMETERS = [...SESSION_PARAMETERS, ...parameters('VisitorCookie')]

const OTHERS = 'The sessions that are left, and the one that came, after this.'

const REVOCABLE = 'Only for a visitor whose sessions are revocable or on the server: the server knows no others.'

/** All sessions of a visitor, and the tabs that one ends with. */
export const sessionsPaths: Paths = {
  '/api/sessions': {
    get: {
      operationId: 'listSessions',
      tags: ['Sessions'],
      summary: 'The sessions of this visitor',
      description: `Those that the server still accepts, in this browser and elsewhere. ${REVOCABLE}`,
      parameters: PARAMETERS,
      responses: {
        200: answer('The sessions.', 'SessionList', { sessions: [LISTED] }, 'SetCookie', 'Vary'),
        ...problems('not-revocable', ...FAILURES)
      }
    },
    delete: {
      operationId: 'endSessions',
      tags: ['Sessions'],
      summary: 'End all sessions of this visitor',
      description: `For every copy of their cookies. ${REVOCABLE}`,
      parameters: [
        {
          name: 'except',
          in: 'query',
          description: 'Leaves the session that came.',
          schema: { type: 'string', enum: ['current'] }
        },
        ...PARAMETERS
      ],
      responses: {
        200: answer(OTHERS, 'SessionsEnded', { sessions: [], session: ABSENT }, 'SetCookie', 'Vary'),
        ...problems('invalid-query', 'not-revocable', 'cross-site-request', ...FAILURES)
      }
    }
  },
  '/api/sessions/{id}': {
    delete: {
      operationId: 'endSession',
      tags: ['Sessions'],
      summary: 'End one session of this visitor',
      description: `For every copy of its cookie. ${REVOCABLE}`,
      parameters: [
        {
          name: 'id',
          in: 'path',
          required: true,
          description: 'The `id` of one that `GET /api/sessions` lists.',
          schema: { type: 'string' },
          example: LISTED.id
        },
        ...PARAMETERS
      ],
      responses: {
        200: answer(OTHERS, 'SessionsEnded', { sessions: [], session: ABSENT }, 'SetCookie', 'Vary'),
        ...problems('session-not-found', 'not-revocable', 'cross-site-request', ...FAILURES)
      }
    }
  },
  '/api/session/tabs': {
    post: {
      operationId: 'tellTab',
      tags: ['Tabs'],
      summary: 'What a page says of its tab',
      description:
        '`createTabSession()` of `@clearjar/browser/tab-session` sends these: a tab opens, is still there, or goes. With ' +
        'the last of its tabs, a session that is bound to them is over.',
      parameters: parameters('SessionCookie', 'SignatureCookie', 'SettingsCookie'),
      requestBody: {
        required: true,
        content: {
          'text/plain': { schema: { type: 'string', contentMediaType: 'application/json' } },
          'application/json': { schema: { $ref: pathOf('TabMessage') }, example: TAB_OPEN }
        }
      },
      responses: {
        200: answer('What became of the tab.', 'TabAnswer', TAB_OPENED, 'SetCookie'),
        ...problems('invalid-tab-message', 'cross-site-request', 'too-many-tab-messages', ...FAILURES)
      }
    }
  }
}
