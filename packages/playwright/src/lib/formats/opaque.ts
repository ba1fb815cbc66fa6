import type { SessionFormat } from './format.ts'
import { plainRange } from './plain-range.ts'

/** An id that says nothing, and that nothing signs: what it means, and when it ends, is known to the server alone. */
export function opaque(): SessionFormat {
  return {
    name: 'opaque',
    signatureCookie: 'never',
    read: async (text) => (text === '' ? { status: 'unreadable' } : { status: 'id', signedAt: null }),
    open: async () => null,
    sign: async () => null,
    isSignedBy: async () => null,
    parts: (text) => plainRange('payload', text, 0, text.length)
  }
}
