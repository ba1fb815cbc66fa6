import { inspect } from 'node:util'

/** Deeper than any session is; an object that contains itself ends there. */
export const MAX_DEPTH = 100

/** What a value is, without the value: `string of 5 characters`, `number`, `Date`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return `string of ${count(value.length, 'character')}`
  if (Array.isArray(value)) return `array of ${count(value.length, 'item')}`
  if (value instanceof Uint8Array) return count(value.length, 'byte')
  return kindOf(value)
}

/** `string`, `null`, `array`, `object`, or the name of a class. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  if (Array.isArray(value)) return 'array'
  if (value instanceof Uint8Array) return 'bytes'
  // Not its own `constructor`: that would be a property of the session.
  return isPlain(value) ? 'object' : classOf(value) || 'object'
}

function classOf(value: object): string {
  const { constructor } = Object.getPrototypeOf(value) as { readonly constructor?: unknown }
  return typeof constructor === 'function' ? constructor.name : ''
}

/** Also of another realm, where `instanceof Object` says no. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The same structure, with a description in place of each value. */
export function maskValues(value: unknown): unknown {
  return mapValues(value, describeValue)
}

/** The same structure, with what JSON lacks as text. */
export function showValues(value: unknown): unknown {
  return mapValues(value, (leaf) => {
    if (typeof leaf === 'string' || typeof leaf === 'boolean' || leaf === null) return leaf
    if (typeof leaf === 'number') return Number.isFinite(leaf) ? leaf : String(leaf)
    if (leaf instanceof Date) return Number.isNaN(leaf.getTime()) ? 'no date' : leaf.toISOString()
    if (leaf instanceof Uint8Array) return Buffer.from(leaf).toString('base64')
    return inspect(leaf)
  })
}

function mapValues(value: unknown, ofLeaf: (leaf: unknown) => unknown, depth = 0): unknown {
  if (depth >= MAX_DEPTH) return describeValue(value)
  if (Array.isArray(value)) return value.map((item) => mapValues(item, ofLeaf, depth + 1))
  if (!isPlain(value)) return ofLeaf(value)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapValues(item, ofLeaf, depth + 1)]))
}

export function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`
}
