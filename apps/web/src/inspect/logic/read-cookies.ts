import type { CookieAttributes, CookieOrigin, FoundCookie, Mend, TextRange } from './found-cookie.ts'
import { cut, leaveOut, splitTraced, type TracedText, trimTraced } from './traced-text.ts'
import { unescapePercent, unquote } from './unescape.ts'
import type { UnreadPiece } from './paste-kind.ts'

/** Where cookies stood. */
export interface CookieSource {
  readonly origin: CookieOrigin
  readonly host: string | null
}

/** What a piece of text gave. */
export interface Reading {
  readonly cookies: readonly FoundCookie[]
  readonly unread: readonly UnreadPiece[]
  readonly mended?: readonly Mend[]
}

/** With the spaces around them, of which only a few are looked at so that the time stays in proportion. */
export const LINE_BREAKS = /[ \t]{0,20}[\r\n]+[ \t]*/g

export const NOTHING: Reading = { cookies: [], unread: [] }

export function together(readings: readonly Reading[]): Reading {
  return {
    cookies: readings.flatMap(({ cookies }) => cookies),
    unread: readings.flatMap(({ unread }) => unread),
    mended: readings.flatMap(({ mended = [] }) => mended)
  }
}

/** The value of a `Cookie` header: `a=1; b=2`. */
export function readCookieHeader(traced: TracedText, source: CookieSource): Reading {
  return together(splitTraced(traced, /;/g).map((piece) => readPair(trimTraced(piece), source, {})))
}

/** One piece `name=value`. */
export function readPair(pair: TracedText, source: CookieSource, attributes: CookieAttributes): Reading {
  const equals = pair.text.indexOf('=')
  if (pair.text === '') return NOTHING
  if (equals < 1) return notRead(pair, 'no-equals')
  const name = trimTraced(cut(pair, 0, equals))
  const value = trimTraced(cut(pair, equals + 1))
  if (value.text === '') return notRead(pair, 'no-value')
  return { cookies: [foundCookie(name, value, source, attributes)], unread: [] }
}

export function notRead(traced: TracedText, why: UnreadPiece['why']): Reading {
  const range = rangeOf(traced)
  return { cookies: [], unread: range === null ? [] : [{ range, why }] }
}

/** A cookie out of its value as it stands in the text. */
export function foundCookie(
  name: TracedText | null,
  value: TracedText,
  { origin, host }: CookieSource,
  attributes: CookieAttributes = {}
): FoundCookie {
  const oneLine = leaveOut(value, LINE_BREAKS)
  const { traced: written, mended } = unquote(oneLine)
  const plain = unescapePercent(written)
  const range = rangeOf(value)
  const start = name === null ? range : rangeOf(name)
  return {
    name: name?.text ?? null,
    value: plain.text,
    written: written.text,
    signature: null,
    attributes,
    origin,
    host,
    times: 1,
    range: range && start && { start: start.start, end: range.end },
    places: placesOf(plain),
    mended: [
      ...(oneLine === value ? [] : (['line-breaks'] as const)),
      ...mended,
      ...(plain === written ? [] : (['percent-encoding'] as const))
    ]
  }
}

export function rangeOf({ text, at }: TracedText): TextRange | null {
  return at && { start: at(0), end: at(text.length) }
}

function placesOf({ text, at }: TracedText): readonly number[] | null {
  return at && Array.from({ length: text.length + 1 }, (_, index) => at(index))
}
