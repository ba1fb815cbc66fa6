import { createCookieWriter } from './cookie-writer.ts'
import { LATEST } from './lifetime.ts'
import { loadSession } from './load-session.ts'
import { parseJar, readSessionCookie, type SessionReading } from './received-cookie.ts'
import { type Committed, headersLeft, headersSent, type OpenedSession, type RequestSession } from './request-session.ts'
import { refuseUnknownAttributes } from './option-names.ts'
import { recordKey } from './revocation.ts'
import { tellReceived } from './session-event.ts'
import { completeMeta, NO_META, scopeOfNew, takeMeta } from './session-meta.ts'
import type { TabScope } from './tab-leases.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { holdText } from './session-text.ts'

/** The session of a request, read from its cookie by the first call. */
export function openSession(state: RequestSession): OpenedSession {
  if (state.opened !== undefined) return state.opened
  const reading = state.reading ?? readNow(state)
  tellReceived(state.policy, state.request, reading)
  return (state.opened = createOpened(state, reading))
}

function readNow({ policy, request }: RequestSession): SessionReading {
  return readSessionCookie(policy, parseJar(request.headers.cookie))
}

function createOpened(state: RequestSession, reading: SessionReading): OpenedSession {
  const { policy } = state
  const { received } = reading
  const isNew = received.status !== 'present'
  const isStart = isNew && received.status !== 'imported'
  const { scope } = reading.meta
  const startedAt = received.status === 'present' ? received.signedAt : policy.now()
  return {
    reading,
    held: holdText(policy, reading.json, reading.data),
    cookie: policy.cookie,
    expires: undefined,
    session: state.createSession(state, reading.data, isStart),
    isNew,
    meta: completeMeta(policy, { ...reading.meta, scope: isStart ? scopeOfNew(policy) : scope }, startedAt),
    replaced: false,
    forget: reading.forget,
    ended: false,
    touched: false,
    retired: null,
    leased: reading.tabs?.id ?? null,
    subject: reading.subject,
    tracked: isNew || policy.revocation?.tracks !== true ? null : reading.subject,
    stored: policy.mode === 'server' && !isNew ? reading.json : null,
    diverged: false,
    committed: undefined,
    committing: undefined,
    failedText: undefined,
    stopped: false,
    watched: false
  }
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
  opened.session = Object.assign(state.createSession(state, {}, true), value)
  opened.retired ??= opened.isNew && !isKeptYet(opened) ? null : opened.meta.id
  const scope = opened.meta.scope ?? scopeOfNew(state.policy)
  opened.meta = completeMeta(state.policy, { ...NO_META, scope }, state.policy.now())
  opened.subject = null
  opened.stored = null
  opened.diverged = false
  opened.isNew = true
  opened.replaced = true
  opened.ended = value === null
}

/** Whether the server knows of a session that starts with this request, or is moved by it. */
function isKeptYet({ reading, replaced, stored, tracked, committing }: OpenedSession): boolean {
  const isMoved = reading.meta.id !== null && !replaced
  return isMoved || stored !== null || tracked !== null || committing !== undefined
}

/** @throws SessionMiddlewareError `session-gone`, `store-unavailable`, by rejecting */
export async function reloadSession(state: RequestSession): Promise<void> {
  const { policy, opened } = state
  if (opened!.committing !== undefined) await opened!.committing
  const { session, committed } = opened!
  if (committed?.session === session) return reloadSaved(state, opened!, committed)
  state.reading = undefined
  if (policy.waits) await loadSession(state)
  const reading = state.reading ?? readNow(state)
  const { status } = reading.received
  if (status !== 'present' && status !== 'imported') throw gone()
  const { cookie, expires, failedText, stopped, watched } = opened!
  state.opened = { ...createOpened(state, reading), cookie, expires, committed, failedText, stopped, watched }
}

/** What this request has saved itself is newer than what came with it. */
async function reloadSaved(state: RequestSession, opened: OpenedSession, committed: Committed): Promise<void> {
  const { policy } = state
  const isInStore = policy.mode === 'server'
  const text = isInStore ? await policy.store!.read(recordKey(opened.meta.id!)) : committed.text
  if (text === null || text === '') throw gone()
  const isStart = opened.isNew && opened.reading.received.status !== 'imported'
  opened.session = state.createSession(state, takeMeta(policy.codec.parse(text)).data, isStart)
  opened.committed = { ...committed, session: opened.session }
  if (!isInStore) return
  Object.assign(opened, { stored: text, diverged: false })
  Object.assign(opened.held, { text, canonical: false })
}

function gone(): SessionMiddlewareError {
  return new SessionMiddlewareError('session-gone', 'There is no session to reload: it was ended, or never kept.')
}

/** What the session ends with from now on. @throws SessionMiddlewareError `headers-sent` */
export function setScope(state: RequestSession, scope: TabScope): void {
  const opened = openSession(state)
  const { meta } = opened
  // Where it is what all sessions do, nothing has to be noted.
  const said = scope === 'browser' && scopeOfNew(state.policy) === null ? null : scope
  if (meta.scope === said) return
  if (headersLeft(state)) throw headersSent()
  opened.meta = completeMeta(state.policy, { ...meta, scope: said }, meta.born ?? state.policy.now())
}

/** Cookie attributes that hold for this response only. */
export function setCookieAttributes(
  state: RequestSession,
  { expires, ...attributes }: Parameters<typeof createCookieWriter>[1] & { readonly expires?: number | null }
): void {
  const opened = openSession(state)
  const { name, cookieOptions, visibility } = state.policy
  refuseUnknownAttributes(attributes)
  const isTime =
    expires === undefined ||
    expires === null ||
    (typeof expires === 'number' && Number.isSafeInteger(expires) && expires >= 0 && expires <= LATEST)
  if (!isTime)
    throw new SessionMiddlewareError('invalid-option', 'expires is a whole UNIX second, not milliseconds, or null.')
  opened.cookie = createCookieWriter(name, { ...cookieOptions, ...attributes }, visibility)
  opened.expires = expires
}
