import Keygrip from 'keygrip'

import { SessionTestError } from '../session-test-error.ts'
import type { CookieKey, SessionFormat } from './format.ts'
import { readJsonObject } from './plain-json.ts'

export interface CookieSessionFormatOptions {
  /** Its `keys`, newest first, or its `secret` as a list of one. Without them: reading alone. */
  readonly keys?: readonly CookieKey[]
  /** HMAC's hash, for an application that gave it a Keygrip with another one. Default `sha1`, as there. */
  readonly algorithm?: string
}

/**
 * The cookies of cookie-session 2.x: `name` holds base64 of JSON, `name.sig` signs `name=value` (cookies, index.js;
 * keygrip, index.js). There is no time in them, so that none is ever too old.
 *
 * @throws SessionTestError `invalid-option`
 */
export function cookieSession({ keys, algorithm = 'sha1' }: CookieSessionFormatOptions = {}): SessionFormat {
  // Its types leave bytes out, which it hands to `createHmac`.
  const gripOf = (list: readonly CookieKey[]) => new Keygrip(list as readonly string[], algorithm)
  const grip = keys === undefined ? null : gripOf(checkKeys(keys))

  return {
    name: 'cookie-session',
    signatureCookie: 'always',
    async read(text) {
      const data = readValue(split(text).value)
      return data === null ? { status: 'unreadable' } : { status: 'data', data, signedAt: null, expiresAt: null }
    },
    async open(name, text) {
      const { value, signature } = split(text)
      return grip?.verify(`${name}=${value}`, signature) === true ? readValue(value) : null
    },
    async sign({ name, data, key }) {
      const signer = key === undefined ? grip : gripOf([key])
      if (signer === null) return null
      const value = Buffer.from(JSON.stringify(data)).toString('base64')
      return `${value}.${signer.sign(`${name}=${value}`)}`
    },
    async isSignedBy(name, text, key) {
      const { value, signature } = split(text)
      return gripOf([key]).verify(`${name}=${value}`, signature)
    },
    parts(text) {
      const { value, signature } = split(text)
      const start = value.length + 1
      return {
        ...(value !== '' && { payload: [0, value.length] as const }),
        ...(signature !== '' && { signature: [start, text.length] as const })
      }
    }
  }
}

function split(text: string): { readonly value: string; readonly signature: string } {
  const dot = text.lastIndexOf('.')
  return dot === -1 ? { value: text, signature: '' } : { value: text.slice(0, dot), signature: text.slice(dot + 1) }
}

function readValue(value: string): Record<string, unknown> | null {
  return readJsonObject(Buffer.from(value, 'base64').toString())
}

function checkKeys(keys: readonly CookieKey[]): readonly CookieKey[] {
  if (Array.isArray(keys) && keys.length > 0 && keys.every((key) => key.length > 0)) return keys
  throw new SessionTestError('invalid-option', 'cookieSession() takes keys as a list of secrets: keys: [secret].')
}
