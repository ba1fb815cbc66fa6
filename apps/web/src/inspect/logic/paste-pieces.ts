import type { KindAndReading } from './paste-headers.ts'
import {
  type CookieSource,
  foundCookie,
  LINE_BREAKS,
  readCookieHeader,
  readPair,
  rangeOf,
  together
} from './read-cookies.ts'
import { isAttribute, readSetCookie } from './read-set-cookie.ts'
import { cut, leaveOut, splitTraced, type TracedText, trimTraced } from './traced-text.ts'
import { unescapePercent, unquote } from './unescape.ts'

const SOURCE: CookieSource = { origin: 'text', host: null }
const SCRIPT = /^(?:[>❯]\s*)?document\.cookie\s*(?:=|;?\s*[\r\n]+\s*<?)\s*/
const NAME = /^[\w.!#$%&'*+^`|~-]{1,128}$/
const PADDED = /^={0,2}(?:--.*)?$/
/** Another cookie begins on this line, rather than the rest of the one before. */
const NEW_LINE = /\r?\n\s{0,9}(?=[\w.!#$%&'*+^`|~-]{1,64}=[^=\s-])/g

/** Anything else: one cookie or several, with names or without, wrapped or encoded. Every text is read as something. */
export function readPieces(traced: TracedText): KindAndReading {
  const [script] = SCRIPT.exec(traced.text) ?? []
  if (script !== undefined && script.length < traced.text.length) return readScript(cut(traced, script.length))
  if (/^(?:j:)?[{[]/.test(traced.text)) return bareValue(traced)
  const plain = unescapePercent(traced)
  if (plain !== traced && isEncodedWhole(traced.text)) {
    const { kind, reading } = readPieces(plain)
    return { kind, reading: { ...reading, mended: ['percent-encoding', ...(reading.mended ?? [])] } }
  }
  const lines = splitTraced(traced, NEW_LINE)
  if (traced.text.includes(';')) return readSeveral(lines)
  if (lines.length > 1)
    return { kind: 'cookie-header', reading: together(lines.map((line) => readCookieHeader(line, SOURCE))) }
  return readSingle(traced)
}

function readScript(assigned: TracedText): KindAndReading {
  const { traced, mended } = unquote(trimTraced(leaveOut(assigned, /;\s{0,9}$/g)))
  const { kind, reading } = readSeveral([traced])
  return { kind, reading: { ...reading, mended: [...mended, ...(reading.mended ?? [])] } }
}

/** `a%3D1%3B%20b%3D2` as a whole. */
function isEncodedWhole(text: string): boolean {
  return !/[=;\s]/.test(text) && /^[\w.-]{1,64}%3d/i.test(text) && !PADDED.test(unescapeRest(text))
}

function unescapeRest(text: string): string {
  return text.slice(text.toLowerCase().indexOf('%3d')).replace(/%3d/gi, '=')
}

function readSeveral(lines: readonly TracedText[]): KindAndReading {
  const isSet = lines.some(({ text }) =>
    text
      .split(';')
      .slice(1)
      .some((piece) => isAttribute(piece.trim()))
  )
  const whole = lines.map((line) => leaveOut(trimTraced(line), LINE_BREAKS))
  const reading = together(
    whole.map((line) => (isSet ? readSetCookie(line, { ...SOURCE, origin: 'set' }) : readCookieHeader(line, SOURCE)))
  )
  const isWrapped = whole.some(({ text }, index) => text.length < (lines[index]?.text.trim().length ?? 0))
  return {
    kind: isSet ? 'set-cookie-header' : 'cookie-header',
    reading: isWrapped ? { ...reading, mended: ['line-breaks'] } : reading
  }
}

function readSingle(traced: TracedText): KindAndReading {
  const equals = traced.text.indexOf('=')
  const name = traced.text.slice(0, Math.max(0, equals)).trim()
  const rest = traced.text.slice(equals + 1).trim()
  const isPadding = PADDED.test(traced.text.slice(equals).trim()) && (name.length >= 16 || rest !== '')
  if (equals > 0 && NAME.test(name) && !isPadding && !/^(?:=|--[\da-f]{40})/.test(rest)) {
    const reading = readPair(traced, SOURCE, {})
    return { kind: 'pair', reading: { ...reading, mended: ['name'] } }
  }
  const colon = /^([\w.-]{1,64})\s{0,9}:\s{1,9}(?=\S)/.exec(traced.text)
  if (colon === null) return bareValue(traced)
  const label = cut(traced, 0, (colon[1] ?? '').length)
  const cookie = foundCookie(label, withoutSpaces(cut(traced, colon[0].length)), SOURCE)
  return { kind: 'pair', reading: { cookies: [cookie], unread: [], mended: ['name'] } }
}

function bareValue(traced: TracedText): KindAndReading {
  const value = withoutSpaces(traced)
  const cookie = foundCookie(null, value, SOURCE)
  const range = rangeOf(traced)
  const isBroken = /^[{[]/.test(traced.text) && !isJson(traced.text) && range !== null
  return {
    kind: 'value',
    reading: {
      cookies: [cookie],
      unread: isBroken ? [{ range, why: 'broken-json' }] : [],
      mended: value === traced ? [] : ['spaces']
    }
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A long value that something put spaces into; a sentence keeps its own. */
function withoutSpaces(traced: TracedText): TracedText {
  const pieces = traced.text.split(/[ \t]+/)
  const isValue = pieces.length > 1 && pieces.every((piece) => /^[\w+/=.:%~*\r\n-]+$/.test(piece))
  return isValue && pieces.some(({ length }) => length >= 20) ? leaveOut(traced, /[ \t]+/g) : traced
}
