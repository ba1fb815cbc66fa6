import type { FormatId, Payload, Recognised, SignatureText } from './recognised.ts'

/** From the top of the values to one of them: names and places in lists. */
export type ValuePath = readonly (string | number)[]

/** Values as they travel. */
export type ValueDifference =
  | { readonly kind: 'added'; readonly path: ValuePath; readonly after: unknown }
  | { readonly kind: 'removed'; readonly path: ValuePath; readonly before: unknown }
  | { readonly kind: 'changed'; readonly path: ValuePath; readonly before: unknown; readonly after: unknown }

export interface CookieDifference {
  /** Not one character differs. */
  readonly identical: boolean
  readonly name: { readonly same: boolean; readonly before: string | null; readonly after: string | null }
  readonly format: { readonly same: boolean; readonly before: FormatId; readonly after: FormatId }
  /** `status: 'none'` where neither has one. */
  readonly signature: { readonly status: 'same' | 'differs' | 'one-missing' | 'none' }
  /** UNIX seconds; `seconds` from the first to the second. */
  readonly signedAt: {
    readonly before: number | null
    readonly after: number | null
    readonly seconds: number | null
  }
  readonly expiresAt: {
    readonly before: number | null
    readonly after: number | null
    readonly seconds: number | null
  }
  readonly payload:
    /** The same bytes, or the same values spelt otherwise (`spelling` false: another order of names, other spaces, compressed). */
    | { readonly status: 'same'; readonly spelling: boolean }
    | { readonly status: 'values'; readonly differences: readonly ValueDifference[] }
    /** At least one is no JSON, and they are not the same. */
    | { readonly status: 'differs' }
    /** Neither can be read. */
    | { readonly status: 'unknown' }
}

export function compare(before: Recognised, after: Recognised): CookieDifference {
  return {
    identical:
      before.value === after.value && before.name === after.name && before.signatureCookie === after.signatureCookie,
    name: pair(before.name, after.name),
    format: pair(before.format, after.format),
    signature: { status: compareSignatures(before.signature, after.signature) },
    signedAt: moments(before.times.signedAt, after.times.signedAt),
    expiresAt: moments(before.times.expiresAt, after.times.expiresAt),
    payload: comparePayloads(before.payload, after.payload)
  }
}

function pair<T>(before: T, after: T): { readonly same: boolean; readonly before: T; readonly after: T } {
  return { same: before === after, before, after }
}

function moments(before: number | null, after: number | null): CookieDifference['signedAt'] {
  return { before, after, seconds: before === null || after === null ? null : after - before }
}

function compareSignatures(before: SignatureText, after: SignatureText): CookieDifference['signature']['status'] {
  const [first, second] = [textOf(before), textOf(after)]
  if (first === null && second === null) return 'none'
  if (first === null || second === null) return 'one-missing'
  return first === second ? 'same' : 'differs'
}

function textOf(signature: SignatureText): string | null {
  return signature.status === 'present' ? signature.text : null
}

function comparePayloads(before: Payload, after: Payload): CookieDifference['payload'] {
  if (before.status === 'json' && after.status === 'json') {
    const differences = compareValues(before.value, after.value)
    return differences.length > 0
      ? { status: 'values', differences }
      : { status: 'same', spelling: before.json === after.json }
  }
  if ('bytes' in before && 'bytes' in after) {
    return sameBytes(before.bytes, after.bytes) ? { status: 'same', spelling: true } : { status: 'differs' }
  }
  return 'bytes' in before || 'bytes' in after ? { status: 'differs' } : { status: 'unknown' }
}

function sameBytes(before: Uint8Array, after: Uint8Array): boolean {
  return before.length === after.length && before.every((byte, index) => byte === after[index])
}

/** Differences of two values as they travel. Tags such as `{" d": …}` are one value, not an object. */
export function compareValues(before: unknown, after: unknown, path: ValuePath = []): readonly ValueDifference[] {
  if (Array.isArray(before) && Array.isArray(after)) return compareEntries(before.entries(), after.entries(), path)
  if (isNames(before) && isNames(after)) return compareEntries(Object.entries(before), Object.entries(after), path)
  return sameJson(before, after) ? [] : [{ kind: 'changed', path, before, after }]
}

/** In the order of the first, then what the second has beyond it. */
function compareEntries(
  before: Iterable<[string | number, unknown]>,
  after: Iterable<[string | number, unknown]>,
  path: ValuePath
): readonly ValueDifference[] {
  const old = new Map(before)
  const current = new Map(after)
  const kept = [...old].flatMap(([step, value]): readonly ValueDifference[] => {
    const at = [...path, step]
    return current.has(step)
      ? compareValues(value, current.get(step), at)
      : [{ kind: 'removed', path: at, before: value }]
  })
  const added = [...current]
    .filter(([step]) => !old.has(step))
    .map(([step, value]): ValueDifference => ({ kind: 'added', path: [...path, step], after: value }))
  return [...kept, ...added]
}

function isNames(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const names = Object.keys(value)
  return names.length !== 1 || !names[0]?.startsWith(' ')
}

function sameJson(before: unknown, after: unknown): boolean {
  return Object.is(before, after) || JSON.stringify(before) === JSON.stringify(after)
}

/** `user.roles[0]`, `["odd name"]`; `` for the top. */
export function pathText(path: ValuePath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(step)) return `[${JSON.stringify(step)}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}
