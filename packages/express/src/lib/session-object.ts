import { createCookieWriter } from './cookie-writer.ts'
import type { SessionPolicy } from './policy.ts'
import { parseJar, readSessionCookie, type SessionReading } from './received-cookie.ts'
import { loadSession } from './load-session.ts'
import { type Committed, headersLeft, headersSent, type OpenedSession, type RequestSession } from './request-session.ts'
import { recordKey } from './revocation.ts'
import { commitSession } from './session-commit.ts'
import { rotationCount, tell } from './session-event.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { createId, META_NAME, NO_META, type SessionMeta, takeMeta } from './session-meta.ts'
import { differs, holdText, isPermanent, textOf } from './session-text.ts'

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
    for (const [name, value] of Object.entries(data)) {
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
    return settle(() => commitSession(this.#state), done)
  }

  /** Drops what this request changed, and reads again what is kept. @throws SessionMiddlewareError `session-gone` */
  reload(done?: SessionCallback): Promise<void> {
    return settle(() => reloadSession(this.#state), done)
  }

  /** Ends the session, as `req.session = null` does, now instead of when the headers leave. */
  destroy(done?: SessionCallback): Promise<void> {
    return settle(() => {
      replaceSession(this.#state, null)
      return commitSession(this.#state)
    }, done)
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

/** The session of a request, read from its cookie by the first call. */
export function openSession(state: RequestSession): OpenedSession {
  return (state.opened ??= createOpened(state, state.reading ?? readNow(state)))
}

function readNow({ policy, request }: RequestSession): SessionReading {
  return readSessionCookie(policy, parseJar(request.headers.cookie))
}

function createOpened(state: RequestSession, reading: SessionReading): OpenedSession {
  const { policy } = state
  announce(state, reading)
  const { received } = reading
  const isNew = received.status !== 'present'
  return {
    reading,
    held: holdText(policy, reading.json, reading.data),
    cookie: policy.cookie,
    expires: undefined,
    session: new Session(state, reading.data, isNew && received.status !== 'imported'),
    isNew,
    meta: completeMeta(policy, reading.meta, received.status === 'present' ? received.signedAt : policy.now()),
    ended: false,
    touched: false,
    retired: null,
    subject: reading.subject,
    tracked: isNew ? null : reading.subject,
    stored: policy.mode === 'server' && !isNew ? reading.json : null,
    diverged: false,
    committed: undefined,
    committing: undefined,
    failedText: undefined,
    stopped: false,
    watched: false
  }
}

function announce({ policy, request }: RequestSession, { received, rotation }: SessionReading): void {
  if (received.status === 'refused') tell(policy, request, { type: 'refused', reason: received.reason })
  if (rotation !== null) tell(policy, request, { type: 'rotated', ...rotation, count: rotationCount(policy, rotation) })
}

/** With what a session lacks that was made before an option asked for it, or that starts now. */
function completeMeta(policy: SessionPolicy, { id, born, generation }: SessionMeta, startedAt: number): SessionMeta {
  const knowsBirth = policy.absolute !== null || policy.revocation?.tracks === true
  if (!policy.hasIds && !knowsBirth) return NO_META
  return { id: policy.hasIds ? (id ?? createId()) : null, born: knowsBirth ? (born ?? startedAt) : null, generation }
}

/** @throws SessionMiddlewareError `headers-sent`, `invalid-session`, `reserved-name` */
export function replaceSession(state: RequestSession, value: unknown): void {
  const opened = openSession(state)
  if (headersLeft(state)) throw headersSent()
  if (value !== null && Object.prototype.toString.call(value) !== '[object Object]') {
    throw new SessionMiddlewareError('invalid-session', 'req.session is set to an object, or to null, which ends it.')
  }
  if (value === opened.session) return
  // As if the names were assigned one by one.
  opened.session = Object.assign(new Session(state, {}, true), value)
  opened.retired ??= opened.isNew && !isKeptYet(opened) ? null : opened.meta.id
  opened.meta = completeMeta(state.policy, NO_META, state.policy.now())
  opened.subject = null
  opened.stored = null
  opened.diverged = false
  opened.isNew = true
  opened.ended = value === null
}

/** Whether the server knows of a session that starts with this request. */
function isKeptYet({ stored, tracked, committing }: OpenedSession): boolean {
  return stored !== null || tracked !== null || committing !== undefined
}

async function reloadSession(state: RequestSession): Promise<void> {
  const { policy, opened } = state
  if (opened!.committing !== undefined) await opened!.committing
  const { session, committed } = opened!
  if (committed?.session === session) return reloadSaved(state, opened!, committed)
  state.reading = undefined
  if (policy.waits) await loadSession(state)
  const reading = state.reading ?? readNow(state)
  if (reading.received.status !== 'present') throw gone()
  const { cookie, expires, watched } = opened!
  state.opened = { ...createOpened(state, reading), cookie, expires, committed, watched }
}

/** What this request has saved itself is newer than what came with it. */
async function reloadSaved(state: RequestSession, opened: OpenedSession, committed: Committed): Promise<void> {
  const { policy } = state
  const isInStore = policy.mode === 'server'
  const text = isInStore ? await policy.store!.read(recordKey(opened.meta.id!)) : committed.text
  if (text === null || text === '') throw gone()
  const isStart = opened.isNew && opened.reading.received.status !== 'imported'
  opened.session = new Session(state, takeMeta(policy.codec.parse(text)).data, isStart)
  opened.committed = { ...committed, session: opened.session }
  if (!isInStore) return
  Object.assign(opened, { stored: text, diverged: false })
  Object.assign(opened.held, { text, canonical: false })
}

function gone(): SessionMiddlewareError {
  return new SessionMiddlewareError('session-gone', 'There is no session to reload: it was ended, or never kept.')
}

/** Cookie attributes that hold for this response only. */
export function setCookieAttributes(
  state: RequestSession,
  { expires, ...attributes }: Parameters<typeof createCookieWriter>[1] & { readonly expires?: number | null }
): void {
  const opened = openSession(state)
  const { name, cookieOptions, visibility } = state.policy
  opened.cookie = createCookieWriter(name, { ...cookieOptions, ...attributes }, visibility)
  opened.expires = expires
}

/** Promise or callback: whoever gave a callback does not look at the promise. */
async function settle(act: () => unknown, done: SessionCallback | undefined): Promise<void> {
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
