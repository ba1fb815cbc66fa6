import type { IncomingMessage } from 'node:http'

import type { Digest, SessionCodec } from '@clearjar/session'

import type { CookieWriter, SessionCookieOptions } from './cookie-writer.ts'
import type { ForeignCookies } from './foreign-cookies.ts'
import type { LateForgetting } from './late-forgetting.ts'
import type { SessionVisibility } from './options.ts'
import type { Revocation } from './revocation.ts'
import type { SessionEvent } from './session-event.ts'
import type { SessionMeta } from './session-meta.ts'
import type { SessionMiddlewareError } from './session-middleware-error.ts'
import type { PatientStore } from './patient-store.ts'
import type { SessionStore } from './store.ts'
import type { TabPolicy } from './tab-options.ts'
import type { SupersededCookies } from './superseded-cookies.ts'

/** Options, checked and computed once. Times are in seconds. */
export interface SessionPolicy {
  readonly name: string
  readonly mode: 'cookie' | 'server'
  readonly visibility: SessionVisibility
  readonly codec: SessionCodec
  readonly digest: Digest
  /** Whose cookies verify, too, though nothing is signed with them. */
  readonly acceptedCodecs: readonly SessionCodec[]
  readonly foreign: readonly ForeignCookies[]
  /** Whether sessions that were kept in the other mode are moved to this one. */
  readonly acceptsOtherMode: boolean
  readonly cookie: CookieWriter
  readonly cookieOptions: SessionCookieOptions
  /** Bytes of `name=value`. */
  readonly budget: number
  readonly lifetime: number
  /** How old a signature may be: the shorter of `lifetime` and `idle`. */
  readonly maxAge: number
  readonly idle: number | null
  readonly absolute: number | null
  readonly skew: number
  readonly permanent: boolean
  readonly sliding: boolean
  readonly slideAfter: number
  /** Cookies that were signed before this UNIX second are signed again. */
  readonly resignBefore: number
  /** Where something is kept on the server; null when nothing is. */
  readonly store: PatientStore | null
  /** Milliseconds. */
  readonly storeTimeout: number
  readonly forgetting: LateForgetting
  /** The store, if nobody gave one. */
  readonly ownStore: SessionStore | null
  readonly revocation: Revocation | null
  readonly tabs: TabPolicy | null
  /** Whether a session has an id. */
  readonly hasIds: boolean
  /** Whether a request has to wait before its session can be read. */
  readonly waits: boolean
  readonly superseded: SupersededCookies
  /** How many cookies came with which old signature. */
  readonly rotations: Map<string, number>
  readonly refuseCrossSite: ((request: IncomingMessage) => SessionMiddlewareError | null) | null
  readonly onEvent: ((event: SessionEvent, request: IncomingMessage) => void) | undefined
  readonly now: () => number
}

/** UNIX second after which a session that was signed at `signedAt` is refused. */
export function sessionEnd({ maxAge, absolute }: SessionPolicy, { born }: SessionMeta, signedAt: number): number {
  const end = signedAt + maxAge
  return absolute === null || born === null ? end : Math.min(end, born + absolute)
}
