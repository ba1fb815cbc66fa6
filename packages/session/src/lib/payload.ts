import { SessionError } from './session-error.ts'

/** Bytes of JSON that one session may hold, compressed or not. A 4 KB cookie of zeros would inflate to 4 MB. */
export const MAX_JSON_BYTES: number = 1024 * 1024

/** Data of a session is a plain object; a signed `null` or list is no session (Flask answers the list with a 500). */
export function isSessionData(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

export function payloadTooLarge(bytes: number): SessionError {
  return new SessionError(
    'payload-too-large',
    `The session is ${bytes} bytes of JSON; ${MAX_JSON_BYTES} is the most that is read back.`
  )
}
