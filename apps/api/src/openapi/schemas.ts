import * as z from 'zod'

import { sessionPatch } from '../routes/session.ts'
import type { SettingsBook } from '../settings.ts'
import { typedValue } from '../typed-value.ts'
import { PROBLEM_CODES, problemName, problemSchema } from './problems.ts'
import { sessionReport, tabLease } from './report-schema.ts'
import {
  health,
  listedSession,
  sessionsAnswer,
  sessionsEnded,
  settings,
  settingsAnswer,
  settingsChanged,
  tabAnswer,
  tabMessage
} from './session-schemas.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Names that an answer or a body can have. */
export type SchemaName =
  | 'SessionReport'
  | 'SessionPatch'
  | 'TypedValue'
  | 'Settings'
  | 'SettingsPatch'
  | 'SettingsAnswer'
  | 'SettingsChanged'
  | 'SessionList'
  | 'SessionsEnded'
  | 'ListedSession'
  | 'TabMessage'
  | 'TabAnswer'
  | 'TabLease'
  | 'Health'

const SCHEMAS: Readonly<Record<Exclude<SchemaName, 'SettingsPatch'>, z.ZodType>> = {
  SessionReport: sessionReport,
  SessionPatch: sessionPatch,
  TypedValue: typedValue,
  Settings: settings,
  SettingsAnswer: settingsAnswer,
  SettingsChanged: settingsChanged,
  SessionList: sessionsAnswer,
  SessionsEnded: sessionsEnded,
  ListedSession: listedSession,
  TabMessage: tabMessage,
  TabAnswer: tabAnswer,
  TabLease: tabLease,
  Health: health
}

/** All schemas of the API by name. Those that check bodies are the ones that the routes use. */
export function createSchemas({ patchSchema }: SettingsBook): Record<string, JsonSchema> {
  const named = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(SCHEMAS)) named.add(schema, { id })
  named.add(patchSchema, { id: 'SettingsPatch' })
  for (const code of PROBLEM_CODES) named.add(problemSchema(code), { id: problemName(code) })
  const { schemas } = z.toJSONSchema(named, {
    io: 'input',
    uri: pathOf,
    override: ({ zodSchema, jsonSchema }) => {
      if (Object.is(zodSchema, typedValue)) Object.assign(jsonSchema, TYPED_VALUE)
    }
  })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutNames(schema)]))
}

export function pathOf(name: string): string {
  return `#/components/schemas/${name}`
}

/** The document says which JSON Schema it is, and where each one is. */
function withoutNames({ $schema: _dialect, $id: _name, ...schema }: Record<string, unknown>): JsonSchema {
  return schema
}

const value = { $ref: pathOf('TypedValue') }

function tagged(tag: string, description: string, content: JsonSchema): JsonSchema {
  return {
    type: 'object',
    description,
    properties: { [tag]: content },
    required: [tag],
    additionalProperties: false
  }
}

const TYPED_VALUE: JsonSchema = {
  description:
    'A value of a session as it travels. What JSON lacks is an object with one key, its tag, which begins with a space.',
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'array', items: value },
    tagged(' d', 'A date, to the second.', { type: 'string', examples: ['Thu, 01 Jan 1970 00:00:00 GMT'] }),
    tagged(' b', 'Bytes.', { type: 'string', contentEncoding: 'base64' }),
    tagged(' t', 'A tuple.', { type: 'array', items: value }),
    tagged(' u', 'A UUID.', { type: 'string', pattern: '^[0-9a-f]{32}$' }),
    tagged(' m', 'Markup.', { type: 'string' }),
    tagged(' point', 'A point of the plane: a type of this application.', {
      type: 'array',
      prefixItems: [{ type: 'number' }, { type: 'number' }],
      items: false,
      minItems: 2
    }),
    tagged(' di', 'An object whose only name is a tag, with two underscores after it.', {
      type: 'object',
      additionalProperties: value,
      minProperties: 1,
      maxProperties: 1
    }),
    { type: 'object', additionalProperties: value }
  ]
}
