import type { FoundCookie } from '../logic/found-cookie.ts'
import { rangeInText } from '../logic/found-cookie.ts'
import type { PartKind, Recognised } from '../logic/recognised.ts'

/** A piece of what was pasted, to colour. `around`: what is not part of the cookie that is read. */
export interface Segment {
  /** Where it begins. */
  readonly at: number
  readonly text: string
  readonly kind: PartKind | 'around'
}

/** The whole text in pieces, one after the other. */
export function segments(text: string, cookie: FoundCookie | null, read: Recognised | null): readonly Segment[] {
  const pieces: Segment[] = []
  let end = 0
  const add = (kind: Segment['kind'], from: number, to: number): void => {
    if (to > from) pieces.push({ at: from, text: text.slice(from, to), kind })
  }
  for (const part of read?.parts ?? []) {
    const range = cookie === null ? null : rangeInText(cookie, part.range)
    if (range === null || range.start < end) continue
    add('around', end, range.start)
    add(part.kind, range.start, range.end)
    end = range.end
  }
  add('around', end, text.length)
  return pieces
}
