/**
 * What a caller can do wrong. Codes are API: switch on them, never on `message`.
 *
 * - `invalid-option`: `createSessionCodec` was given something it cannot work with.
 * - `unserializable-value`: the data holds a value that no type describes, or that nests too deep.
 * - `payload-too-large`: the data is larger than any reader would accept.
 * - `unreadable-json`: `parse` was given text that is not typed JSON of a session.
 */
export type SessionErrorCode = 'invalid-option' | 'unserializable-value' | 'payload-too-large' | 'unreadable-json'

/** A fault of the caller. What arrives from outside never throws: see `Verification`. */
export class SessionError extends Error {
  override readonly name = 'SessionError'
  readonly code: SessionErrorCode

  constructor(code: SessionErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
