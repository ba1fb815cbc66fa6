/** Codes are API: switch on them, never on `message`. */
export type SessionClientErrorCode = 'invalid-option' | 'missing-provider'

/** A fault of the calling code. What a browser may hold or lack is never an error: it is a snapshot or a result. */
export class SessionClientError extends Error {
  override readonly name = 'SessionClientError'
  readonly code: SessionClientErrorCode

  constructor(code: SessionClientErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
