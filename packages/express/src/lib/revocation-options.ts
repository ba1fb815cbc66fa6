import type { IncomingMessage } from 'node:http'

import type { SessionData } from '../index.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** What `subject` is shown: what the application declared, and whatever else is there. */
export type SubjectData = Partial<SessionData> & Readonly<Record<string, unknown>>

/**
 * What ends a session before its time, on every server that shares the store. What is refused is a session, not one of
 * its cookies: an older copy of a session that goes on is as good as ever, with the data of then. Where rights change,
 * `regenerate` ends the session that had them.
 */
export interface RevocationOptions {
  /** Whose session it is, such as the name of a user: a text, or nothing for nobody's. Needed to end or list all of a subject's. */
  readonly subject?: (data: SubjectData) => string | null | undefined
  /**
   * Whether to remember which sessions a subject has; a function adds a text by which a person tells them apart, such
   * as the name of a browser, of which 256 characters are kept. Default false.
   */
  readonly track?: boolean | ((request: IncomingMessage) => string)
  /**
   * What happens while the store does not answer: `refuse` (default) makes the request an error with status 503,
   * `accept` goes on as if nothing were revoked, and remembers nothing for `sessionsOf`. To end a session is an error
   * either way, and so is every request of `mode: 'server'`.
   */
  readonly whenDown?: 'refuse' | 'accept'
}

/** @throws SessionMiddlewareError `invalid-option` */
export function checkRevocation(given: true | RevocationOptions): RevocationOptions {
  const options = given === true ? {} : given
  const { subject, track, whenDown } = options
  const expect = (holds: boolean, message: string): void => {
    if (!holds) throw new SessionMiddlewareError('invalid-option', message)
  }
  expect(typeof options === 'object' && options !== null, 'revocation is true, or an object.')
  for (const option of Object.keys(options)) {
    expect(['subject', 'track', 'whenDown'].includes(option), `revocation has no option ${option}.`)
  }
  expect(subject === undefined || typeof subject === 'function', 'revocation.subject is a function of the data.')
  expect(
    track === undefined || typeof track === 'boolean' || typeof track === 'function',
    'revocation.track is a boolean, or a function of the request that returns a text.'
  )
  expect(!track || subject !== undefined, 'revocation.track needs revocation.subject, to know whose sessions they are.')
  expect(
    whenDown === undefined || whenDown === 'refuse' || whenDown === 'accept',
    'revocation.whenDown is "refuse" or "accept".'
  )
  return options
}

/** Whose session it is; null for nobody's. @throws SessionMiddlewareError `invalid-option` */
export function askSubject(subjectIn: NonNullable<RevocationOptions['subject']>, data: object): string | null {
  const subject: unknown = ask()
  if (subject === undefined || subject === null || subject === '') return null
  if (typeof subject === 'string') return subject
  throw badSubject('returned something that is neither text nor nothing; String(id) makes a text of a number')

  function ask() {
    try {
      return subjectIn(data as SubjectData)
    } catch (cause) {
      throw badSubject('failed', cause)
    }
  }
}

function badSubject(what: string, cause?: unknown): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'invalid-option',
    `revocation.subject ${what}. It is asked about every session, also about one that nobody has signed in to.`,
    { cause }
  )
}
