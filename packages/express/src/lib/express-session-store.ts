import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionStore } from './store.ts'

/** What is used of a store made for express-session; any of them fits (its README, "Session Store Implementation"). */
export interface ExpressSessionStore {
  get(id: string, callback: (error?: unknown, session?: unknown) => void): unknown
  set(id: string, session: object, callback: (error?: unknown) => void): unknown
  destroy(id: string, callback: (error?: unknown) => void): unknown
}

/**
 * Keeps texts in a store made for express-session, for those who run one already. Each is one string of a session
 * record, `{ cookie: { originalMaxAge, maxAge, expires }, clearjar: text }`, under its key in percent-encoding, as
 * some stores make a file name of it. Records of express-session itself count as nothing.
 *
 * Such stores cannot compare and set. Here swaps of a key wait for each other, but only within this process: when two
 * processes change one session at the same time, one change can be lost, and a session that was ended by one can be
 * written again by the other. `createRedisStore` and `createEmbeddedStore` have no such gap.
 *
 * @throws SessionMiddlewareError `invalid-option`
 */
export function fromExpressSessionStore(store: ExpressSessionStore): SessionStore {
  if (typeof store?.get !== 'function' || typeof store.set !== 'function' || typeof store.destroy !== 'function') {
    throw new SessionMiddlewareError(
      'invalid-option',
      'The store has get, set and destroy: an instance, not its class.'
    )
  }
  const inTurn = createTurns()

  async function read(key: string): Promise<string | null> {
    return textOf(await call((callback) => store.get(encodeURIComponent(key), callback)))
  }

  async function write(key: string, text: string | null, ttl: number): Promise<void> {
    const id = encodeURIComponent(key)
    // `set` also when only the time is new: some stores ignore `touch`, or delay it.
    await call((callback) =>
      text === null ? store.destroy(id, callback) : store.set(id, { cookie: cookieFor(ttl), clearjar: text }, callback)
    )
  }

  return {
    read,
    swap: (key, before, after, ttl) =>
      inTurn(key, async () => {
        if ((await read(key)) !== before) return false
        if (before !== null || after !== null) await write(key, after, ttl)
        return true
      })
  }
}

/** Stores take the time that they keep a record from one of these. */
function cookieFor(ttl: number): object {
  const maxAge = ttl * 1000
  return { originalMaxAge: maxAge, maxAge, expires: new Date(Date.now() + maxAge) }
}

/** A store that only removes now and then what is over may still have it. */
function textOf(record: unknown): string | null {
  const { clearjar, cookie } = (record ?? {}) as { clearjar?: unknown; cookie?: { expires?: string | Date } }
  if (typeof clearjar !== 'string') return null
  const expires = new Date(cookie?.expires ?? Number.NaN).getTime()
  return expires <= Date.now() ? null : clearjar
}

/** Stores of files report a missing one as `ENOENT`; express-session takes it for nothing, too (its `index.js`). */
function call(ask: (callback: (error?: unknown, answer?: unknown) => void) => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    ask((error, answer) => {
      if (!error) resolve(answer)
      else if ((error as { code?: unknown }).code === 'ENOENT') resolve(undefined)
      else reject(error)
    })
  })
}

/** Runs tasks of one name one after the other, in the order in which they came. */
function createTurns(): <Result>(name: string, task: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>()
  return async (name, task) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(task, task)
    last.set(name, turn)
    try {
      return await turn
    } finally {
      if (last.get(name) === turn) last.delete(name)
    }
  }
}
