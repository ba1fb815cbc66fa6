import { isDeepStrictEqual } from 'node:util'

import { count, describeValue, isPlain, kindOf, MAX_DEPTH } from '../report/describe-value.ts'

/** One property that is not as expected. It says what its values are, and never quotes one. */
export interface Difference {
  /** `user`, `roles[1]`, `cart.items[0].name`. */
  readonly path: string
  readonly what: string
}

/**
 * Where `actual` is not as expected. It may have more properties than `expected`; those that are expected are the same
 * all the way down. `undefined` expects that there is no such property; `expect.any(String)` and its like work.
 */
export function compareData(expected: object, actual: object): Difference[] {
  return Object.keys(expected).flatMap((name) => compareMember('', name, expected, actual, 0))
}

function compareMember(parent: string, name: string, expected: object, actual: object, depth: number): Difference[] {
  const path = pathTo(parent, name, Array.isArray(expected))
  const wanted = memberOf(expected, name)
  const found = memberOf(actual, name)
  if (wanted === undefined) return found === undefined ? [] : [{ path, what: `not expected (${describeValue(found)})` }]
  if (found === undefined) return [{ path, what: 'missing' }]
  return compareValue(path, wanted, found, depth)
}

function compareValue(path: string, expected: unknown, actual: unknown, depth: number): Difference[] {
  if (isAsymmetric(expected))
    return expected.asymmetricMatch(actual) ? [] : [{ path, what: `does not match (${describeValue(actual)})` }]
  if (isSame(expected, actual)) return []
  const alike = (isPlain(expected) && isPlain(actual)) || (Array.isArray(expected) && Array.isArray(actual))
  if (!alike || depth >= MAX_DEPTH) return [{ path, what: describeDifference(expected, actual) }]
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...names].flatMap((name) => compareMember(path, name, expected, actual, depth + 1))
}

function describeDifference(expected: unknown, actual: unknown): string {
  const [wanted, found] = [describeValue(expected), describeValue(actual)]
  if (kindOf(expected) !== kindOf(actual)) return `is of another type (${found}, expected ${wanted})`
  if (wanted === found) return `differs (another ${found})`
  const short = typeof expected === 'string' ? `string of ${expected.length}` : wanted
  return `differs (${found}, expected ${short})`
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (expected instanceof Uint8Array && actual instanceof Uint8Array) return Buffer.compare(expected, actual) === 0
  // Not whether a zero is negative, which no application means.
  return expected === actual || isDeepStrictEqual(expected, actual)
}

function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

function pathTo(parent: string, name: string, isIndex: boolean): string {
  if (isIndex) return `${parent}[${name}]`
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return `${parent}[${JSON.stringify(name)}]`
  return parent === '' ? name : `${parent}.${name}`
}

interface Asymmetric {
  asymmetricMatch(value: unknown): boolean
}

function isAsymmetric(value: unknown): value is Asymmetric {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asymmetricMatch' in value &&
    typeof value.asymmetricMatch === 'function'
  )
}

const MAX_LINES = 20

/** A line for each, up to some. */
export function writeDifferences(differences: readonly Difference[]): string[] {
  const lines = differences.slice(0, MAX_LINES).map(({ path, what }) => `  ${path}: ${what}`)
  const rest = differences.length - lines.length
  return rest === 0 ? lines : [...lines, `  and ${count(rest, 'difference')} more`]
}
