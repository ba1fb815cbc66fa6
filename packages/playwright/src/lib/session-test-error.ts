/**
 * What went wrong with a session in a test. Codes are API: switch on them, never on `message`.
 *
 * - `invalid-option`: an option of the kit is missing or cannot be
 * - `no-session`: there is no session cookie to act on
 * - `not-possible`: the format of the session, or this browser, has no such thing
 * - `own-browser-needed`: the act needs the test of `@clearjar/playwright/own-browser`
 * - `not-done`: the act had no effect, and the message says why
 */
export type SessionTestErrorCode = 'invalid-option' | 'no-session' | 'not-possible' | 'own-browser-needed' | 'not-done'

export class SessionTestError extends Error {
  override readonly name = 'SessionTestError'
  readonly code: SessionTestErrorCode

  constructor(code: SessionTestErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
