import type { SessionPolicy } from './policy.ts'
import { addMeta, META_NAME, type SessionMeta } from './session-meta.ts'
import type { Session } from './session-object.ts'

/** What is kept, as JSON text, for comparison with what a session has become. */
export interface HeldText {
  readonly policy: SessionPolicy
  /** Empty when there is nothing that is worth keeping. */
  text: string
  /** Whether `text` is spelt as the codec spells it. */
  canonical: boolean
}

/** A session without its questions, which data of another writer may hide. */
export type StoredData = Pick<Session, '_permanent'>

/** @param json text as its writer left it; `data` is what it says, without the meta that it may hold */
export function holdText(policy: SessionPolicy, json: string, data: object): HeldText {
  const text = json === '' || isEmpty(policy, data) ? '' : json
  return { policy, text, canonical: text === '' }
}

/** Whether the cookie outlives the browser. */
export function isPermanent({ permanent }: SessionPolicy, { _permanent }: StoredData, isNew: boolean): boolean {
  return _permanent === undefined ? isNew && permanent : Boolean(_permanent)
}

/** The text that would be kept; empty when there is nothing to keep. @throws SessionError `unserializable-value` */
export function textOf(policy: SessionPolicy, session: StoredData, isNew: boolean, meta: SessionMeta): string {
  if (isEmpty(policy, session)) return ''
  const stamp = policy.permanent && isNew && session._permanent === undefined
  const data = stamp ? { ...session, _permanent: true } : session
  // The record of a session is found by its id already.
  const id = policy.mode === 'server' ? null : meta.id
  const isBare = id === null && meta.born === null && meta.generation === 0 && meta.scope === null
  return policy.codec.serialize(isBare ? data : addMeta(data, { ...meta, id }))
}

export function differs(held: HeldText, text: string): boolean {
  if (text === held.text) return false
  if (!held.canonical) {
    // Another writer may have spelt the same data otherwise.
    const { codec } = held.policy
    held.text = codec.serialize(codec.parse(held.text))
    held.canonical = true
  }
  return text !== held.text
}

/** The names of the application whose values differ between two texts, in no order. */
export function changedNames({ codec }: SessionPolicy, before: string, after: string): readonly string[] {
  const one = spell(codec, before)
  const other = spell(codec, after)
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => name !== META_NAME && one.get(name) !== other.get(name)
  )
}

/** Each name of a text with its value as text. */
export function spell(codec: SessionPolicy['codec'], text: string): Map<string, string> {
  const entries = text === '' ? [] : Object.entries(codec.parse(text))
  return new Map(entries.map(([name, value]) => [name, codec.serialize({ [name]: value })]))
}

/** A `_permanent` that says what a new session would say anyway is nothing. */
function isEmpty({ permanent }: SessionPolicy, data: object): boolean {
  for (const name of Object.keys(data)) {
    const value: unknown = (data as Record<string, unknown>)[name]
    if (value !== undefined && !(name === '_permanent' && value === permanent)) return false
  }
  return true
}
