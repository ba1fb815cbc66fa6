import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** What an answer or a body is said to be. */
interface Content {
  readonly status: string
  readonly type: string
  readonly schema: object
  readonly examples: readonly unknown[]
}

/** An operation of an OpenAPI document. */
export interface OperationContract {
  /** `GET /api/session`. */
  readonly name: string
  readonly answers: readonly Content[]
  readonly bodies: readonly Content[]
}

interface MediaType {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface WithContent {
  readonly content?: Readonly<Record<string, MediaType>>
}

interface PathItem {
  readonly requestBody?: WithContent
  readonly responses: Readonly<Record<string, WithContent>>
}

export function operationsOf(document: object): readonly OperationContract[] {
  const { paths } = document as { paths: Readonly<Record<string, Readonly<Record<string, PathItem>>>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses, requestBody = {} }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      answers: Object.entries(responses).flatMap(([status, response]) => contentsOf(response, status)),
      bodies: contentsOf(requestBody, '')
    }))
  )
}

function contentsOf({ content = {} }: WithContent, status: string): readonly Content[] {
  return Object.entries(content).map(([type, { schema, example, examples = {} }]) => ({
    status,
    type,
    schema,
    examples: [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]
  }))
}

/** Tells what is wrong with a value, by a schema of the document; nothing is an empty list. */
export type Check = (schema: object, value: unknown) => readonly string[]

export function createCheck(document: object): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(document, 'document')
  const made = new Map<object, ValidateFunction>()

  function compile(schema: object): ValidateFunction {
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"document#/')
    return ajv.compile(JSON.parse(absolute) as object)
  }

  return (schema, value) => {
    const validate = made.get(schema) ?? compile(schema)
    made.set(schema, validate)
    if (validate(value)) return []
    return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
