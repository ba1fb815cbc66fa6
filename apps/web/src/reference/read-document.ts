import * as z from 'zod/mini'
import { type JsonSchema, jsonSchema, shapeOf } from './json-schema.ts'

/** The API as this page shows it. */
export interface ApiReference {
  readonly description: string
  readonly groups: readonly Group[]
  readonly shapes: readonly Shape[]
}

export interface Group {
  readonly name: string
  readonly description: string
  readonly operations: readonly Operation[]
}

export interface Operation {
  /** Also the fragment of its link. */
  readonly id: string
  /** In upper case. */
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly body: Content | null
  readonly answers: readonly Answer[]
}

export interface Parameter {
  readonly name: string
  readonly place: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly description: string
  readonly example: string
}

/** What is sent, either way. */
export interface Content {
  readonly type: string
  readonly shape: string | null
  readonly examples: readonly Example[]
}

interface Example {
  readonly name: string
  readonly value: unknown
}

export interface Answer {
  readonly status: string
  readonly description: string
  readonly headers: readonly string[]
  readonly content: Content | null
}

/** A schema that answers and bodies refer to. */
export interface Shape {
  readonly name: string
  readonly schema: JsonSchema
}

const mediaType = z.object({
  schema: jsonSchema,
  example: z.optional(z.unknown()),
  examples: z._default(z.record(z.string(), z.object({ value: z.unknown() })), {})
})

const content = z._default(z.record(z.string(), mediaType), {})

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z._default(z.boolean(), false),
  description: z._default(z.string(), ''),
  example: z._default(z.string(), '')
})

const reference = z.object({ $ref: z.string() })

const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  parameters: z._default(z.array(z.union([reference, parameter])), []),
  requestBody: z.optional(z.object({ content })),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), headers: z._default(z.record(z.string(), z.unknown()), {}), content })
  )
})

const openApi = z.object({
  info: z.object({ description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema), parameters: z.record(z.string(), parameter) })
})

type OpenApi = z.infer<typeof openApi>

/** Reads an OpenAPI 3.1 document. @throws for one that lacks what this page shows */
export function readDocument(document: unknown): ApiReference {
  const { info, tags, paths, components } = openApi.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => ({
      tags: said.tags,
      operation: readOperation(method.toUpperCase(), path, said, components.parameters)
    }))
  )
  return {
    description: info.description,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter((each) => each.tags.includes(name)).map((each) => each.operation)
    })),
    shapes: Object.entries(components.schemas)
      // A problem is told by its example.
      .filter(([name]) => !name.startsWith('Problem'))
      .map(([name, schema]) => ({ name, schema }))
  }
}

function readOperation(
  method: string,
  path: string,
  said: z.infer<typeof operation>,
  known: OpenApi['components']['parameters']
): Operation {
  return {
    id: said.operationId,
    method,
    path,
    summary: said.summary,
    description: said.description,
    parameters: said.parameters.flatMap((each) => readParameter('$ref' in each ? known[shapeOf(each.$ref)] : each)),
    body: said.requestBody === undefined ? null : readContent(said.requestBody.content),
    answers: Object.entries(said.responses).map(([status, response]) => ({
      status,
      description: response.description,
      headers: Object.keys(response.headers),
      content: readContent(response.content)
    }))
  }
}

function readParameter(found: z.infer<typeof parameter> | undefined): readonly Parameter[] {
  if (found === undefined) return []
  const { in: place, ...rest } = found
  return [{ ...rest, place }]
}

/** The first type that has an example: that is what people send, and what the others are spellings of. */
function readContent(types: z.infer<typeof content>): Content | null {
  const all = Object.entries(types).map(([type, { schema, example, examples }]) => ({
    type,
    shape: schema.$ref === undefined ? null : shapeOf(schema.$ref),
    examples: [
      ...(example === undefined ? [] : [{ name: '', value: example }]),
      ...Object.entries(examples).map(([name, { value }]) => ({ name, value }))
    ]
  }))
  return all.find(({ examples }) => examples.length > 0) ?? all[0] ?? null
}
