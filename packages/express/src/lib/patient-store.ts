import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionStore } from './store.ts'

/** A store whose every answer comes in time, or is an error. */
export interface PatientStore extends Required<Pick<SessionStore, 'read' | 'swap'>> {
  /** Makes of what `key` holds what `change` says, however many others do so at once; null is nothing. */
  update(key: string, ttl: number, change: (text: string | null) => string | null): Promise<void>
  /** The same for a change that says itself how long it holds, in seconds, or, with null, that there is none. */
  change(key: string, change: (text: string | null) => StoreChange | null): Promise<void>
}

interface StoreChange {
  readonly text: string | null
  readonly ttl: number
}

/** Who fails has been overtaken by somebody who did not; that often, it is the store that does not keep what it is given. */
export const MOST_TRIES = 1000

export function neverSwaps(): SessionMiddlewareError {
  return unavailable('has something else whenever it is compared')
}

/** @param milliseconds after which a store that does not answer counts as down */
export function createPatientStore(store: SessionStore, milliseconds: number): PatientStore {
  const patient: PatientStore = {
    read: (key) => inTime(milliseconds, () => store.read(key)),
    swap: (key, before, after, ttl) => inTime(milliseconds, () => store.swap(key, before, after, ttl)),
    update: (key, ttl, change) => patient.change(key, (text) => ({ text: change(text), ttl })),
    async change(key, change) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const before = await patient.read(key)
        const after = change(before)
        if (after === null || (before === null && after.text === null)) return
        if (await patient.swap(key, before, after.text, after.ttl)) return
      }
      throw neverSwaps()
    }
  }
  return patient
}

/**
 * The answer of a store, if it comes in time.
 *
 * @throws SessionMiddlewareError `store-unavailable`; what the store itself threw of ours, such as `missing-package`
 */
export async function inTime<Answer>(milliseconds: number, ask: () => Answer | Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => reject(unavailable(`did not answer in ${milliseconds} ms`))
    // An answer may be there that a process which had no time, or was stopped, has not looked at yet: it does so first.
    timer = setTimeout(() => setImmediate(giveUp), milliseconds)
  })
  try {
    return await Promise.race([ask(), late])
  } catch (error) {
    throw error instanceof SessionMiddlewareError ? error : unavailable('failed', error)
  } finally {
    clearTimeout(timer)
  }
}

function unavailable(what: string, cause?: unknown): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'store-unavailable',
    `The session store ${what}. See that it runs and can be reached; storeTimeout says how long it may take.`,
    { cause }
  )
}
