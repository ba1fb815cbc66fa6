import * as v from 'valibot'

/** What this page reads of a JSON Schema (2020-12). */
export interface JsonSchema {
  readonly $ref?: string | undefined
  readonly type?: string | readonly string[] | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly anyOf?: readonly JsonSchema[] | undefined
  readonly items?: JsonSchema | boolean | undefined
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly additionalProperties?: JsonSchema | boolean | undefined
  readonly description?: string | undefined
}

export const jsonSchema: v.GenericSchema<JsonSchema> = v.lazy(() =>
  v.object({
    $ref: v.optional(v.string()),
    type: v.optional(v.union([v.string(), v.array(v.string())])),
    const: v.optional(v.unknown()),
    enum: v.optional(v.array(v.unknown())),
    anyOf: v.optional(v.array(jsonSchema)),
    items: v.optional(v.union([v.boolean(), jsonSchema])),
    properties: v.optional(v.record(v.string(), jsonSchema)),
    required: v.optional(v.array(v.string())),
    additionalProperties: v.optional(v.union([v.boolean(), jsonSchema])),
    description: v.optional(v.string())
  })
)

/** A piece of what a type is called; `shape` names one that the page describes elsewhere. */
export interface TypePart {
  readonly text: string
  readonly shape?: string
}

/** A member of an object. Those of objects within it have a path such as `clocks.now`. */
export interface Member {
  readonly path: string
  readonly type: readonly TypePart[]
  readonly required: boolean
  readonly description: string
}

/** Members by variant: most objects have one, and a union has several, unless each is no more than a member. */
export function variantsOf(schema: JsonSchema): readonly (readonly Member[])[] {
  const variants = (schema.anyOf ?? [schema])
    .map((variant) =>
      membersOf(variant, '').map((member) => (variant === schema ? member : described(member, variant)))
    )
    .filter((members) => members.length > 0)
  return variants.every((members) => members.length === 1) ? [variants.flat()] : variants
}

function described(member: Member, { description = '' }: JsonSchema): Member {
  return member.description === '' ? { ...member, description } : member
}

function membersOf({ properties = {}, required = [] }: JsonSchema, prefix: string): readonly Member[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`
    if (schema.properties !== undefined) return membersOf(schema, `${path}.`)
    const description = schema.description ?? schema.anyOf?.find((each) => each.description)?.description ?? ''
    return [{ path, type: typeOf(schema), required: required.includes(name), description }]
  })
}

/** What a type is called: `text`, `60 or 300`, `list of TabLease`. */
export function typeOf(schema: JsonSchema): readonly TypePart[] {
  const { $ref, type, anyOf, items, additionalProperties } = schema
  if ($ref !== undefined) {
    const shape = shapeOf($ref)
    return [{ text: shape, shape }]
  }
  if ('const' in schema && schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }]
  if (schema.enum !== undefined) return [{ text: schema.enum.map((each) => JSON.stringify(each)).join(' or ') }]
  if (anyOf !== undefined) return anyOf.flatMap((each, index) => [...(index === 0 ? [] : [OR]), ...typeOf(each)])
  if (type === 'array') return typeof items === 'object' ? [{ text: 'list of ' }, ...typeOf(items)] : [{ text: 'list' }]
  if (type === 'object' && typeof additionalProperties === 'object')
    return [{ text: 'object of ' }, ...typeOf(additionalProperties)]
  return [{ text: [type ?? 'anything'].flat().join(' or ') }]
}

const OR: TypePart = { text: ' or ' }

/** The last step of a reference. */
export function shapeOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
