import { createSessionCodec } from '@clearjar/session'
import * as z from 'zod'

import { pointType } from './point.ts'

/** Characters of one string. */
const LONGEST = 3000

/** Levels of lists and objects in one value. */
const DEEPEST = 32

/** What stands under a tag; whoever sends something else hears it. */
const TAGS: ReadonlyMap<string, string> = new Map([
  [' d', 'A date is an HTTP date, such as {" d": "Thu, 01 Jan 1970 00:00:00 GMT"}.'],
  [' b', 'Bytes are base64, such as {" b": "AQL/"}.'],
  [' t', 'A tuple is a list, such as {" t": [1, 2]}.'],
  [' u', 'A UUID is 32 hexadecimal digits, such as {" u": "0123456789abcdef0123456789abcdef"}.'],
  [' m', 'Markup is a string, such as {" m": "<b>hello</b>"}.'],
  [' point', 'A point is two numbers, such as {" point": [3, 4]}.'],
  [' di', 'An object whose only name is a tag gets two underscores after it: {" di": {" d__": "text"}}.']
])

const NO_SUCH_TAG = `No type has this tag. There are ${[...TAGS.keys()].map((tag) => `"${tag}"`).join(', ')}.`

/** What is wrong with a value, where, and how it is mended; never the value itself. */
interface Fault {
  readonly code: 'invalid-value' | 'too-big' | 'invalid-key'
  readonly path: readonly string[]
  readonly message: string
}

// Only to read and to spell values; what it would sign nobody sees.
const { parse, serialize } = createSessionCodec({ secrets: ['for spelling'], types: [pointType] })

/**
 * JSON as it travels in a session, read: `{" d": "…"}` is a `Date`, `{" b": "…"}` a `Uint8Array`, `{" point": [x, y]}`
 * a `Point`, and plain JSON is itself.
 */
export const typedValue: z.ZodType = z.unknown().transform((value, context): unknown => {
  const fault = faultIn(value, [], false)
  if (fault === null) return readValue(value)
  const { code, path, message } = fault
  context.issues.push({ code: 'custom', params: { code }, path: [...path], message, input: value })
  return z.NEVER
})

/** A value as it travels, or its text where JSON has no room for it: NaN, the infinities, and integers beyond 2^53. */
export function spellValue(value: unknown): unknown {
  const text = serialize({ value }).slice('{"value":'.length, -1)
  try {
    JSON.stringify(value)
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** @throws SessionError `unreadable-json` for what no tag allows */
function readValue(value: unknown): unknown {
  return parse(JSON.stringify({ value })).value
}

/** The first fault of a value; null for one that can be read. @param isEscaped its only name is a name, and no tag */
function faultIn(value: unknown, path: readonly string[], isEscaped: boolean): Fault | null {
  if (typeof value === 'string' && value.length > LONGEST)
    return { code: 'too-big', path, message: 'A value has up to 3,000 characters.' }
  if (typeof value === 'number' && !isExact(value))
    return { code: 'invalid-value', path, message: `A number is up to ${Number.MAX_SAFE_INTEGER}. Send a string.` }
  if (typeof value !== 'object' || value === null) return null
  if (path.length >= DEEPEST) return { code: 'too-big', path, message: `A value nests ${DEEPEST} levels deep at most.` }
  const tag = isEscaped ? null : tagOf(value)
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, name]
    if (name === '__proto__') return { code: 'invalid-key', path: place, message: NO_PROTO }
    const fault = faultIn(item, place, tag === ' di')
    if (fault !== null) return fault
  }
  return tag === null || canBeRead(value, tag)
    ? null
    : { code: 'invalid-value', path, message: TAGS.get(tag) ?? NO_SUCH_TAG }
}

/** Said of the one name that objects do not hold as any other. */
export const NO_PROTO = 'This name belongs to the server. Try another.'

/** Beyond 2^53, reading JSON has changed a whole number already. */
function isExact(number: number): boolean {
  return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number))
}

/** The only name of an object, if it begins with a space. */
function tagOf(value: object): string | null {
  const names = Array.isArray(value) ? [] : Object.keys(value)
  return names.length === 1 && names[0]!.startsWith(' ') ? names[0]! : null
}

function canBeRead(value: object, tag: string): boolean {
  try {
    readValue(value)
    return TAGS.has(tag)
  } catch {
    return false
  }
}
