import type { SessionPolicy } from './policy.ts'
import { type Revocation, recordKey, type TrackedSession } from './revocation.ts'
import { isId } from './session-meta.ts'
import { forgetTabs, moveTabs } from './tab-binding.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** What can be done to sessions without a request of theirs. */
export interface ServerActs {
  /**
   * Ends the session with this id, wherever its cookie is. Needs `mode: 'server'` or `revocation`.
   *
   * @throws SessionMiddlewareError `store-unavailable`, `invalid-option`, by rejecting, as all of these do
   */
  revoke(id: string): Promise<void>
  /** Ends all sessions that a subject has now ("sign out everywhere"). Needs `revocation.subject`. */
  revokeAll(subject: string): Promise<void>
  /** The live sessions of a subject, the last used first. Needs `revocation.track`. */
  sessionsOf(subject: string): Promise<readonly TrackedSession[]>
  /** Ends what is still to be ended, and closes the store, if it is the default one. */
  close(): Promise<void>
}

export function createServerActs(policy: SessionPolicy): ServerActs {
  const { store, revocation, mode } = policy
  return {
    async revoke(id) {
      if (mode === 'cookie') needed(revocation, 'revoke needs revocation, or mode: "server".')
      if (typeof id !== 'string')
        throw new SessionMiddlewareError('invalid-option', 'revoke takes the id of a session.')
      // No session has another kind of id, whoever asks.
      if (!isId(id)) return
      await endSession(policy, id)
    },
    async revokeAll(subject) {
      const knowing = revocation?.knowsSubjects === true ? revocation : null
      const asked = needed(knowing, 'revokeAll needs revocation: { subject }.')
      const ended = await asked.revokeAll(checkSubject('revokeAll', subject))
      // Their generation is over already; this only frees the space.
      if (mode === 'server') for (const id of ended) await store!.update(recordKey(id), 1, () => null)
    },
    async sessionsOf(subject) {
      const asked = needed(revocation?.tracks === true ? revocation : null, 'sessionsOf needs revocation: { track }.')
      return asked.list(checkSubject('sessionsOf', subject))
    },
    async close() {
      await policy.forgetting.flush()
      await policy.ownStore?.close?.()
    }
  }
}

/**
 * Ends a session in each mode that it may be in: while sessions move to the other mode, cookies of both name it.
 *
 * @param moves whether its tabs go on under another id
 */
export async function endSession(policy: SessionPolicy, id: string, moves: boolean = false): Promise<void> {
  const { store, revocation, mode, acceptsOtherMode } = policy
  if (mode === 'server' || acceptsOtherMode) await store!.update(recordKey(id), 1, () => null)
  if (mode === 'cookie' || acceptsOtherMode) await revocation?.revoke(id)
  await (moves ? moveTabs : forgetTabs)(policy, id)
}

/** A number would be another subject than its digits are, and no text is nobody. */
function checkSubject(act: string, subject: unknown): string {
  if (typeof subject === 'string' && subject !== '') return subject
  throw new SessionMiddlewareError('invalid-option', `${act} takes the text that revocation.subject answers with.`)
}

function needed(revocation: Revocation | null, message: string): Revocation {
  if (revocation !== null) return revocation
  throw new SessionMiddlewareError('invalid-option', message)
}
