import { toBase64 } from './base64.ts'
import { isWritable } from './http-date.ts'
import { createReaders, type TypeReaders } from './read-types.ts'
import { SessionError } from './session-error.ts'
import { isBytes, isDate, isTuple, Markup, Uuid } from './values.ts'

/**
 * How one type that JSON lacks travels: as an object with one key, its tag (Flask: `JSONTag` in `flask/json/tag.py`).
 *
 * `toJSON` may return anything that a session can hold; `fromJSON` gets it back, or throws when it is not what
 * `toJSON` makes, and then the cookie is refused as `payload-unreadable`.
 */
export interface SessionType<T = unknown> {
  /** Starts with a space, as Flask's own do, so that plain data is never mistaken for it: `' money'`. */
  readonly tag: string
  /** Asked of objects only; strings, numbers and bigints are JSON's own. */
  readonly check: (value: unknown) => value is T
  readonly toJSON: (value: T) => unknown
  readonly fromJSON: (json: unknown) => T
}

/** The half of a type that writes. */
type TypeWriter = Omit<SessionType, 'fromJSON'>

/** Types of one codec. */
export interface TypeTable {
  /** The application's. */
  readonly custom: readonly TypeWriter[]
  /** The application's, then Flask's. */
  readonly writers: readonly TypeWriter[]
  readonly readers: TypeReaders
}

/** Gives `check`, `toJSON` and `fromJSON` one `T`, which a plain object in a list would lose. */
export function defineSessionType<T>(type: SessionType<T>): SessionType {
  return type as unknown as SessionType
}

/** @throws SessionError `invalid-option` for a tag without its space, or one that is taken */
export function createTypeTable(custom: readonly SessionType[] = []): TypeTable {
  const taken = new Set(createReaders().keys())
  for (const { tag } of custom) {
    if (!/^ \S/.test(tag)) {
      throw new SessionError('invalid-option', 'The tag of a session type starts with one space, such as " money".')
    }
    if (taken.has(tag)) {
      throw new SessionError('invalid-option', `The tag "${tag}" is taken. Give each session type its own.`)
    }
    taken.add(tag)
  }
  return { custom, writers: [...custom, ...FLASK_WRITERS], readers: createReaders(custom) }
}

/** Flask asks in this order (`TaggedJSONSerializer.default_tags`). */
const FLASK_WRITERS: readonly TypeWriter[] = [
  writer({ tag: ' t', check: isTuple, toJSON: (value) => [...value] }),
  writer({ tag: ' b', check: isBytes, toJSON: toBase64 }),
  writer({ tag: ' m', check: (value) => value instanceof Markup, toJSON: ({ html }) => html }),
  writer({ tag: ' u', check: (value) => value instanceof Uuid, toJSON: ({ hex }) => hex }),
  writer({ tag: ' d', check: isDate, toJSON: httpDate })
]

function writer<T>(type: Omit<SessionType<T>, 'fromJSON'>): TypeWriter {
  return type as unknown as TypeWriter
}

/** Whole seconds, as the format has no smaller unit; years 0 to 9999. */
function httpDate(date: Date): string {
  if (!isWritable(date)) {
    throw new SessionError('unserializable-value', 'A Date in a session must be valid and in the years 0 to 9999.')
  }
  return date.toUTCString()
}
