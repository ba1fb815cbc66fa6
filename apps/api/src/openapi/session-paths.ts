import { ABSENT, LIFETIMES, PRESENT, REFUSED, SETTINGS } from './examples.ts'
import { answer, patchBody, type Paths, parameters, problems, SESSION_PARAMETERS } from './operation.ts'

const FAILURES = ['internal-error', 'store-unavailable'] as const

const BODY_PROBLEMS = [
  'invalid-json',
  'invalid-body',
  'unsupported-media-type',
  'payload-too-large',
  'session-too-large',
  'cross-site-request'
] as const

/** The session itself, and how it is kept. */
export const sessionPaths: Paths = {
  '/api/session': {
    get: {
      operationId: 'getSession',
      tags: ['Session'],
      summary: 'What the server says about the session',
      description:
        'A cookie that is refused is an answer and no problem: `status` is `refused`, and `reason` says why. Use prolongs ' +
        'a session, so the answer may send its cookie again.',
      parameters: SESSION_PARAMETERS,
      responses: {
        200: answer('What came, what is now, and what was sent.', 'SessionReport', PRESENT, 'SetCookie', 'Vary'),
        ...problems(...FAILURES)
      }
    },
    patch: {
      operationId: 'patchSession',
      tags: ['Session'],
      summary: 'Add, change and remove values',
      description:
        'A merge patch (RFC 7396). Values are JSON, or types that JSON lacks as they travel: `{" d": "<HTTP date>"}`, ' +
        '`{" b": "<base64>"}`, `{" point": [x, y]}` and so on. A string has up to 3,000 characters. A session that nothing ' +
        'is left in is deleted.',
      parameters: SESSION_PARAMETERS,
      requestBody: patchBody('SessionPatch', {
        'a string': { data: { string: 'hello' } },
        types: {
          data: {
            count: 5,
            since: { ' d': 'Mon, 23 Nov 2026 07:00:00 GMT' },
            bytes: { ' b': 'AQL/' },
            place: { ' point': [3, 4] }
          }
        },
        'remove, and end with the browser': { data: { string: null }, permanent: false }
      }),
      responses: {
        200: answer('The session after the change.', 'SessionReport', PRESENT, 'SetCookie', 'Vary'),
        ...problems(...BODY_PROBLEMS, ...FAILURES)
      }
    },
    delete: {
      operationId: 'deleteSession',
      tags: ['Session'],
      summary: 'End the session',
      description:
        'The cookie goes from this browser. A copy of it elsewhere ends with it only where the session is revocable or ' +
        'on the server.',
      parameters: SESSION_PARAMETERS,
      responses: {
        200: answer('There is no session now.', 'SessionReport', ABSENT, 'SetCookie', 'Vary'),
        ...problems('cross-site-request', ...FAILURES)
      }
    }
  },
  '/api/settings': {
    get: {
      operationId: 'getSettings',
      tags: ['Settings'],
      summary: 'How sessions are kept',
      description: 'What this visitor chose, and the defaults for the rest. Nothing is asked of the session.',
      parameters: parameters('SettingsCookie'),
      responses: {
        200: answer('The settings.', 'SettingsAnswer', { settings: SETTINGS, lifetimes: LIFETIMES })
      }
    },
    patch: {
      operationId: 'patchSettings',
      tags: ['Settings'],
      summary: 'Keep sessions in another way',
      description:
        'A merge patch (RFC 7396); null is the default. The session that came moves to the new settings at once, and is ' +
        'signed anew. One thing does not carry it over: with `"key": "replaced"`, what the new key has not signed is ' +
        'refused (`signature-mismatch`), its cookie stays in the browser, and `"key": "first"` has it hold again. ' +
        '`"key": "added"` is a rotation: the new key signs, and the older ones still verify.',
      parameters: SESSION_PARAMETERS,
      requestBody: patchBody('SettingsPatch', {
        'hide from scripts': { visibility: 'hidden' },
        'keep on the server': { mode: 'server' },
        'replace the key': { key: 'replaced' }
      }),
      responses: {
        200: answer(
          'The settings, and the session under them.',
          'SettingsChanged',
          { settings: { ...SETTINGS, key: 'replaced' }, lifetimes: LIFETIMES, session: REFUSED },
          'SetCookie',
          'Vary'
        ),
        ...problems(...BODY_PROBLEMS, ...FAILURES)
      }
    }
  }
}
