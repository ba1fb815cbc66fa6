import type { FormatId, Recognised } from './recognised.ts'

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

export function compare(_before: Recognised, _after: Recognised): CookieDifference {
  throw new Error('not yet')
}

/** Differences of two values as they travel. Tags such as `{" d": …}` are one value, not an object. */
export function compareValues(_before: unknown, _after: unknown): readonly ValueDifference[] {
  throw new Error('not yet')
}

/** `user.roles[0]`, `["odd name"]`; `` for the top. */
export function pathText(_path: ValuePath): string {
  throw new Error('not yet')
}
