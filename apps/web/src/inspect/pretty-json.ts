import { jsonTextTokens } from '../logic/json-text.ts'

/**
 * JSON text with line breaks and two spaces a level. Nothing is parsed and written anew, so every name, number and escape stays as
 * it travels: numbers that JavaScript would round, names that come twice.
 */
export function prettyJson(json: string): string {
  let depth = 0
  const line = (): string => `\n${'  '.repeat(depth)}`
  const lay = (mark: string): string => {
    if (mark === '{' || mark === '[') {
      depth += 1
      return `${mark}${line()}`
    }
    if (mark === '}' || mark === ']') {
      depth = Math.max(0, depth - 1)
      return `${line()}${mark}`
    }
    return mark === ',' ? `,${line()}` : mark === ':' ? ': ' : mark
  }
  return jsonTextTokens(json)
    .map(({ kind, text }) =>
      kind === 'other'
        ? text
            .replaceAll(/\s/g, '')
            .replaceAll(/\{\}|\[\]|[{}[\],:]/g, (mark) => (mark.length === 2 ? mark : lay(mark)))
        : text
    )
    .join('')
}
