import type { SessionPolicy } from './policy.ts'
import { META_NAME } from './session-meta.ts'
import { spell } from './session-text.ts'

/** What became of two changes of one session. */
export interface MergedSession {
  readonly text: string
  /** Names that both changed, each to something else; ours is kept. */
  readonly conflicts: readonly string[]
}

/**
 * Joins two changes of one text, name by name at the top level: what only one of them changed is as that one has it,
 * and where both changed a name, ours is the later one and stays. What the middleware notes is only changed, never deleted:
 * who empties the data says nothing of it, and alone it is no session.
 *
 * @param base the text that both began with
 */
export function mergeSessions(
  codec: SessionPolicy['codec'],
  base: string,
  ours: string,
  theirs: string
): MergedSession {
  const before = spell(codec, base)
  const mine = spell(codec, ours)
  const other = spell(codec, theirs)
  const conflicts: string[] = []
  const merged: Record<string, unknown> = theirs === '' ? {} : { ...codec.parse(theirs) }
  const values: Record<string, unknown> = ours === '' ? {} : codec.parse(ours)
  for (const name of new Set([...before.keys(), ...mine.keys()])) {
    if (mine.get(name) === before.get(name)) continue
    const isTheirs = other.get(name) !== before.get(name) && other.get(name) !== mine.get(name)
    if (isTheirs && name !== META_NAME) conflicts.push(name)
    if (mine.has(name)) define(merged, name, values[name])
    else if (name !== META_NAME) delete merged[name]
  }
  const isEmpty = Object.keys(merged).every((name) => name === META_NAME)
  return { text: isEmpty ? '' : codec.serialize(merged), conflicts }
}

/** `__proto__` is a name like any other in JSON. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}
