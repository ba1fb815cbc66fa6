import { inflateUnverified } from '@clearjar/session/decode'
import { createAlarm } from './alarm.ts'
import { createCookieSource } from './cookie-source.ts'
import { nextDeadline, ranOutAt } from './session-clock.ts'
import { SessionClientError } from './session-client-error.ts'
import { describeCookie, holdCookie, isSameSnapshot } from './session-snapshot.ts'
import type { HeldCookie, SessionSnapshot } from './session-snapshot.ts'

type Vanished = 'deleted-here' | 'gone'

export interface SessionClientOptions {
  /** Name of the cookie; default `session`. */
  name?: string
  /** `Path` the server sets it with; default `/`. A cookie is deleted only under its own path and domain. */
  path?: string
  /** `Domain` the server sets it with; default: none, a cookie of this host alone. */
  domain?: string
  /** Seconds after which the server refuses a signature; default 31 days. Must be the server's own setting. */
  lifetime?: number
}

/** What the server reported about the session, in its answer to a request sent after the page's last change to the cookie. */
export interface ServerView {
  /** Whether the server received a cookie with the request, or sent one with the answer. */
  cookie: 'present' | 'absent'
  /** The `Expires` it sent, unix seconds; `null`: it sent none; left out: not known. */
  browserExpires?: number | null
  /** The server's clock, unix seconds. */
  now?: number
}

/** `hidden`: the server receives a cookie that JavaScript cannot see, HttpOnly or set for another path or domain. */
export type DeleteResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'absent' | 'hidden' | 'other-path-or-domain' }

/** Needs no `this`: every method may be passed on its own. */
export interface SessionClient<T> {
  readonly name: string
  /** Calls `listener` after each change. Listeners on the page and timers exist only while somebody is subscribed. */
  subscribe(listener: () => void): () => void
  /** The same object until something changed. Reads the cookie anew while nobody is subscribed. */
  getSnapshot(): SessionSnapshot<T>
  /** Reads the cookie now. */
  refresh(): SessionSnapshot<T>
  /**
   * Deletes the cookie in this browser, reads again and tells whether it went. It ends no copy of the cookie:
   * the server accepts one until its signature is too old.
   */
  delete(): DeleteResult
  /** Makes known what JavaScript cannot see: a hidden cookie, and when the browser drops a readable one. */
  tellServerView(view: ServerView): void
}

/**
 * Sees, watches and deletes a session cookie that JavaScript may read.
 *
 * @throws {SessionClientError} `invalid-option`
 */
export function createSessionClient<T = unknown>(options: SessionClientOptions = {}): SessionClient<T> {
  const { name = 'session', path = '/', domain, lifetime = 31 * 86_400 } = options
  checkOptions(name, lifetime)
  const source = createCookieSource(name, path, domain)
  const alarm = createAlarm(refresh)
  const listeners = new Set<() => void>()
  let snapshot: SessionSnapshot<T> = { status: 'absent', since: null, cause: 'never' }
  let held: HeldCookie | undefined
  let hidden = false
  let serverAhead = 0 // seconds; browsers, too, correct `Expires` by the answer's `Date`
  let stopWatching: (() => void) | undefined

  const serverClock = (): number => Date.now() / 1000 + serverAhead

  /** Takes over what `document.cookie` shows now. */
  function load(): HeldCookie | undefined {
    const cookie = source.read()
    if (cookie === held?.cookie) return held
    held = cookie === undefined ? undefined : holdCookie(name, cookie)
    if (held) hidden = false
    if (held?.decoded.payload.status === 'compressed') void inflate(held)
    return held
  }

  async function inflate(compressed: HeldCookie): Promise<void> {
    const decoded = await inflateUnverified(compressed.decoded)
    // Meanwhile a newer cookie may have come, or the server's view of this one.
    if (held?.decoded !== compressed.decoded) return
    held = { ...held, decoded }
    settle()
  }

  function describe(cause: Vanished): SessionSnapshot<T> {
    const described = held ? describeCookie<T>(held, lifetime) : undefined
    const at = ranOutAt(described ?? snapshot, serverClock(), described !== undefined)
    if (described) return at === null ? described : { status: 'expired', at }
    if (hidden) return { status: 'hidden' }
    if (cause === 'gone') {
      if (snapshot.status === 'absent' || snapshot.status === 'expired') return snapshot
      if (at !== null) return { status: 'expired', at }
    }
    return { status: 'absent', since: Math.floor(Date.now() / 1000), cause }
  }

  function settle(cause: Vanished = 'gone'): void {
    const next = describe(cause)
    const changed = !isSameSnapshot(snapshot, next)
    if (changed) snapshot = next
    setAlarm()
    if (changed) for (const listener of listeners) listener()
  }

  function setAlarm(): void {
    const deadline = listeners.size === 0 ? null : nextDeadline(snapshot, serverClock())
    alarm.set(deadline === null ? null : (deadline - serverAhead) * 1000)
  }

  function refresh(): SessionSnapshot<T> {
    load()
    settle()
    return snapshot
  }

  return {
    name,
    refresh,

    subscribe(listener) {
      const notify = (): void => listener() // one of its own, so that a listener may subscribe twice
      if (listeners.size === 0) {
        refresh()
        stopWatching = source.watch(refresh)
      }
      listeners.add(notify)
      setAlarm()
      return () => {
        if (!listeners.delete(notify) || listeners.size > 0) return
        stopWatching?.()
        setAlarm()
      }
    },

    getSnapshot: () => (listeners.size === 0 ? refresh() : snapshot),

    delete() {
      if (!load()) {
        settle()
        return { ok: false, reason: hidden ? 'hidden' : 'absent' }
      }
      source.remove()
      const left = load()
      settle('deleted-here')
      return left ? { ok: false, reason: 'other-path-or-domain' } : { ok: true }
    },

    tellServerView({ cookie, browserExpires, now }) {
      const readable = load()
      hidden = cookie === 'present' && !readable
      if (readable && browserExpires !== undefined) held = { ...readable, toldExpires: browserExpires }
      if (now !== undefined) serverAhead = now - Date.now() / 1000
      settle()
    }
  }
}

function checkOptions(name: string, lifetime: number): void {
  // RFC 6265bis section 4.1.1: a cookie's name is a token. js-cookie looks names up in a plain object, which has some of its own.
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || name in {}) {
    throw new SessionClientError(
      'invalid-option',
      "`name` must be the name of a cookie: letters, digits and !#$%&'*+-.^_`|~"
    )
  }
  if (!(lifetime > 0)) {
    throw new SessionClientError(
      'invalid-option',
      '`lifetime` must be a number of seconds above 0, the same as on the server'
    )
  }
}
