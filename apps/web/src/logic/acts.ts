import type { SettingsPatch } from '../api/report.ts'
import type { TabScope } from '../api/session-api.ts'
import type { CookieCopy } from './copies.ts'

/** A value to save, as JSON travels. */
export interface Saving {
  readonly name: string
  readonly value: unknown
  readonly permanent: boolean | null
}

/** What just happened, as far as this page knows; the narrator tells it. */
export type Act =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'removed'; readonly name: string }
  | { readonly kind: 'kept'; readonly permanent: boolean }
  | { readonly kind: 'changed-byte' }
  | { readonly kind: 'put-back' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'delete-failed'; readonly reason: 'absent' | 'hidden' | 'other-path-or-domain' }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'nothing-to-clear' }
  | { readonly kind: 'renewed' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'exchange-copied' }
  | { readonly kind: 'copy-failed' }
  /** `saving`: what did not fit, where it was one value. */
  | { readonly kind: 'too-big'; readonly bytes: number; readonly limit: number; readonly saving: Saving | null }
  | { readonly kind: 'not-saved' }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'copy-kept' }
  /** Closing a tab is the browser's to do: only the way can be shown. */
  | { readonly kind: 'how-to-close' }
  | { readonly kind: 'copy-dropped' }
  | { readonly kind: 'replayed'; readonly copy: CookieCopy }
  /** The browser did not let JavaScript write it: an `HttpOnly` cookie is in the way. */
  | { readonly kind: 'replay-blocked' }
  | { readonly kind: 'revoked' }
  /** The server's list of sessions that can be ended was empty. */
  | { readonly kind: 'nothing-to-revoke' }
  | { readonly kind: 'ended-others' }
  /** What JavaScript finds when it looks for the session: the names of all cookies that it sees. */
  | { readonly kind: 'proof'; readonly names: readonly string[] }
  /** A link asks for a state, and there is a session in the way. */
  | { readonly kind: 'link-waits' }
  /** `pending`: there is no session yet that it holds for. */
  | { readonly kind: 'set'; readonly patch: SettingsPatch; readonly pending: boolean }
  /** `pending`: as above. */
  | { readonly kind: 'bound'; readonly scope: TabScope; readonly pending: boolean }
  /** `counted`: the server may count on it still. */
  | { readonly kind: 'tab-closed'; readonly number: number; readonly left: number; readonly counted: boolean }
  /** The server counts on a closed tab no more, `seconds` after it closed. */
  | { readonly kind: 'tab-let-go'; readonly number: number; readonly left: number; readonly seconds: number }
  /** It did so, and the session was over. */
  | { readonly kind: 'session-let-go'; readonly number: number; readonly seconds: number }

/** One byte changed by this page: the cookies before and after, and which characters to mark. */
export interface ByteChangeRecord {
  readonly original: string
  readonly changed: string
  /** Which of its characters differ, counted from its beginning. */
  readonly start: number
  readonly end: number
  /** When the browser would have dropped the cookie, UNIX seconds; null at its end. */
  readonly expires: number | null
}
