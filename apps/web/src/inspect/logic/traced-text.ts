/** Text that remembers where each of its characters stood in the text it was cut out of. */
export interface TracedText {
  readonly text: string
  /** Where character `index` stood; for `text.length`, where the last one ended. Null: that is not known. */
  readonly at: ((index: number) => number) | null
}

export function traceText(text: string, start = 0): TracedText {
  return { text, at: (index) => start + index }
}

/** Text of which nobody knows where it stood. */
export function untraced(text: string): TracedText {
  return { text, at: null }
}

/** As `String.slice`, for indices that lie in the text. */
export function cut({ text, at }: TracedText, start: number, end: number = text.length): TracedText {
  return { text: text.slice(start, end), at: at && ((index) => at(start + index)) }
}

export function trimTraced(traced: TracedText): TracedText {
  const end = traced.text.trimEnd().length
  const start = traced.text.length - traced.text.trimStart().length
  return cut(traced, Math.min(start, end), end)
}

/** The pieces between what `separator` (global) matches. */
export function splitTraced(traced: TracedText, separator: RegExp): readonly TracedText[] {
  const pieces: TracedText[] = []
  let start = 0
  for (const match of traced.text.matchAll(separator)) {
    pieces.push(cut(traced, start, match.index))
    start = match.index + match[0].length
  }
  return [...pieces, cut(traced, start)]
}

/** A replacement in pieces: each character of `text` stands for `length` characters of what was matched. */
export interface Replacement {
  readonly text: string
  readonly length: number
}

/** As `String.replace` with a global pattern; null leaves a match as it is. The same object when nothing was replaced. */
export function replaceTraced(
  traced: TracedText,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => readonly Replacement[] | null
): TracedText {
  const texts: string[] = []
  const places: number[] = []
  let copied = 0
  let replaced = false
  const copyTo = (end: number): void => {
    texts.push(traced.text.slice(copied, end))
    for (let index = copied; index < end; index++) places.push(index)
  }
  for (const match of traced.text.matchAll(pattern)) {
    const pieces = replace(match)
    if (pieces === null) continue
    replaced = true
    copyTo(match.index)
    let from = match.index
    for (const { text, length } of pieces) {
      texts.push(text)
      for (let index = 0; index < text.length; index++) places.push(from)
      from += length
    }
    copied = match.index + match[0].length
  }
  if (!replaced) return traced
  copyTo(traced.text.length)
  places.push(traced.text.length)
  const { at } = traced
  return { text: texts.join(''), at: at && ((index) => at(places[index] ?? traced.text.length)) }
}

/** Leaves out all that `pattern` (global) matches. */
export function leaveOut(traced: TracedText, pattern: RegExp): TracedText {
  return replaceTraced(traced, pattern, ({ 0: match }) => [{ text: '', length: match.length }])
}
