import type { IncomingMessage, ServerResponse } from 'node:http'

import type { CookieWriter } from './cookie-writer.ts'
import type { SessionPolicy } from './policy.ts'
import type { SessionReading } from './received-cookie.ts'
import type { ResponseGate } from './response-gate.ts'
import type { SessionCommit } from './session-commit.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionMeta } from './session-meta.ts'
import type { Session } from './session-object.ts'
import type { HeldText } from './session-text.ts'

/** What is kept for one request. Until the session is touched, nothing but the references. */
export interface RequestSession {
  readonly policy: SessionPolicy
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly next: (error?: unknown) => void
  readonly createSession: (state: RequestSession, data: object, isNew: boolean) => Session
  /** What came, where it had to be waited for; else the first touch reads it. */
  reading: SessionReading | undefined
  /** Set by the first touch. */
  opened: OpenedSession | undefined
  /** `end` has written the session and is writing the headers. */
  ending: boolean
  /** The response waits for the store. */
  gate: ResponseGate | undefined
}

export interface OpenedSession {
  readonly reading: SessionReading
  readonly held: HeldText
  /** Writes the cookies of this response. */
  cookie: CookieWriter
  /** When the browser drops the cookie, if this request says so itself: UNIX seconds, null for with the browser. */
  expires: number | null | undefined
  session: Session
  /** Whether `session` starts with this request; `session.isNew` may be hidden by data of that name. */
  isNew: boolean
  meta: SessionMeta
  /** Another session took the place of the one that came. */
  replaced: boolean
  /** Ends the session where it was kept before; null once that was done. */
  forget: (() => Promise<void>) | null
  /** `null` was assigned. */
  ended: boolean
  /** `touch` was called. */
  touched: boolean
  /** The id that the session had when it came, and has no more. */
  retired: string | null
  /** The id under which its tabs are noted; null for a session that has none yet. */
  leased: string | null
  /** Whose generation is in `meta`. */
  subject: string | null
  /** Who is remembered in the store to have this session. */
  tracked: string | null
  /** The text that its record has, as far as this request knows; null for none. */
  stored: string | null
  /** Whether `stored` has changes of others that `session` does not show. */
  diverged: boolean
  committed: Committed | undefined
  /** A commit that waits for the store. */
  committing: Promise<unknown> | undefined
  /** The text that could not be kept, and that somebody was told so. */
  failedText: string | undefined
  /** A response was stopped because of that. */
  stopped: boolean
  /** Somebody looks for changes that come too late. */
  watched: boolean
}

/** What was made of which session and text, and the lines of `Set-Cookie` that say so. */
export interface Committed {
  readonly session: Session
  /** As it was said for this response only. */
  readonly cookie: CookieWriter
  readonly expires: number | null | undefined
  readonly text: string
  readonly ended: boolean
  readonly touched: boolean
  readonly commit: SessionCommit
  readonly lines: readonly string[]
}

const STATE: unique symbol = Symbol('clearjar.session')

type Carrier = IncomingMessage & { [STATE]?: RequestSession }

/** The state of a request; undefined when no `session()` has seen it. A response finds it by its `req`. */
export function findState(request: Carrier): RequestSession | undefined {
  return request[STATE]
}

export function keepState(request: Carrier, state: RequestSession): void {
  request[STATE] = state
}

/** Whether it is too late for a cookie. A response that waits looks to the application as if it had left. */
export function headersLeft({ gate, response }: RequestSession): boolean {
  return gate === undefined && response.headersSent
}

/** A save that nobody waits for need not end the process when it fails: it fails again when the headers leave. */
export function mayGoUnheard<Result>(state: RequestSession, saving: Promise<Result>): Promise<Result> {
  if (!headersLeft(state)) saving.catch(() => undefined)
  return saving
}

export function headersSent(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'headers-sent',
    'The session changed after the headers of the response had left, so the cookie cannot be sent. Change it earlier.'
  )
}
