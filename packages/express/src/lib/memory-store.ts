import { setImmediate } from 'node:timers/promises'

import { type ExpiryOptions, isOver, startSweeping, unixNow } from './expiry.ts'
import { refuseUnknownStoreOptions } from './option-names.ts'
import type { SessionStore } from './store.ts'

/** A bare number is the time of an empty text: the many revoked ids then take no object each. */
type Held = number | { readonly text: string; readonly expires: number }

/** Entries looked at before other work gets its turn; about a millisecond. */
const SLICE = 10_000

/**
 * Keeps texts in the memory of this process: for tests, and for an application that is one process and may forget its
 * sessions when it restarts. A revoked id takes some 70 bytes.
 *
 * @param options.sweepEvery default 60
 * @throws SessionMiddlewareError `invalid-option`
 */
export function createMemoryStore(options: ExpiryOptions = {}): SessionStore {
  refuseUnknownStoreOptions('createMemoryStore()', options, ['now', 'sweepEvery'])
  const { now = unixNow, sweepEvery = 60 } = options
  const entries = new Map<string, Held>()
  const stopSweeping = startSweeping(sweepEvery, async (isEnded) => {
    let seen = 0
    for (const [key, held] of entries) {
      if (isEnded()) return
      if (isOver(expiresOf(held), now())) entries.delete(key)
      seen += 1
      if (seen % SLICE === 0) await setImmediate(undefined, { ref: false })
    }
  })

  function textUnder(key: string): string | null {
    const held = entries.get(key)
    if (held === undefined || isOver(expiresOf(held), now())) return null
    return typeof held === 'number' ? '' : held.text
  }

  return {
    async read(key) {
      return textUnder(key)
    },
    async swap(key, before, after, ttl) {
      if (textUnder(key) !== before) return false
      if (after === null) entries.delete(key)
      else entries.set(flatten(key), after === '' ? now() + ttl : { text: after, expires: now() + ttl })
      return true
    },
    async close() {
      stopSweeping()
    }
  }
}

function expiresOf(held: Held): number {
  return typeof held === 'number' ? held : held.expires
}

/** A string that was cut from another or put together keeps its sources alive; a copy of its bytes does not. */
function flatten(key: string): string {
  return Buffer.from(key).toString()
}
