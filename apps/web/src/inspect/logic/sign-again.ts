import { decodeUnverified } from '@clearjar/session/decode'

import { writeBase64, writeBase64Url } from './base64-text.ts'
import { type CannotCheck, cannotUseAlgorithm, hasWebCrypto } from './check-keys.ts'
import { type CookieMeter, cookieMeter } from './cookie-meter.ts'
import { isSession, readJsonText, readPackedPayload } from './formats/json-payload.ts'
import { keyBytes, type KeyInput } from './key-input.ts'
import { createOurCodec } from './our-codec.ts'
import type { FormatId, Recognised } from './recognised.ts'
import { isOurs, type SignOptions } from './sign-options.ts'
import { makeSignature } from './signatures.ts'

export type SignAgain =
  | {
      readonly status: 'signed'
      /** The new cookie's value, as a server gets it. The old cookie is as it was. */
      readonly value: string
      /** What the cookie `name.sig` must hold (cookie-session); null where the signature is in the value. */
      readonly signature: string | null
      /** The JSON that was signed: typed as before, put as the framework puts it. */
      readonly json: string
      readonly meter: CookieMeter
    }
  | {
      readonly status: 'not-signed'
      readonly why:
        | CannotCheck
        | 'not-hex'
        | 'not-base64'
        | 'not-json'
        /** A session is an object of names and values. */
        | 'not-an-object'
        /** A tag such as `{" d": …}` with something under it that is none of its kind. */
        | 'bad-tag'
        /** Only the text of the payload can be changed, and this format's payload is none. */
        | 'format-not-written'
        | 'too-large'
    }

export interface SignAgainOptions {
  /** The edited JSON, as it travels: tags such as `{" d": …}` stay tags. */
  readonly json: string
  readonly key: KeyInput
  readonly options: SignOptions
  /** UNIX seconds: the new timestamp. */
  readonly now: number
  /** For a bare value whose name is part of what is signed. */
  readonly name?: string
}

/** Why a cookie of this format cannot be signed again here, whatever the key; null when it can. */
export function cannotSign({ format, header }: Recognised): CannotCheck | 'format-not-written' | null {
  const why = isWritten(format) ? null : (UNWRITTEN[format] ?? 'format-not-written')
  const unusable = format === 'jwt' ? cannotUseAlgorithm(header?.['alg']) : null
  return why ?? unusable ?? (hasWebCrypto() ? null : 'no-webcrypto')
}

const UNWRITTEN: Partial<Record<FormatId, CannotCheck>> = {
  jwe: 'encrypted',
  'iron-session': 'encrypted',
  'rails-encrypted': 'encrypted',
  uuid: 'not-signed',
  'hex-id': 'not-signed',
  'random-id': 'not-signed',
  'django-session-id': 'not-signed',
  json: 'not-signed',
  text: 'unknown-format',
  nothing: 'unknown-format'
}

function isWritten(format: FormatId): boolean {
  return format === 'flask' || format === 'clearjar' || format === 'cookie-session' || format === 'jwt'
}

/**
 * Signs edited JSON into a new cookie of the same format. Never rejects.
 *
 * Flask's and Clearjar's: names are sorted and what is not ASCII escaped, as Flask does; a cookie of Flask is compressed whenever that is
 * shorter, one of Clearjar from 1024 bytes on, or when it was before. cookie-session and JWT: the text as it was edited, names in their
 * order, without the white space between them. Only Flask's and Clearjar's get a new time; the times of a JWT are claims, to be edited.
 */
export async function signAgain(recognised: Recognised, given: SignAgainOptions): Promise<SignAgain> {
  const why = cannotSign(recognised)
  if (why !== null) return { status: 'not-signed', why }
  const key = keyBytes(given.key)
  if (!key.ok) return { status: 'not-signed', why: key.why }
  if (given.json.length > MAX_JSON_LENGTH) return { status: 'not-signed', why: 'too-large' }
  const { payload } = readJsonText(given.json)
  if (payload.status !== 'json') return { status: 'not-signed', why: 'not-json' }
  if (!isSession(payload)) return { status: 'not-signed', why: 'not-an-object' }
  const signing = {
    ...given,
    json: compactJson(given.json),
    bytes: key.bytes,
    name: recognised.name ?? given.name ?? null
  }
  try {
    return isOurs(recognised) ? await signOurs(recognised, signing) : await signText(recognised, signing)
  } catch {
    // What the codec refuses to write is a tag with a value that is none of its kind.
    return { status: 'not-signed', why: 'bad-tag' }
  }
}

/** Far beyond any cookie: what is longer is not even read. */
const MAX_JSON_LENGTH = 100_000

interface Signing {
  readonly json: string
  readonly bytes: Uint8Array
  readonly options: SignOptions
  readonly now: number
  readonly name: string | null
}

async function signOurs(recognised: Recognised, { json, bytes, options, now, name }: Signing): Promise<SignAgain> {
  const { payload } = decodeUnverified(`${writeBase64Url(new TextEncoder().encode(json))}..`)
  if (payload.status !== 'json') return { status: 'not-signed', why: 'bad-tag' }
  if (!isPlainObject(payload.data)) return { status: 'not-signed', why: 'not-an-object' }
  const compressesAlways = recognised.format === 'flask' || recognised.value.startsWith('.')
  const codec = await createOurCodec(bytes, options, compressesAlways ? 0 : 1024)
  const cookie = await codec.sign(payload.data, { now: Number.isFinite(now) ? Math.max(0, now) : 0 })
  const { payload: written } = await readPackedPayload(decodeUnverified(cookie).parts.payload)
  const dot = cookie.lastIndexOf('.')
  const isSplit = recognised.signature.status === 'present' && recognised.signature.in === 'signature-cookie'
  const value = isSplit ? cookie.slice(0, dot) : cookie
  return {
    status: 'signed',
    value,
    signature: isSplit ? cookie.slice(dot + 1) : null,
    json: written.status === 'json' ? written.json : json,
    meter: cookieMeter(name, value)
  }
}

async function signText(recognised: Recognised, { json, bytes, options, name }: Signing): Promise<SignAgain> {
  const text = new TextEncoder().encode(json)
  if (recognised.format === 'jwt') {
    const header = recognised.parts.find(({ kind }) => kind === 'header')?.text ?? ''
    const signed = `${header}.${writeBase64Url(text)}`
    const value = `${signed}.${(await makeSignature(recognised, bytes, signed, options)) ?? ''}`
    return { status: 'signed', value, signature: null, json, meter: cookieMeter(name, value) }
  }
  if (name === null) return { status: 'not-signed', why: 'name-missing' }
  const value = writeBase64(text)
  const signature = await makeSignature(recognised, bytes, `${name}=${value}`, options)
  return { status: 'signed', value, signature, json, meter: cookieMeter(name, value) }
}

/** JSON without the white space between its tokens; the tokens themselves are left as they are spelt. */
function compactJson(json: string): string {
  return json.replace(/("[^"\\]*(?:\\[^][^"\\]*)*")|\s+/g, (_match, text: string | undefined) => text ?? '')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
