/** JSON for people: what fits on a line stays on one. */
export function pretty(value: unknown, width = 56, indent = ''): string {
  const line = spaced(value)
  if (typeof value !== 'object' || value === null || indent.length + line.length <= width) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => `${inner}${pretty(item, width, inner)}`)
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value).map(([name, each]) => {
    return `${inner}${JSON.stringify(name)}: ${pretty(each, width, inner)}`
  })
  return `{\n${members.join(',\n')}\n${indent}}`
}

/** On one line, with room to breathe. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${spaced(each)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
