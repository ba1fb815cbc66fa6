import {
  clearjar,
  cookieSession,
  expressSession,
  flask,
  jwt,
  opaque,
  readAnswer,
  type SessionOptions,
  type SessionServer,
  type TamperPart
} from '@clearjar/playwright'

import type { AppKind } from '../apps.ts'
import { KEY } from './key.ts'

/** What holds of the sessions of one small application. */
export interface Expectations {
  /** As a team would write it into its configuration, with the keys of the server. */
  readonly options: SessionOptions
  /** What somebody without a key reads in the cookie. */
  readonly reads: 'data' | 'id'
  /** Whether a key can be told to have signed it. */
  readonly keyed: boolean
  /** Whether the kit can begin a session without the login, and open one, change it and sign it again. */
  readonly signs: boolean
  /** Damages that can be done to the cookie. The server refuses it after each of them. */
  readonly damages: readonly TamperPart[]
  /** Whether it can be made too old. */
  readonly ages: boolean
  /** Whether the application's own logout deletes the cookie. */
  readonly logoutDeletes: boolean
  /** What the server says to a copy once the logout is done. */
  readonly copyAfterLogout: 'accepted' | 'refused'
}

const server: SessionServer = {
  read: async ({ request }) => readAnswer(await request.get('/me')),
  signIn: ({ request }, data) => request.post('/sign-in', { data }),
  signOut: ({ request }) => request.post('/sign-out')
}

const inCookie = {
  reads: 'data',
  keyed: true,
  signs: true,
  logoutDeletes: true,
  copyAfterLogout: 'accepted'
} as const

const onServer = { reads: 'id', signs: false, ages: false, copyAfterLogout: 'refused' } as const

export const expectations: Readonly<Record<AppKind, Expectations>> = {
  clearjar: {
    ...inCookie,
    options: { format: clearjar({ secrets: [KEY] }), server },
    damages: ['payload', 'timestamp', 'signature', 'truncated', 'wrong key'],
    ages: true
  },
  flask: {
    ...inCookie,
    options: { format: flask({ secretKey: KEY }), server },
    damages: ['payload', 'timestamp', 'signature', 'truncated', 'wrong key'],
    ages: true
  },
  'cookie-session': {
    ...inCookie,
    options: { format: cookieSession({ keys: [KEY] }), server },
    damages: ['payload', 'signature', 'truncated', 'wrong key'],
    ages: false
  },
  jwt: {
    ...inCookie,
    options: { name: 'token', format: jwt({ key: KEY }), lifetime: 3600, server },
    damages: ['payload', 'signature', 'truncated', 'wrong key'],
    ages: true
  },
  'express-session': {
    ...onServer,
    options: { name: 'connect.sid', format: expressSession(), server },
    keyed: true,
    damages: ['payload', 'signature', 'truncated'],
    logoutDeletes: false
  },
  opaque: {
    ...onServer,
    options: { name: 'sid', format: opaque(), server },
    keyed: false,
    damages: ['payload', 'truncated'],
    logoutDeletes: true
  }
}
