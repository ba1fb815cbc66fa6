import type { Mend } from './found-cookie.ts'
import { cut, replaceTraced, type Replacement, type TracedText } from './traced-text.ts'

/** One character in percent-encoded UTF-8. */
const PERCENT = /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi

/** `%3A` and the like, as UTF-8 (RFC 3986); what is no such thing stays as it is. */
export function unescapePercent(traced: TracedText): TracedText {
  return replaceTraced(traced, PERCENT, ({ 0: escape }) => {
    try {
      return [{ text: decodeURIComponent(escape), length: escape.length }]
    } catch {
      return null
    }
  })
}

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' }

/** Escapes inside quotes of JSON, JavaScript, Python and `$'…'`, and the octal ones that Python puts in cookies. */
export function unescapeQuoted(traced: TracedText): TracedText {
  return replaceTraced(
    traced,
    /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|([0-3][0-7]{2})|(\r?\n)|([^]))/gi,
    ({ 0: escape, 1: unit, 2: point, 3: hex, 4: octal, 5: newline, 6: char = '' }) => {
      const text =
        codeText(unit ?? point ?? hex, 16) ?? codeText(octal, 8) ?? (newline === undefined ? (NAMED[char] ?? char) : '')
      return [{ text, length: escape.length }] satisfies Replacement[]
    }
  )
}

function codeText(digits: string | undefined, radix: number): string | null {
  const code = digits === undefined ? null : Number.parseInt(digits, radix)
  return code === null || code > 0x10_ff_ff ? null : String.fromCodePoint(code)
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’', '«': '»' }

/** Text without the quotes around it and the escapes that they asked for, and what was done for that. */
export function unquote(traced: TracedText): { readonly traced: TracedText; readonly mended: readonly Mend[] } {
  const { text } = traced
  const closing = QUOTES[text[0] ?? '']
  if (closing === undefined || text.length < 2) return { traced, mended: [] }
  const inside = text.endsWith(closing) ? cut(traced, 1, text.length - 1) : cut(traced, 1)
  const plain = unescapeQuoted(inside)
  return { traced: plain, mended: plain === inside ? ['quotes'] : ['quotes', 'escapes'] }
}

/** The quoted text whose opening quote is at `start`, as far as it goes, still escaped; `end` is behind the closing quote. */
export function quotedAt(traced: TracedText, start: number): { readonly inside: TracedText; readonly end: number } {
  const { text } = traced
  const quote = text[start]
  let end = start + 1
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1
  end = Math.min(end, text.length)
  return { inside: cut(traced, start + 1, end), end: Math.min(end + 1, text.length) }
}
