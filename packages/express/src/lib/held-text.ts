import type { SessionPolicy } from './options.ts'
import type { Session } from './session-object.ts'

/** What the browser holds, as JSON text, for comparison with what a session has become. */
export interface HeldText {
  readonly policy: SessionPolicy
  /** Empty when there is nothing that is worth keeping. */
  text: string
  /** Whether `text` is spelt as the codec spells it. */
  canonical: boolean
}

/** @param json text of the cookie as its writer signed it; empty when there is no valid one */
export function holdText(policy: SessionPolicy, json: string): HeldText {
  const text = worthKeeping(policy, json)
  return { policy, text, canonical: text === '' }
}

/** A session without its questions, which data of another writer may hide. */
type StoredData = Pick<Session, '_permanent'>

/** Whether the cookie outlives the browser. */
export function isPermanent({ policy }: HeldText, { _permanent }: StoredData, isNew: boolean): boolean {
  return _permanent === undefined ? isNew && policy.permanent : Boolean(_permanent)
}

/** The text that would be signed; empty when there is nothing to keep. @throws SessionError `unserializable-value` */
export function textOf({ policy }: HeldText, session: StoredData, isNew: boolean): string {
  const stamp = policy.permanent && isNew && session._permanent === undefined
  return worthKeeping(policy, policy.codec.serialize(stamp ? { ...session, _permanent: true } : session))
}

export function differs(held: HeldText, text: string): boolean {
  if (text === held.text) return false
  if (!held.canonical) {
    // Another writer may have spelt the same data otherwise.
    const { codec } = held.policy
    held.text = worthKeeping(held.policy, codec.serialize(codec.parse(held.text)))
    held.canonical = true
  }
  return text !== held.text
}

/** A `_permanent` that says what a new session would say anyway is not. */
function worthKeeping({ permanent }: SessionPolicy, text: string): string {
  return text === '{}' || text === `{"_permanent":${permanent}}` ? '' : text
}
