import * as v from 'valibot'
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

const mediaType = v.object({
  schema: jsonSchema,
  example: v.optional(v.unknown()),
  examples: v.optional(v.record(v.string(), v.object({ value: v.optional(v.unknown()) })), {})
})

const content = v.optional(v.record(v.string(), mediaType), {})

const parameter = v.object({
  name: v.string(),
  in: v.picklist(['path', 'query', 'header', 'cookie']),
  required: v.optional(v.boolean(), false),
  description: v.optional(v.string(), ''),
  example: v.optional(v.string(), '')
})

const reference = v.object({ $ref: v.string() })

const operation = v.object({
  operationId: v.string(),
  tags: v.array(v.string()),
  summary: v.string(),
  description: v.string(),
  parameters: v.optional(v.array(v.union([reference, parameter])), []),
  requestBody: v.optional(v.object({ content })),
  responses: v.record(
    v.string(),
    v.object({ description: v.string(), headers: v.optional(v.record(v.string(), v.unknown()), {}), content })
  )
})

const openApi = v.object({
  info: v.object({ description: v.string() }),
  tags: v.array(v.object({ name: v.string(), description: v.string() })),
  paths: v.record(v.string(), v.record(v.string(), operation)),
  components: v.object({ schemas: v.record(v.string(), jsonSchema), parameters: v.record(v.string(), parameter) })
})

type OpenApi = v.InferOutput<typeof openApi>

/** Reads an OpenAPI 3.1 document. @throws for one that lacks what this page shows */
export function readDocument(document: unknown): ApiReference {
  const { info, tags, paths, components } = v.parse(openApi, document)
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
  said: v.InferOutput<typeof operation>,
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

function readParameter(found: v.InferOutput<typeof parameter> | undefined): readonly Parameter[] {
  if (found === undefined) return []
  const { in: place, ...rest } = found
  return [{ ...rest, place }]
}

/** The first type that has an example: that is what people send, and what the others are spellings of. */
function readContent(types: v.InferOutput<typeof content>): Content | null {
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
