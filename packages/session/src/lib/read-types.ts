import { fromBase64 } from './base64.ts'
import { parseHttpDate } from './http-date.ts'
import { Markup, tuple, Uuid } from './values.ts'

/** Turns what stands under a tag into its value, or throws. */
type TypeReader = (json: unknown) => unknown

/** Readers by tag: all that decoding without a key needs of a type. */
export type TypeReaders = ReadonlyMap<string, TypeReader>

/** Marks an object whose only key looks like a tag. */
export const DICT_TAG = ' di'

/** Strict: a value that no writer makes is refused, not guessed at as Python does. */
const FLASK_READERS: readonly (readonly [tag: string, read: TypeReader])[] = [
  [DICT_TAG, readDict],
  [' t', (json) => (Array.isArray(json) ? tuple(...json) : refuse())],
  [' b', (json) => fromBase64(text(json)) ?? refuse()],
  [' m', (json) => new Markup(text(json))],
  [' u', (json) => new Uuid(text(json))],
  [' d', (json) => parseHttpDate(text(json)) ?? refuse()]
]

export function createReaders(
  types: readonly { readonly tag: string; readonly fromJSON: TypeReader }[] = []
): TypeReaders {
  return new Map([...FLASK_READERS, ...types.map(({ tag, fromJSON }) => [tag, fromJSON] as const)])
}

function readDict(json: unknown): object {
  const entries = Object.entries(json ?? {})
  const [key, value] = entries[0] ?? ['', undefined]
  return key.endsWith('__') && entries.length === 1 ? { [key.slice(0, -2)]: value } : refuse()
}

function text(json: unknown): string {
  return typeof json === 'string' ? json : refuse()
}

/** Callers turn whatever is thrown into `payload-unreadable` and the like; its text is seen by nobody. */
function refuse(): never {
  throw new TypeError()
}
