import type { IncomingMessage } from 'node:http'

import type { SessionPolicy } from './policy.ts'
import type { RefusalReason, SessionReading } from './received-cookie.ts'
import type { SessionMiddlewareErrorCode } from './session-middleware-error.ts'

/**
 * Why a cookie was signed: the data `changed`; `touch` was called, or the session `slid` on because it was used; it
 * came in an old signature (`rotated`), an old shape (`upgraded`) or from elsewhere (`imported`).
 */
export type SigningReason = 'changed' | 'touched' | 'slid' | 'rotated' | 'upgraded' | 'imported'

/**
 * What happened to a session. Sizes are in bytes; `names` are names in the session, never values.
 *
 * - `refused`: a cookie came and does not count.
 * - `signed`, `deleted`: what a response does to the cookie.
 * - `rotated`: a cookie came with an old signature: secret `keyIndex` of those of `accept[accepted]`, or of `secrets`
 *   when that is null. `count` is how many have come since the start; when it stays at 0, the old secret can go.
 * - `conflict`: two requests changed one session at once. In a `store`, both had changed `names`, and the later one
 *   won. In a `cookie`, the later one changed `names` and won whole: what the other changed is lost. That is seen only
 *   by a process that answered both. `ended`: the session was ended meanwhile and stays so, without these `names`.
 * - `late-change`: the session changed after the headers left, and that is lost.
 * - `store-failed`: the store did not answer while a session was loaded, saved or checked for revocation.
 * - `failed`: the session could not be kept, and the error handler was told why.
 */
export type SessionEvent =
  | { readonly type: 'refused'; readonly reason: RefusalReason }
  | { readonly type: 'signed'; readonly why: SigningReason; readonly bytes: number }
  | { readonly type: 'deleted' }
  | {
      readonly type: 'rotated'
      readonly keyIndex: number
      readonly accepted: number | null
      readonly count: number
    }
  | { readonly type: 'conflict'; readonly where: 'store' | 'cookie' | 'ended'; readonly names: readonly string[] }
  | { readonly type: 'late-change'; readonly names: readonly string[] }
  | { readonly type: 'store-failed'; readonly doing: 'load' | 'save' | 'check' }
  | {
      readonly type: 'failed'
      readonly code: SessionMiddlewareErrorCode | 'unserializable-value' | 'payload-too-large'
    }

/** Tells the application. A fault in its hook is its own: it must not cost anybody a session. */
export function tell({ onEvent }: SessionPolicy, request: IncomingMessage, event: SessionEvent): void {
  try {
    onEvent?.(event, request)
  } catch (error) {
    process.emitWarning(`onEvent of session() failed with ${error instanceof Error ? error.name : 'no Error'}.`, {
      code: 'CLEARJAR_ON_EVENT'
    })
  }
}

/** What there is to tell of a cookie when its session is first touched. */
export function tellReceived(policy: SessionPolicy, request: IncomingMessage, reading: SessionReading): void {
  const { received, rotation } = reading
  if (received.status === 'refused') tell(policy, request, { type: 'refused', reason: received.reason })
  if (rotation === null) return
  const key = `${rotation.accepted ?? ''}:${rotation.keyIndex}`
  const count = (policy.rotations.get(key) ?? 0) + 1
  policy.rotations.set(key, count)
  tell(policy, request, { type: 'rotated', ...rotation, count })
}
