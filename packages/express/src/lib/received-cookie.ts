import type { RejectReason, Verification } from '@clearjar/session'
import { parseCookie } from 'cookie'

import type { SessionPolicy } from './options.ts'

/** What came with a request. `bytes` counts `name=value`, `signedAt` is in UNIX seconds, `keyIndex` is the place in `secrets`. */
export type ReceivedCookie =
  | { readonly status: 'absent' }
  | { readonly status: 'present'; readonly signedAt: number; readonly keyIndex: number; readonly bytes: number }
  | { readonly status: 'refused'; readonly reason: RejectReason; readonly signedAt?: number; readonly bytes: number }

/** The cookie with what was signed in it; text and data are empty unless it is `present`. */
export interface OpenedCookie {
  readonly received: ReceivedCookie
  readonly json: string
  readonly data: object
}

const NOTHING = { json: '', data: {} }

/** Verifies the session cookie of a `Cookie` header. A refused one is a session that starts over, never an error. */
export function openCookie(policy: SessionPolicy, header: string | undefined): OpenedCookie {
  const value = header === undefined ? '' : readCookie(header, policy.name)
  if (value === '') return { received: { status: 'absent' }, ...NOTHING }
  const verification = policy.codec.verify(value, { maxAge: policy.lifetime, now: policy.now() })
  const received = describe(verification, policy.name.length + 1 + value.length)
  return verification.ok ? { received, json: verification.json, data: verification.data } : { received, ...NOTHING }
}

/** The first of that name, as in Flask: browsers send the cookie of the most specific path first. */
function readCookie(header: string, name: string): string {
  const value = parseCookie(header, { decode: asItIs })[name] ?? ''
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}

function asItIs(text: string): string {
  return text
}

function describe(verification: Verification<object>, bytes: number): ReceivedCookie {
  if (verification.ok)
    return { status: 'present', signedAt: verification.signedAt, keyIndex: verification.keyIndex, bytes }
  const { reason } = verification
  return 'signedAt' in verification
    ? { status: 'refused', reason, signedAt: verification.signedAt, bytes }
    : { status: 'refused', reason, bytes }
}
