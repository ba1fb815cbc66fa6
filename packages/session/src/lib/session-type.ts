import { fromBase64, toBase64 } from './base64.ts'
import { parseHttpDate } from './http-date.ts'
import { SessionError } from './session-error.ts'
import { isTuple, Markup, tuple, Uuid } from './values.ts'

/**
 * How one type that JSON lacks travels: as an object with one key, its tag (Flask: `JSONTag` in `flask/json/tag.py`).
 *
 * `toJSON` may return anything that a session can hold; `fromJSON` gets it back, or throws when it is not what
 * `toJSON` makes, and then the cookie is refused as `payload-unreadable`.
 */
export interface SessionType<T = unknown> {
  /** Starts with a space, as Flask's own do, so that plain data is never mistaken for it: `' money'`. */
  readonly tag: string
  readonly check: (value: unknown) => value is T
  readonly toJSON: (value: T) => unknown
  readonly fromJSON: (json: unknown) => T
}

/** Types of one codec: the application's first, then Flask's. */
export interface TypeTable {
  readonly custom: readonly SessionType[]
  readonly all: readonly SessionType[]
  readonly byTag: ReadonlyMap<string, SessionType>
}

/** Gives `check`, `toJSON` and `fromJSON` one `T`, which a plain object in a list would lose. */
export function defineSessionType<T>(type: SessionType<T>): SessionType {
  return type as unknown as SessionType
}

/** @throws SessionError `invalid-option` for a tag without its space, or one that is taken */
export function createTypeTable(custom: readonly SessionType[] = []): TypeTable {
  const all = [...custom, ...FLASK_TYPES]
  for (const { tag } of custom) {
    if (!/^ \S/.test(tag))
      throw new SessionError('invalid-option', 'The tag of a session type starts with one space, such as " money".')
    if (tag === DICT_TAG || all.filter((type) => type.tag === tag).length > 1) {
      throw new SessionError('invalid-option', `The tag "${tag}" is taken. Give each session type its own.`)
    }
  }
  return { custom, all, byTag: new Map([DICT, ...all].map((type) => [type.tag, type])) }
}

/** Marks an object whose only key looks like a tag; only the writer decides when that is needed. */
export const DICT_TAG = ' di'

const DICT: SessionType = defineSessionType<object>({
  tag: DICT_TAG,
  check: (_value): _value is object => false,
  toJSON: (value) => value,
  fromJSON: (json) => {
    const entry = typeof json === 'object' && json !== null ? Object.entries(json) : []
    const [key, value] = entry[0] ?? []
    if (entry.length !== 1 || key === undefined || !key.endsWith('__')) throw unreadable(DICT_TAG)
    return { [key.slice(0, -2)]: value }
  }
})

const FLASK_TYPES: readonly SessionType[] = [
  defineSessionType<readonly unknown[]>({
    tag: ' t',
    check: isTuple,
    toJSON: (value) => [...value],
    fromJSON: (json) => (Array.isArray(json) ? tuple(...json) : fail(' t'))
  }),
  defineSessionType<Uint8Array>({
    tag: ' b',
    check: (value) => value instanceof Uint8Array,
    toJSON: toBase64,
    fromJSON: (json) => (typeof json === 'string' ? fromBase64(json) : null) ?? fail(' b')
  }),
  defineSessionType<Markup>({
    tag: ' m',
    check: (value) => value instanceof Markup,
    toJSON: (value) => value.html,
    fromJSON: (json) => (typeof json === 'string' ? new Markup(json) : fail(' m'))
  }),
  defineSessionType<Uuid>({
    tag: ' u',
    check: (value) => value instanceof Uuid,
    toJSON: (value) => value.hex,
    fromJSON: (json) => (typeof json === 'string' ? new Uuid(json) : fail(' u'))
  }),
  defineSessionType<Date>({
    tag: ' d',
    check: (value) => value instanceof Date,
    toJSON: httpDate,
    fromJSON: (json) => (typeof json === 'string' ? parseHttpDate(json) : null) ?? fail(' d')
  })
]

/** Whole seconds, as the format has no smaller unit; years 0 to 9999. */
function httpDate(date: Date): string {
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) {
    throw new SessionError('unserializable-value', 'A Date in a session must be valid and in the years 0 to 9999.')
  }
  return date.toUTCString()
}

function unreadable(tag: string): SessionError {
  return new SessionError('unreadable-json', `The value under the tag "${tag}" is not what its writer makes.`)
}

function fail(tag: string): never {
  throw unreadable(tag)
}
