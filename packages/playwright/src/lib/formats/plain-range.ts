import type { CookiePart } from './format.ts'

/**
 * The beginning of a part, up to what is percent-encoded in it, where one character can be changed without another text
 * for the same; of a part that starts with such a one, its first character.
 */
export function plainRange(
  part: CookiePart,
  text: string,
  start: number,
  end: number
): Partial<Record<CookiePart, readonly [start: number, end: number]>> {
  if (start >= end) return {}
  const length = text.slice(start, end).search('%')
  return { [part]: [start, length === -1 ? end : start + Math.max(1, length)] }
}
