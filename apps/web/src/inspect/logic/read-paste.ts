import { firstToRead, joinSignatures, oneOfEach } from './choose-cookie.ts'
import type { FoundCookie, Mend } from './found-cookie.ts'
import { readCurl } from './paste-curl.ts'
import { type KindAndReading, readHeaders, readQuotedHeaders } from './paste-headers.ts'
import { readJsonPaste } from './paste-json.ts'
import { readNamedTexts, readNameValuePairs } from './paste-pairs.ts'
import { isJson, readPieces } from './paste-pieces.ts'
import type { PasteKind, UnreadPiece } from './paste-kind.ts'
import { readNetscape, readTable } from './paste-table.ts'
import { rangeOf } from './read-cookies.ts'
import { leaveOut, traceText, type TracedText, trimTraced } from './traced-text.ts'
import { quotedAt, unquote } from './unescape.ts'

export type { PasteKind, UnreadPiece } from './paste-kind.ts'

export interface Paste {
  readonly kind: PasteKind
  /** In the order of the text. `name.sig` is joined to `name` and not listed by itself. */
  readonly cookies: readonly FoundCookie[]
  /** Which of `cookies` to read first: the one that looks most like a session; null when there is none. */
  readonly first: number | null
  /** All that was mended, in the text or in any cookie; each once. */
  readonly mended: readonly Mend[]
  readonly unread: readonly UnreadPiece[]
}

/** Finds the cookies in any text. Never throws, whatever it is given, and never refuses: what it cannot read it names. */
export function readPaste(text: string): Paste {
  const whole = traceText(typeof text === 'string' ? text : '')
  const visible = leaveOut(whole, /[\u200b-\u200f\u2060\ufeff\0]/g)
  const traced = trimTraced(visible)
  if (traced.text === '') return { kind: 'nothing', cookies: [], first: null, mended: [], unread: [] }
  const { kind, reading } = readAny(traced)
  const cookies = oneOfEach(joinSignatures(reading.cookies))
  const range = rangeOf(traced)
  const isUnread = cookies.length === 0 && reading.unread.length === 0 && range !== null
  return {
    kind,
    cookies,
    first: firstToRead(cookies),
    mended: [
      ...new Set([
        ...(visible === whole ? [] : (['invisible-marks'] as const)),
        ...(reading.mended ?? []),
        ...cookies.flatMap(({ mended }) => mended)
      ])
    ],
    unread: isUnread ? [{ range, why: 'not-a-cookie' }] : reading.unread
  }
}

function readAny(traced: TracedText): KindAndReading {
  return (
    readJsonPaste(traced) ??
    readCurl(traced) ??
    readNetscape(traced) ??
    readTable(traced) ??
    readHeaders(traced) ??
    readInsideQuotes(traced) ??
    readQuotedHeaders(traced) ??
    readProgram(traced) ??
    readPieces(traced)
  )
}

/** Text that is one quoted text, and nothing else. Each round takes two characters off, so it ends. */
function readInsideQuotes(traced: TracedText): KindAndReading | null {
  if (!/^["'`“‘«]/.test(traced.text)) return null
  const closed = quotedAt(traced, 0).end === traced.text.length
  const { traced: inside, mended } = closed || /^[“‘«]/.test(traced.text) ? unquote(traced) : { traced, mended: [] }
  const plain = trimTraced(inside)
  if (mended.length === 0 || plain.text === '') return null
  const { kind, reading } = readAny(plain)
  return { kind, reading: { ...reading, mended: [...mended, ...(reading.mended ?? [])] } }
}

function readProgram(traced: TracedText): KindAndReading | null {
  // JSON that was not taken for a file of cookies is the value of one.
  const pairs = isJson(traced.text) ? null : (readNameValuePairs(traced) ?? readNamedTexts(traced))
  if (pairs === null) return null
  const range = rangeOf(traced)
  const isBroken = /^[{[]/.test(traced.text) && range !== null
  return { kind: 'program', reading: { ...pairs, unread: isBroken ? [{ range, why: 'broken-json' }] : pairs.unread } }
}
