import { mayGoUnheard, type RequestSession } from './request-session.ts'
import { reloadSession, replaceSession } from './session-acts.ts'
import { commitSession } from './session-commit.ts'
import { META_NAME } from './session-meta.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { differs, isPermanent, textOf } from './session-text.ts'

/** Called when an act is done, with what went wrong, if anything did. */
export type SessionCallback = (error?: unknown) => void

/**
 * The data of one browser, as own properties; only they are stored. The names below live on the prototype, so that
 * `Object.keys`, a spread and `JSON.stringify` show the data alone. Assigning one of them is an error; data that
 * another program stored under such a name hides it.
 *
 * The acts answer with a promise; with a callback they call that instead, and the promise rejects only with what the
 * callback itself throws.
 */
export class Session {
  readonly #state: RequestSession
  readonly #isNew: boolean

  /** Where Flask stores `permanent`; use `permanent`. */
  declare _permanent?: unknown

  constructor(state: RequestSession, data: object, isNew: boolean) {
    this.#state = state
    this.#isNew = isNew
    const own = this as unknown as Record<string, unknown>
    for (const name of Object.keys(data)) {
      const value: unknown = (data as Record<string, unknown>)[name]
      if (name in Session.prototype) defineOwn(this, name, value)
      else own[name] = value
    }
  }

  /** Names the session on the server; null where no option needs one. `regenerate` gives another. */
  get id(): string | null {
    return this.#state.opened!.meta.id
  }

  /** Whether it starts with this request, not read from its cookie. */
  get isNew(): boolean {
    return this.#isNew
  }

  /** Whether the data differs from what is kept, nested data included. */
  get isChanged(): boolean {
    const { policy, opened } = this.#state
    return differs(opened!.held, textOf(policy, this, this.#isNew, opened!.meta))
  }

  /**
   * Whether there is anything to keep. A `_permanent` that says what a new session would say anyway is nothing;
   * otherwise it counts, as in Flask.
   */
  get isPopulated(): boolean {
    const { policy, opened } = this.#state
    return textOf(policy, this, this.#isNew, opened!.meta) !== ''
  }

  /** Whether the cookie outlives the browser: it gets `Expires`. Stored in the data as `_permanent`, as Flask does. */
  get permanent(): boolean {
    return isPermanent(this.#state.policy, this, this.#isNew)
  }

  set permanent(value: boolean) {
    this._permanent = value
  }

  /**
   * Starts over without data, under another id: before anybody signs in, so that an id which somebody else may know
   * is worth nothing. What was kept under the old one is gone when the response leaves. `req.session` is then another
   * object.
   */
  regenerate(done?: SessionCallback): Promise<void> {
    return settle(() => replaceSession(this.#state, {}), done)
  }

  /** Keeps the session now, instead of when the headers leave. @throws what `saveSession` throws */
  save(done?: SessionCallback): Promise<void> {
    return settle(() => commitSession(this.#state), done, this.#state)
  }

  /** Drops what this request changed, and reads again what is kept. @throws SessionMiddlewareError `session-gone` */
  reload(done?: SessionCallback): Promise<void> {
    return settle(() => reloadSession(this.#state), done)
  }

  /** Ends the session, as `req.session = null` does, now instead of when the headers leave. */
  destroy(done?: SessionCallback): Promise<void> {
    return settle(
      () => {
        replaceSession(this.#state, null)
        return commitSession(this.#state)
      },
      done,
      this.#state
    )
  }

  /** Counts as use: the cookie is signed again, whatever `sliding` says, so that the lifetime begins anew. */
  touch(done?: SessionCallback): Promise<void> {
    return settle(() => {
      this.#state.opened!.touched = true
    }, done)
  }

  /** On `Object.prototype` this name would swap the prototype, helpers and all, and the data would be lost. */
  get ['__proto__'](): unknown {
    return undefined
  }

  set ['__proto__'](value: unknown) {
    defineOwn(this, '__proto__', value)
  }
}

const TAKEN = ['id', 'isNew', 'isChanged', 'isPopulated', 'regenerate', 'save', 'reload', 'destroy', 'touch'] as const

for (const name of TAKEN) {
  const { get, value } = Object.getOwnPropertyDescriptor(Session.prototype, name)!
  const read: () => unknown = get ?? (() => value as unknown)
  const set = (): void => {
    refuse(name)
  }
  Object.defineProperty(Session.prototype, name, { configurable: true, get: read, set })
}

// It would be taken for what the middleware notes there, and be gone with the next request.
Object.defineProperty(Session.prototype, META_NAME, {
  configurable: true,
  get: () => undefined,
  set: refuse.bind(null, META_NAME)
})

export function createSession(state: RequestSession, data: object, isNew: boolean): Session {
  return new Session(state, data, isNew)
}

/**
 * Promise or callback: whoever gave a callback does not look at the promise.
 *
 * @param saved of an act that saves
 */
function settle(act: () => unknown, done: SessionCallback | undefined, saved?: RequestSession): Promise<void> {
  const settled = run(act, done)
  return done === undefined && saved !== undefined ? mayGoUnheard(saved, settled) : settled
}

async function run(act: () => unknown, done: SessionCallback | undefined): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (done === undefined) throw error
    return done(error)
  }
  done?.()
}

function defineOwn(session: Session, name: string, value: unknown): void {
  Object.defineProperty(session, name, { value, writable: true, enumerable: true, configurable: true })
}

function refuse(name: string): never {
  throw new SessionMiddlewareError(
    'reserved-name',
    `req.session.${name} is what the session itself answers to; it cannot be assigned. Store the value under another name.`
  )
}
