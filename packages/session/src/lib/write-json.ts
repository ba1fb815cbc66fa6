/**
 * Writing typed JSON as Flask does inside an application (`flask/json/tag.py`, `flask/json/provider.py`): no spaces,
 * keys sorted by code point at every depth, everything beyond ASCII escaped, numbers as Python's `repr` writes them.
 * Equal data gives equal text.
 *
 * Data that `JSON.stringify` writes the same way is left to it; that is four times as fast.
 */
import { isDigit, MAX_DEPTH } from './read-json.ts'
import { SessionError } from './session-error.ts'
import { DICT_TAG } from './read-types.ts'
import type { TypeTable } from './session-type.ts'
import { isTuple } from './values.ts'

const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/
const BEYOND_PRINTABLE_ASCII = /[\x7f-\uffff]/g

/**
 * @param isAscii whether text is all ASCII without DEL; passed in because Node has a faster way than a pattern
 * @throws SessionError `unserializable-value`, with the path of the value in the data
 */
export function writeJson(data: object, types: TypeTable, isAscii: (text: string) => boolean): string {
  if (
    Object.prototype.toString.call(data) !== '[object Object]' ||
    ('toJSON' in data && typeof data.toJSON === 'function')
  ) {
    throw new SessionError(
      'unserializable-value',
      'A session is an object with names and values, without a toJSON of its own; this is another kind of object.'
    )
  }
  const plain = inOrder(data, types, 0)
  if (plain !== NOT_PLAIN) {
    const text = JSON.stringify(plain)
    if (isAscii(text)) return text
  }
  const writer: Writer = { types, path: [] }
  return writeDict(data, writer)
}

export function isAsciiText(text: string): boolean {
  return !NOT_PRINTABLE_ASCII.test(text)
}

/** Stands for data that `JSON.stringify` would not write as Flask does, whatever the order of its names. */
const NOT_PLAIN = Symbol('not plain')

/**
 * The value itself, or a copy with its names in order, if that is all it takes for `JSON.stringify` to write it as
 * Flask does: nothing in it needs a tag, an exact number or an error.
 */
function inOrder(value: unknown, types: TypeTable, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : NOT_PLAIN
  if (typeof value !== 'object' || depth > MAX_DEPTH) return NOT_PLAIN
  if (types.custom.length > 0 && depth > 0 && types.custom.some((type) => type.check(value))) return NOT_PLAIN
  if (Array.isArray(value)) return isTuple(value) ? NOT_PLAIN : itemsInOrder(value, types, depth)
  return depth === 0 || isPlainObject(value) ? entriesInOrder(value as Dict, types, depth) : NOT_PLAIN
}

function itemsInOrder(items: readonly unknown[], types: TypeTable, depth: number): unknown {
  let copy: unknown[] | undefined
  for (let index = 0; index < items.length; index++) {
    const item = inOrder(items[index], types, depth + 1)
    if (item === NOT_PLAIN) return NOT_PLAIN
    if (item !== items[index]) copy ??= items.slice()
    if (copy !== undefined) copy[index] = item
  }
  return copy ?? items
}

type Dict = Record<string, unknown>

function entriesInOrder(dict: Dict, types: TypeTable, depth: number): unknown {
  let previous = ''
  let ordered = true
  let changed: Dict | undefined
  for (const key in dict) {
    const item = inOrder(dict[key], types, depth + 1)
    if (item === NOT_PLAIN || key.charCodeAt(0) === SPACE) return NOT_PLAIN
    if (item !== dict[key]) (changed ??= Object.create(null) as Dict)[key] = item
    if (key < previous) ordered = false
    previous = key
  }
  return ordered && changed === undefined ? dict : copyInOrder(dict, changed)
}

/** JavaScript itself puts names that are integers first and gives `__proto__` a meaning, so those have no such copy. */
function copyInOrder(dict: Dict, changed: Dict | undefined): unknown {
  const copy: Dict = {}
  for (const key of Object.keys(dict).sort()) {
    if (isDigit(key, 0) || key === '__proto__') return NOT_PLAIN
    copy[key] = changed?.[key] ?? dict[key]
  }
  return copy
}

const SPACE = 32

/** Also one from another realm, or one without a prototype. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
}

interface Writer {
  readonly types: TypeTable
  /** Names and indices from the top to where the writer is, for the error. */
  readonly path: (string | number)[]
}

function write(value: unknown, writer: Writer): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : pythonFloat(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeObject(value, writer)
    default:
      return fail(writer, `A value of type ${typeof value} cannot be stored`)
  }
}

function writeObject(value: object, writer: Writer): string {
  if (writer.path.length > MAX_DEPTH)
    return fail(writer, `Data nested deeper than ${MAX_DEPTH} levels, or in a circle, cannot be stored`)
  const type = writer.types.writers.find((candidate) => candidate.check(value))
  if (type !== undefined) return `{${quote(type.tag)}:${at(type.tag, type.toJSON(value), writer)}}`
  if (Array.isArray(value)) return `[${Array.from(value, (item, index) => at(index, item, writer)).join(',')}]`
  if ('toJSON' in value && typeof value.toJSON === 'function') return at('toJSON()', value.toJSON(), writer)
  if (isPlainObject(value)) return writeDict(value, writer)
  return fail(
    writer,
    `An instance of ${value.constructor?.name ?? 'a class'} cannot be stored. Register a type for it, or store a plain object`
  )
}

/** Own enumerable names; one whose value is `undefined` is left out, as `JSON.stringify` does. */
function writeDict(value: object, writer: Writer): string {
  const dict = value as Dict
  const keys = Object.keys(dict).filter((key) => dict[key] !== undefined)
  const [only] = keys
  if (keys.length === 1 && writer.types.readers.has(only!)) {
    writer.path.push(DICT_TAG)
    const text = `{"${DICT_TAG}":{${quote(`${only}__`)}:${at(only!, dict[only!], writer)}}}`
    writer.path.pop()
    return text
  }
  keys.sort(byCodePoint)
  return `{${keys.map((key) => `${quote(key)}:${at(key, dict[key], writer)}`).join(',')}}`
}

function at(step: string | number, value: unknown, writer: Writer): string {
  writer.path.push(step)
  const text = write(value, writer)
  writer.path.pop()
  return text
}

function quote(text: string): string {
  const quoted = JSON.stringify(text)
  return isAsciiText(quoted) ? quoted : quoted.replace(BEYOND_PRINTABLE_ASCII, escape)
}

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * Python's `repr(float)`. What reaches it is no safe integer, so an unsafe one is a float (integers of that size are
 * bigints here) and keeps its `.0` or exponent, which tells the reader so.
 */
function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const [digits, exponent] = value.toExponential().split('e') as [string, string]
  const power = Number(exponent)
  if (power < -4 || power >= 16) return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value)
}

/** Python's order of strings. UTF-16's differs where surrogates meet U+E000 to U+FFFF. */
function byCodePoint(a: string, b: string): number {
  for (let index = 0; index < a.length && index < b.length;) {
    const left = a.codePointAt(index)!
    const right = b.codePointAt(index)!
    if (left !== right) return left - right
    index += left > 0xffff ? 2 : 1
  }
  return a.length - b.length
}

function fail(writer: Writer, problem: string): never {
  const path = writer.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  throw new SessionError('unserializable-value', `${problem} (at session${path}).`)
}
