import { companionOf } from './cookie-writer.ts'
import type { CookieJar, ForeignSession } from './foreign-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { inTime } from './patient-store.ts'
import { isOver, parseJar, readSessionCookie, refuse, type SessionReading } from './received-cookie.ts'
import type { RequestSession } from './request-session.ts'
import { recordKey } from './revocation.ts'
import { tell } from './session-event.ts'
import { NO_META, takeMeta } from './session-meta.ts'

/**
 * Reads the session of a request before anybody asks for it, where that takes time: its record, whether it was
 * revoked, the session of another library. Undefined when nothing has to be waited for.
 *
 * @throws SessionMiddlewareError `store-unavailable`, by rejecting
 */
export function loadSession(state: RequestSession): Promise<void> | undefined {
  const { policy, request } = state
  const jar = parseJar(request.headers.cookie)
  const reading = readSessionCookie(policy, jar)
  const loading = reading.received.status === 'present' ? loadOurs(state, reading) : loadForeign(policy, jar, reading)
  if (loading === undefined) state.reading = reading
  return loading === undefined ? undefined : keepLoaded(state, loading)
}

async function keepLoaded(state: RequestSession, loading: Promise<SessionReading>): Promise<void> {
  try {
    state.reading = await loading
  } catch (error) {
    tell(state.policy, state.request, { type: 'store-failed', doing: 'load' })
    throw error
  }
}

function loadOurs(state: RequestSession, reading: SessionReading): Promise<SessionReading> | undefined {
  const { policy } = state
  const isRecord = reading.meta.id !== null && Object.keys(reading.data).length === 0
  if (policy.mode === 'server' ? !isRecord : isRecord) {
    if (policy.acceptsOtherMode) return loadOtherMode(state, reading, isRecord)
    return Promise.resolve(refuse({ reason: 'ended' }, bytesOf(reading)))
  }
  if (isRecord) return loadRecord(policy, reading).then((loaded) => checkRevoked(state, loaded, null))
  return policy.revocation === null ? undefined : checkRevoked(state, reading, reading.meta.id)
}

/** The data that belongs to an id. */
async function loadRecord(policy: SessionPolicy, reading: SessionReading): Promise<SessionReading> {
  const { id } = reading.meta
  const text = await policy.store!.read(recordKey(id!))
  if (text === null) return refuse({ reason: 'ended', ...signedAtOf(reading) }, bytesOf(reading))
  const { data, meta } = takeMeta(policy.codec.parse(text))
  const loaded = { ...reading, json: text, data, meta: { ...meta, id } }
  if (!isOver(policy, loaded)) return loaded
  return refuse({ reason: 'absolute-lifetime-over', ...signedAtOf(reading) }, bytesOf(reading))
}

/** A session that was kept in the other mode becomes one of this mode, with an id of its own. */
async function loadOtherMode(
  state: RequestSession,
  reading: SessionReading,
  isRecord: boolean
): Promise<SessionReading> {
  const { policy } = state
  const found = isRecord ? await loadRecord(policy, reading) : reading
  const checked = await checkRevoked(state, found, isRecord ? null : found.meta.id)
  if (checked.received.status !== 'present') return checked
  const { id, born } = checked.meta
  return {
    ...checked,
    received: { status: 'imported' },
    json: '',
    // It lasted as long as the browser, whatever new ones do.
    data: policy.permanent ? { _permanent: false, ...checked.data } : checked.data,
    meta: { ...NO_META, born },
    renewal: 'imported',
    forget: id === null ? null : () => forget(policy, id, isRecord)
  }
}

async function forget({ store, revocation }: SessionPolicy, id: string, isRecord: boolean): Promise<void> {
  if (isRecord) await store!.update(recordKey(id), 1, () => null)
  else await revocation?.revoke(id)
}

/** A copy of a cookie outlives the deletion of the cookie; what was revoked is refused wherever it comes from. */
async function checkRevoked(
  state: RequestSession,
  reading: SessionReading,
  id: string | null
): Promise<SessionReading> {
  const { policy, request } = state
  const { revocation } = policy
  if (revocation === null || reading.received.status !== 'present') return reading
  const subject = revocation.subjectOf(reading.data)
  try {
    const isRevoked = await revocation.isRevoked(id, reading.meta.generation, subject)
    return isRevoked ? refuse({ reason: 'ended', ...signedAtOf(reading) }, bytesOf(reading)) : { ...reading, subject }
  } catch (error) {
    if (revocation.whenDown === 'refuse') throw error
    tell(policy, request, { type: 'store-failed', doing: 'check' })
    return { ...reading, subject }
  }
}

function loadForeign(
  policy: SessionPolicy,
  jar: CookieJar,
  reading: SessionReading
): Promise<SessionReading> | undefined {
  const candidates = policy.foreign.filter(({ names }) => names.some((name) => jar[name] !== undefined))
  return candidates.length === 0 ? undefined : importFirst(policy, candidates, jar, reading)
}

async function importFirst(
  { name: ours, visibility, cookieOptions, storeTimeout }: SessionPolicy,
  candidates: SessionPolicy['foreign'],
  jar: CookieJar,
  reading: SessionReading
): Promise<SessionReading> {
  const written = visibility === 'split' ? [ours, companionOf(ours)] : [ours]
  for (const { names, path = '/', domain, read } of candidates) {
    const found: ForeignSession | null = await inTime(storeTimeout, () => read(jar))
    if (found === null) continue
    const { permanent, forget: forgetIt = null } = found
    const { data } = takeMeta(found.data)
    const isInPlace = path === (cookieOptions.path ?? '/') && domain === cookieOptions.domain
    return {
      ...reading,
      received: { status: 'imported' },
      data: permanent === undefined ? data : { ...data, _permanent: permanent },
      renewal: 'imported',
      leftovers: names.filter((name) => !(isInPlace && written.includes(name))).map((name) => ({ name, path, domain })),
      forget: forgetIt
    }
  }
  return reading
}

function signedAtOf({ received }: SessionReading): { signedAt?: number } {
  return received.status === 'present' ? { signedAt: received.signedAt } : {}
}

function bytesOf({ received }: SessionReading): number {
  return received.status === 'present' ? received.bytes : 0
}
