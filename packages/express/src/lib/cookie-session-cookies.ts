import { createHmac } from 'node:crypto'

import type { Secret } from '@clearjar/session'

import {
  checkForeignOptions,
  type ForeignCookies,
  foreignKeys,
  foreignPlace,
  isSameText,
  refuseOption,
  visibleData
} from './foreign-cookies.ts'

/** What cookie-session was set up with. */
export interface CookieSessionOptions {
  /** Its `name`. Default `session`, as there. */
  readonly name?: string
  /** Its `keys`, or its `secret` as a list of one. Any of them verifies. */
  readonly keys: readonly Secret[]
  /** HMAC's hash, for those who gave cookie-session a Keygrip with another one. Default `sha1`, as there. */
  readonly algorithm?: string
  /** Its `path`. Default `/`, as there. */
  readonly path?: string
  /** Its `domain`, if it had one. */
  readonly domain?: string
}

const OPTIONS = ['name', 'keys', 'algorithm', 'path', 'domain']

/** Fields of cookie-session's own `Session` (index.js). */
const HIDDEN = new Set(['isNew', 'isChanged', 'isPopulated', '_ctx'])

/**
 * Accepts the cookies of cookie-session 2.x: `name` holds base64 of JSON, `name.sig` a Keygrip signature of
 * `name=value` in unpadded base64url (cookies, index.js; keygrip, index.js).
 *
 * These cookies do not say when they were signed: any copy ever made of one is accepted for as long as this option
 * stays. Take it out when the visitors who matter have been there once.
 *
 * @throws SessionMiddlewareError `invalid-option`
 */
export function fromCookieSession(options: CookieSessionOptions): ForeignCookies {
  checkForeignOptions('fromCookieSession', options, OPTIONS)
  const { name = 'session', algorithm = 'sha1' } = options
  const place = foreignPlace('fromCookieSession', name, options)
  const keys = foreignKeys('fromCookieSession', 'keys', options.keys)
  checkAlgorithm(algorithm)
  const signatureName = `${name}.sig`
  return {
    names: [name, signatureName],
    ...place,
    read(jar) {
      const value = jar[name]
      const signature = jar[signatureName]
      if (value === undefined || signature === undefined) return null
      const isSigned = keys.some((key) =>
        isSameText(signature, createHmac(algorithm, key).update(`${name}=${value}`).digest('base64url'))
      )
      const record = isSigned ? parseObject(Buffer.from(value, 'base64').toString()) : null
      return record === null ? null : { data: visibleData(record, HIDDEN) }
    }
  }
}

function parseObject(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function checkAlgorithm(algorithm: string): void {
  try {
    createHmac(algorithm, '')
  } catch {
    refuseOption('fromCookieSession() needs an algorithm that node:crypto has: see crypto.getHashes(). Default "sha1".')
  }
}
