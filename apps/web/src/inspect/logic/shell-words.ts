import { cut, replaceTraced, type TracedText } from './traced-text.ts'
import { unescapeQuoted } from './unescape.ts'

/** One piece of a word: text as it is, or inside one of the three kinds of quotes. */
const PIECE = /'[^']*'?|\$'[^'\\]*(?:\\[^][^'\\]*)*'?|"[^"\\]*(?:\\[^][^"\\]*)*"?|\\\r?\n|\\[^]|\\$|\s+|[^\s'"\\$]+|\$/g

/**
 * The words of a shell command, quoting undone (POSIX.1-2024, XCU 2.2, and `$'…'`). Variables are left as they stand. Quotes that are not
 * closed end with the text. Commands for Windows' `cmd`, as browsers copy them, have their `^` taken out first.
 */
export function shellWords(command: TracedText): readonly TracedText[] {
  const traced = /\^(?:"|\r?\n)/.test(command.text) ? withoutCarets(command) : command
  const words: TracedText[][] = []
  let open = false
  for (const match of traced.text.matchAll(PIECE)) {
    const [piece] = match
    if (/^\\\r?\n/.test(piece)) continue
    if (/^\s/.test(piece)) {
      open = false
      continue
    }
    if (!open) words.push([])
    open = true
    words.at(-1)?.push(plainPiece(cut(traced, match.index, match.index + piece.length)))
  }
  return words.map(joined)
}

function withoutCarets(command: TracedText): TracedText {
  return replaceTraced(command, /\^(\r?\n|[^])/g, ({ 0: match, 1: char = '' }) => [
    { text: '', length: match.length - char.length },
    { text: /[\r\n]/.test(char) ? ' ' : char, length: char.length }
  ])
}

function plainPiece(piece: TracedText): TracedText {
  const { text } = piece
  if (text.startsWith("$'")) return unescapeQuoted(inside(piece, 2, "'"))
  if (text.startsWith("'")) return inside(piece, 1, "'")
  if (text.startsWith('"')) {
    return replaceTraced(inside(piece, 1, '"'), /\\(\r?\n|["\\$`])/g, ({ 0: escape, 1: char = '' }) => [
      { text: /[\r\n]/.test(char) ? '' : char, length: escape.length }
    ])
  }
  return text.startsWith('\\') && text.length > 1 ? cut(piece, 1) : piece
}

function inside(piece: TracedText, start: number, quote: string): TracedText {
  const { length } = piece.text
  return cut(piece, start, length > start && piece.text.endsWith(quote) ? length - 1 : length)
}

function joined(pieces: readonly TracedText[]): TracedText {
  const starts: number[] = []
  let length = 0
  for (const { text } of pieces) {
    starts.push(length)
    length += text.length
  }
  return {
    text: pieces.map(({ text }) => text).join(''),
    at: (index) => {
      const which = starts.findLastIndex((start) => start <= index)
      return pieces[which]?.at?.(index - (starts[which] ?? 0)) ?? 0
    }
  }
}
