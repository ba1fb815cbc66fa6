import type { IncomingMessage } from 'node:http'

import type { SessionCodecOptions } from '@clearjar/session'

import type { SessionCookieOptions } from './cookie-writer.ts'
import type { ForeignCookies } from './foreign-cookies.ts'
import type { RevocationOptions } from './revocation-options.ts'
import type { SessionEvent } from './session-event.ts'
import type { SessionStore } from './store.ts'
import type { TabsOptions } from './tab-options.ts'

/**
 * - `hidden`: the cookie is `HttpOnly`.
 * - `readable`: scripts of the page can read and delete it, so XSS can steal it.
 * - `split`: the payload is readable, and its signature is in a companion that is `HttpOnly`: scripts can read the
 *   data and end the session, but a copy that they take is worth nothing.
 */
export type SessionVisibility = 'hidden' | 'readable' | 'split'

/**
 * Cookies that count, too, and come out as ours: signed by us otherwise, such as `{ digest: 'sha1' }` or
 * `{ secrets: [old], salt: 'old' }` (what is left out is as in the options); kept in the other mode, such as
 * `{ mode: 'cookie' }`; or those of another library, as `fromCookieSession` and `fromExpressSession` make them.
 */
export type AcceptedCookies =
  | ForeignCookies
  | { readonly mode: 'cookie' | 'server' }
  | (Partial<Pick<SessionCodecOptions, 'secrets' | 'digest' | 'salt' | 'derivation'>> & { readonly mode?: never })

/** Seconds, or text such as `'31d'`, `'12h'`, `'30m'`, `'45s'`. */
export type Duration = string | number

/** Everything but `secrets` has a default. What is not named here goes to the codec of `@clearjar/session`. */
export interface SessionOptions extends SessionCodecOptions {
  /** The cookie's name. Default `session`. */
  readonly name?: string
  /**
   * How long a signature is accepted, and for how long browsers keep the cookie of a permanent session.
   * Default `'31d'` (Flask: `PERMANENT_SESSION_LIFETIME`).
   */
  readonly lifetime?: Duration
  /** How long a session may go unused, permanent or not; use signs it again. Default: as long as `lifetime`. */
  readonly idle?: Duration
  /** How long a session lasts from its beginning, however much it is used. Default: without end. */
  readonly absolute?: Duration
  /** Whether new sessions outlive the browser, that is, get `Expires`. Default false, as in Flask. */
  readonly permanent?: boolean
  /** Whether use prolongs a permanent session, and any session that has an `idle`. Default true. */
  readonly sliding?: boolean
  /**
   * How old a signature has to be before use prolongs it. Default: a tenth of `idle` or `lifetime`. 0 signs with every
   * response to a request that touched the session (Flask: `SESSION_REFRESH_EACH_REQUEST`).
   */
  readonly slideAfter?: Duration
  readonly visibility?: SessionVisibility
  readonly cookie?: SessionCookieOptions
  /** Bytes of `name=value` that a session may take. Default, and most: 4096, what every browser keeps. */
  readonly budget?: number
  /**
   * Cookies signed before this UNIX second are signed again when they are used, so that they get the attributes of
   * today: the server cannot see which ones a cookie has.
   */
  readonly resignBefore?: number
  readonly accept?: readonly AcceptedCookies[]
  /** `server`: the cookie has a signed id only, and the data is in `store`. Default `cookie`. */
  readonly mode?: 'cookie' | 'server'
  /** What the server keeps, it keeps here. Default: `createEmbeddedStore()`, if `mode`, `revocation` or `tabs` needs one. */
  readonly store?: SessionStore
  /** Milliseconds after which a store that does not answer is an error. Default 2000. */
  readonly storeTimeout?: number
  /** Makes `revoke`, `revokeAll` and `sessionsOf` work, and has every request that has a session ask the store. */
  readonly revocation?: true | RevocationOptions
  /** Ends sessions with their last open tab, or with the tab in which they were made. Default: with their cookie. */
  readonly tabs?: 'last-tab' | 'tab' | TabsOptions
  /** Refuses requests that change something and come from another site. Default false. */
  readonly crossSite?: boolean | { readonly trustedOrigins: readonly string[] }
  /** Is told what happens to sessions, for logs and figures. */
  readonly onEvent?: (event: SessionEvent, request: IncomingMessage) => void
  /** Whole UNIX seconds; the clock when left out. Asked once when the application starts, to be sure of the unit. */
  readonly now?: () => number
}
