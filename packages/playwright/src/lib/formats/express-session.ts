import { unsign } from 'cookie-signature'

import type { SessionFormat } from './format.ts'
import { plainRange } from './plain-range.ts'

/** `s:`, as express-session writes it. */
const PREFIX = 's%3A'

/**
 * The cookies of express-session: a signed id, percent-encoded; the data is in its store, and only the server can begin a
 * session. Its own default `name` is `connect.sid`.
 */
export function expressSession(): SessionFormat {
  return {
    name: 'express-session',
    signatureCookie: 'never',
    async read(text) {
      return signedId(text) === null ? { status: 'unreadable' } : { status: 'id', signedAt: null }
    },
    open: async () => null,
    sign: async () => null,
    async isSignedBy(_name, text, key) {
      const signed = signedId(text)
      return signed !== null && unsign(signed, key) !== false
    },
    parts(text) {
      if (signedId(text) === null) return {}
      const dot = text.lastIndexOf('.')
      return {
        ...plainRange('payload', text, PREFIX.length, dot),
        ...plainRange('signature', text, dot + 1, text.length)
      }
    }
  }
}

/** `id.signature`; null for what express-session does not write. */
function signedId(text: string): string | null {
  if (!text.startsWith(PREFIX)) return null
  try {
    const signed = decodeURIComponent(text.slice(PREFIX.length))
    return /^.+\../s.test(signed) && text.lastIndexOf('.') > PREFIX.length ? signed : null
  } catch {
    return null
  }
}
