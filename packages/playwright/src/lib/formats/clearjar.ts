import { createSessionCodec, type SessionCodec, type SessionCodecOptions } from '@clearjar/session'
import { decodeUnverified, inflateUnverified } from '@clearjar/session/decode'

import type { SessionFormat, SessionReading, SignInput } from './format.ts'

/** What `session()` of `@clearjar/express` was given. Without `secrets` a session can be read, not signed. */
export type ClearjarFormatOptions = Partial<SessionCodecOptions>

/**
 * The cookies of `@clearjar/express`: base64url of JSON, a timestamp, a signature, with dots between them. In server mode
 * the JSON holds an id and nothing else.
 *
 * @throws SessionError `invalid-option`
 */
export function clearjar(options: ClearjarFormatOptions = {}): SessionFormat {
  const { secrets, types = [] } = options
  const codec = secrets === undefined ? null : createSessionCodec({ ...options, secrets })
  const codecOf = (key: SessionCodecOptions['secrets'][number]): SessionCodec =>
    createSessionCodec({ ...options, secrets: [key] })

  return {
    name: 'clearjar',
    signatureCookie: 'sometimes',
    async read(text) {
      const { payload, signedAt } = await inflateUnverified(decodeUnverified(text, { types }), { types })
      return payload.status === 'json' ? readingOf(payload.data, signedAt) : { status: 'unreadable' }
    },
    async open(_name, text) {
      const result = codec?.verify(text)
      return result?.ok === true ? { ...result.data } : null
    },
    async sign({ data, signedAt, permanent, key }) {
      const signer = key === undefined ? codec : codecOf(key)
      return signer === null ? null : signer.sign(withPermanence(data, permanent), { now: signedAt })
    },
    async isSignedBy(_name, text, key) {
      const result = codecOf(key).verify(text)
      return result.ok || 'keyIndex' in result
    },
    parts(text) {
      const dot = text.lastIndexOf('.')
      const before = text.lastIndexOf('.', dot - 1)
      if (dot < 1 || before < 1) return {}
      const start = text.startsWith('.') ? 1 : 0
      return {
        ...(start < before && { payload: [start, before] as const }),
        ...(before + 1 < dot && { timestamp: [before + 1, dot] as const }),
        ...(dot + 2 < text.length && { signature: [dot + 1, text.length - 1] as const })
      }
    }
  }
}

function withPermanence(data: SignInput['data'], permanent: boolean | undefined): Record<string, unknown> {
  const isSaid = permanent === true || (permanent === false && '_permanent' in data)
  return isSaid ? { ...data, _permanent: permanent } : { ...data }
}

/** The name under which `@clearjar/express` keeps its own beside the data. */
const OWN_NAME = '_jar'

function readingOf(data: unknown, signedAt: number | null): SessionReading {
  if (!isObject(data)) return { status: 'unreadable' }
  const own = data[OWN_NAME]
  const isId = Object.keys(data).length === 1 && isObject(own) && typeof own.id === 'string'
  return isId ? { status: 'id', signedAt } : { status: 'data', data, signedAt, expiresAt: null }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
