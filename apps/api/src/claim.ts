import { createSessionCodec, type SessionCodec } from '@clearjar/session'
import type { Request } from 'express'

import type { Config } from './config.ts'
import { type KeyChoice, secretsFor } from './keys.ts'
import { pointType } from './point.ts'

/** What a cookie that we signed says of how its session is kept, if the server can end it. */
export interface Claim {
  readonly id: string
  readonly mode: 'cookie' | 'server'
}

/** Where `@clearjar/express` notes the id of a session, beside the data or instead of it. */
const NOTES = '_jar'

/**
 * Reads the claim of the session cookie, in one piece or two; null for a session that is nothing but its cookie,
 * and for one that other keys signed than those of the choice. Whether it is too old or was ended is not looked at.
 */
export function createClaimReader(
  { secrets, digest }: Pick<Config, 'secrets' | 'digest'>,
  now: (() => number) | undefined
): (req: Request, key: KeyChoice) => Claim | null {
  const codecFor = (key: KeyChoice): SessionCodec =>
    createSessionCodec({ secrets: secretsFor(key, secrets), digest, types: [pointType] })
  const codecs = { first: codecFor('first'), added: codecFor('added'), replaced: codecFor('replaced') }
  return (req, key) => {
    const { session, 'session.sig': signature } = req.cookies as Record<string, unknown>
    for (const text of [session, `${String(session)}.${String(signature)}`]) {
      const found = codecs[key].verify(String(text), now === undefined ? {} : { now: now() })
      if (found.ok) return claimIn(found.data)
    }
    return null
  }
}

function claimIn({ [NOTES]: notes, ...data }: Record<string, unknown>): Claim | null {
  if (typeof notes !== 'object' || notes === null || !('id' in notes) || typeof notes.id !== 'string') return null
  const mode = Object.keys(data).length === 0 ? 'server' : 'cookie'
  // A session that can be ended notes its birth, too; one that only ends with its tabs has the id for them alone.
  return mode === 'cookie' && 'tabs' in notes && !('born' in notes) ? null : { id: notes.id, mode }
}
