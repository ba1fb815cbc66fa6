import type { Secret } from '@clearjar/session'

import { clearjar, type ClearjarFormatOptions } from './clearjar.ts'
import type { SessionFormat } from './format.ts'

export interface FlaskFormatOptions extends Omit<ClearjarFormatOptions, 'secrets'> {
  /** `SECRET_KEY`, or a list that starts with it and goes on with `SECRET_KEY_FALLBACKS`. Without it: reading alone. */
  readonly secretKey?: Secret | readonly Secret[]
}

/**
 * Flask's own session cookies (flask/sessions.py, `SecureCookieSessionInterface`), signed with SHA-1 unless `digest` says
 * otherwise.
 *
 * @throws SessionError `invalid-option`
 */
export function flask({ secretKey, ...options }: FlaskFormatOptions = {}): SessionFormat {
  const secrets = typeof secretKey === 'string' || secretKey instanceof Uint8Array ? [secretKey] : secretKey
  return {
    ...clearjar({ digest: 'sha1', ...options, ...(secrets !== undefined && { secrets }) }),
    name: 'flask',
    signatureCookie: 'never'
  }
}
