import type { FoundCookie, TextRange } from '../logic/found-cookie.ts'
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
  for (const { kind, range } of cookie === null || read === null ? [] : places(text, cookie, read)) {
    if (range.start < end) continue
    add('around', end, range.start)
    add(kind, range.start, range.end)
    end = range.end
  }
  add('around', end, text.length)
  return pieces
}

interface Place {
  readonly kind: PartKind
  readonly range: TextRange
}

/** Where the parts stand, in the order of the text; also a signature in a cookie of its own. */
function places(text: string, cookie: FoundCookie, read: Recognised): readonly Place[] {
  const parts = read.parts.flatMap(({ kind, range }) => {
    const found = rangeInText(cookie, range)
    return found === null ? [] : [{ kind, range: found }]
  })
  const apart = cookie.signature === null || cookie.signature === '' ? -1 : text.indexOf(`.sig=${cookie.signature}`)
  if (apart === -1 || cookie.signature === null) return parts
  const start = apart + '.sig='.length
  const signature: Place = { kind: 'signature', range: { start, end: start + cookie.signature.length } }
  return [...parts, signature].toSorted((one, other) => one.range.start - other.range.start)
}
