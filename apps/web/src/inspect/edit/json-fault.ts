export type JsonFault =
  /** Line and column, both from 1; null where the browser does not tell. */
  | { readonly why: 'not-json'; readonly at: { readonly line: number; readonly column: number } | null }
  | { readonly why: 'not-an-object' }

/** What keeps a text from being the values of a session; null when nothing does. */
export function jsonFault(text: string): JsonFault | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : { why: 'not-an-object' }
  } catch (error) {
    return { why: 'not-json', at: placeOf(error instanceof Error ? error.message : '', text) }
  }
}

/** Chromium and Safari count characters, Firefox lines; where a text just ends, neither says a number. */
function placeOf(message: string, text: string): { line: number; column: number } | null {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined && column !== undefined) return { line: Number(line), column: Number(column) }
  const [, position] = /position (\d+)/.exec(message) ?? []
  const end = position === undefined ? (/end|unterminated/i.test(message) ? text.length : null) : Number(position)
  if (end === null) return null
  const before = text.slice(0, end).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
