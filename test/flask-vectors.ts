/** Cookies that a real Flask wrote, read and refused, with the data of each in a typed form that JSON can hold. */
import { readFileSync } from 'node:fs'

import { Markup, tuple, Uuid } from '@clearjar/session'

export type Typed =
  | { t: 'null' }
  | { t: 'bool'; v: boolean }
  | { t: 'int' | 'float' | 'str' | 'markup' | 'uuid'; v: string }
  | { t: 'list' | 'tuple'; v: Typed[] }
  | { t: 'dict'; v: [string | Typed, Typed][] }
  | { t: 'bytes'; hex: string }
  | { t: 'datetime'; iso: string; epoch: number }
  | { t: `date` | `python:${string}` }

type Digest = 'sha1' | 'sha256' | 'sha512'
type Derivation = 'hmac' | 'concat' | 'django-concat' | 'none'

interface Vectors {
  encode: {
    id: string
    secret: { utf8: string } | { hex: string }
    now: number
    input: Typed
    cookie: string
    payload_json: string
    compressed: boolean
    decoded: Typed
  }[]
  decode: Read[]
  reject: Read[]
  primitives: Primitive[]
  flow: Flow[]
}

interface Read {
  id: string
  cookie: string
  keys_oldest_first: ({ utf8: string } | { hex: string })[]
  salt: string
  key_derivation: Derivation
  digest: Digest
  now: number
  max_age: number | null
  itsdangerous: { ok: true; value: Typed } | { ok: false; error: string }
}

interface Primitive {
  id: string
  secret?: string
  salt?: string
  key_derivation?: Derivation
  digest?: Digest
  key_hex?: string
  int?: string
  bytes_hex?: string
  b64?: string
  sign_input?: string
  signed?: string
  now?: number
}

export interface Flow {
  id: string
  view: string
  config: Record<string, unknown>
  now: number
  request_cookie: string | null
  status: number
  set_cookie: string[]
  vary: string | null
  body?: string
}

export const vectors = JSON.parse(readFileSync(new URL('flask-vectors.json', import.meta.url), 'utf8')) as Vectors

/** The value as this project holds it. */
export function fromTyped(typed: Typed): unknown {
  switch (typed.t) {
    case 'null':
      return null
    case 'bool':
    case 'str':
      return typed.v
    case 'int':
      return Number.isSafeInteger(Number(typed.v)) ? Number(typed.v) : BigInt(typed.v)
    case 'float':
      return Number(typed.v.replace('inf', 'Infinity').replace('nan', 'NaN'))
    case 'list':
      return typed.v.map(fromTyped)
    case 'tuple':
      return tuple(...typed.v.map(fromTyped))
    case 'dict':
      return Object.fromEntries(typed.v.map(([key, value]) => [keyText(key), fromTyped(value)]))
    case 'bytes':
      return new Uint8Array(Buffer.from(typed.hex, 'hex'))
    case 'markup':
      return new Markup(typed.v)
    case 'uuid':
      return new Uuid(typed.v)
    case 'datetime':
      return new Date(typed.epoch * 1000)
    default:
      throw new Error(`${typed.t} has no counterpart`)
  }
}

/** Python turns other keys into text when it writes them. */
function keyText(key: string | Typed): string {
  return typeof key === 'string' ? key : String(fromTyped(key))
}

export function secretBytes(secret: { utf8: string } | { hex: string }): Uint8Array {
  return 'utf8' in secret ? Buffer.from(secret.utf8) : Buffer.from(secret.hex, 'hex')
}
