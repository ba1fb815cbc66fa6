import { PROBLEM_KINDS, type ProblemCode } from '../problem.ts'
import { problemExample, problemName } from './problems.ts'
import { type JsonSchema, pathOf, type SchemaName } from './schemas.ts'

/** One route and method, as OpenAPI 3.1 has it. */
interface Operation {
  readonly operationId: string
  readonly tags: readonly [string]
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly object[]
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, object>>
}

/** By path, then method in lower case. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** Names of what `components` has of headers and parameters. */
type HeaderName = 'SetCookie' | 'Allow' | 'AcceptPatch' | 'RetryAfter' | 'Vary'
type ParameterName = 'SessionCookie' | 'SignatureCookie' | 'SettingsCookie' | 'VisitorCookie' | 'SessionTab'

const HEADER_NAMES: Readonly<Record<HeaderName, string>> = {
  SetCookie: 'Set-Cookie',
  Allow: 'Allow',
  AcceptPatch: 'Accept-Patch',
  RetryAfter: 'Retry-After',
  Vary: 'Vary'
}

/** What comes with every request that has a session. */
export const SESSION_PARAMETERS: readonly object[] = parameters(
  'SessionCookie',
  'SignatureCookie',
  'SettingsCookie',
  'SessionTab'
)

export function parameters(...names: readonly ParameterName[]): readonly object[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

/** An answer in JSON. */
export function answer(description: string, schema: SchemaName, example: object, ...headers: HeaderName[]): object {
  return {
    description,
    ...headersOf(headers),
    content: { 'application/json': { schema: reference(schema), example } }
  }
}

/** An answer in plain text. */
export function textAnswer(description: string, example: string, ...headers: HeaderName[]): object {
  return {
    description,
    ...headersOf(headers),
    content: { 'text/plain': { schema: { type: 'string' }, example } }
  }
}

/** A merge patch (RFC 7396). */
export function patchBody(schema: SchemaName, examples: Readonly<Record<string, unknown>>): object {
  const content = { schema: reference(schema), examples: valuesOf(examples) }
  return { required: true, content: { 'application/merge-patch+json': content, 'application/json': content } }
}

/** Problems by their status; of those that share one, the code tells. */
export function problems(...codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = new Set(codes.map((code) => PROBLEM_KINDS[code].status))
  return Object.fromEntries(
    [...statuses].map((status) => [
      String(status),
      problemAnswer(codes.filter((code) => PROBLEM_KINDS[code].status === status))
    ])
  )
}

function problemAnswer(codes: readonly ProblemCode[]): object {
  const schemas = codes.map((code): JsonSchema => ({ $ref: pathOf(problemName(code)) }))
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEM_KINDS[code].title}.`).join(' '),
    ...headersOf(codes.flatMap((code) => PROBLEM_HEADERS[code] ?? [])),
    content: {
      'application/problem+json': {
        schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas },
        examples: valuesOf(Object.fromEntries(codes.map((code) => [code, problemExample(code)])))
      }
    }
  }
}

const PROBLEM_HEADERS: Readonly<Partial<Record<ProblemCode, HeaderName[]>>> = {
  'method-not-allowed': ['Allow'],
  'unsupported-media-type': ['AcceptPatch'],
  'too-many-tab-messages': ['RetryAfter']
}

function headersOf(names: readonly HeaderName[]): object {
  if (names.length === 0) return {}
  return {
    headers: Object.fromEntries(names.map((name) => [HEADER_NAMES[name], { $ref: `#/components/headers/${name}` }]))
  }
}

function valuesOf(examples: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
}

function reference(schema: SchemaName): JsonSchema {
  return { $ref: pathOf(schema) }
}
