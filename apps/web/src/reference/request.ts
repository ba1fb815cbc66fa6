import type { Operation, Parameter } from './read-document.ts'

/** The parameters that are part of an address. */
export function addressParameters({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter(({ place, required }) => required && (place === 'path' || place === 'query'))
}

/** Path and query of an operation. @param given by name; the example of what is left out */
export function addressOf(operation: Operation, given: Readonly<Record<string, string>> = {}): string {
  const { path } = operation
  const parameters = addressParameters(operation)
  const valueOf = ({ name, example }: Parameter): string => encodeURIComponent(given[name] ?? example)
  const query = parameters
    .filter(({ place }) => place === 'query')
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${valueOf(parameter)}`)
  const filled = parameters
    .filter(({ place }) => place === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, valueOf(parameter)), path)
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`
}

/** A line for a shell, with a file that keeps the cookies as a browser does. */
export function curlLine(
  operation: Operation,
  origin: string,
  body: unknown,
  given?: Readonly<Record<string, string>>
): string {
  const { method } = operation
  const parts = [`curl -i -b jar.txt -c jar.txt`]
  if (method !== 'GET') parts.push(`-X ${method}`)
  if (body !== undefined) {
    parts.push(`-H ${quoted(`Content-Type: ${operation.body?.type ?? 'application/json'}`)}`)
    parts.push(`-d ${quoted(JSON.stringify(body))}`)
  }
  parts.push(quoted(`${origin}${addressOf(operation, given)}`))
  return parts.join(' \\\n  ')
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
