import type { TabScope } from '../api/session-api.ts'

/** What just happened, as far as this page knows; the narrator tells it. */
export type Act =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved' }
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
  | { readonly kind: 'copy-failed' }
  | { readonly kind: 'too-big'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'not-saved' }
  | { readonly kind: 'server-error' }
  /** `pending`: there is no session yet that it holds for. */
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
  readonly start: number
  readonly end: number
  /** When the browser would have dropped the cookie, UNIX seconds; null at its end. */
  readonly expires: number | null
}
