import { companionOf } from './cookie-writer.ts'
import type { CookieJar, ForeignSession } from './foreign-cookies.ts'
import type { SessionPolicy } from './policy.ts'
import { inTime } from './patient-store.ts'
import { isOver, namesRecord, parseJar, readSessionCookie, refuse, type SessionReading } from './received-cookie.ts'
import type { RequestSession } from './request-session.ts'
import { askRevoked, recordKey } from './revocation.ts'
import { type SessionEvent, tell } from './session-event.ts'
import { idOf, isBound, takeMeta } from './session-meta.ts'
import { checkTabs, moveTabs } from './tab-binding.ts'

/**
 * Reads the session of a request before anybody asks for it, where that takes time: its record, whether it was
 * revoked, the session of another library. Undefined when nothing has to be waited for.
 *
 * @throws SessionMiddlewareError `store-unavailable`, by rejecting
 */
export function loadSession(state: RequestSession): Promise<void> | undefined {
  const { reading, loading } = startReading(state)
  if (loading !== undefined || (state.policy.tabs !== null && isBound(reading.meta)))
    return keepReading(state, loading ?? Promise.resolve(reading))
  state.reading = reading
  return undefined
}

/** What came, whatever became of its tabs: for what they say themselves. */
export async function readWithoutTabs(state: RequestSession): Promise<SessionReading> {
  const { reading, loading } = startReading(state)
  return loading ?? reading
}

interface StartedReading {
  readonly reading: SessionReading
  /** What takes its place, if that takes time. */
  readonly loading: Promise<SessionReading> | undefined
}

function startReading(state: RequestSession): StartedReading {
  const { policy, request } = state
  const jar = parseJar(request.headers.cookie)
  const reading = readSessionCookie(policy, jar)
  const isOurs = reading.received.status === 'present'
  return { reading, loading: isOurs ? loadOurs(state, reading) : loadForeign(state, jar, reading) }
}

async function keepReading(state: RequestSession, loading: Promise<SessionReading>): Promise<void> {
  state.reading = await orTell(state, 'check', checkTabs(state, await loading))
}

function loadOurs(state: RequestSession, reading: SessionReading): Promise<SessionReading> | undefined {
  const { policy } = state
  const isRecord = namesRecord(reading)
  if (isRecord !== (policy.mode === 'server')) return loadOtherMode(state, reading, isRecord)
  if (isRecord) return loadRecord(state, reading).then((loaded) => checkRevoked(state, loaded, null))
  if (policy.revocation === null) return undefined
  const known = withId(reading)
  return checkRevoked(state, known, known.meta.id)
}

function withId(reading: SessionReading): SessionReading {
  const { meta, signature } = reading
  const id = meta.id ?? idOf(signature)
  return { ...reading, meta: { ...meta, id }, cameAs: id }
}

/** The data that belongs to an id. */
async function loadRecord(state: RequestSession, reading: SessionReading): Promise<SessionReading> {
  const { policy } = state
  const { id } = reading.meta
  const text = await orTell(state, 'load', policy.store!.read(recordKey(id!)))
  if (text === null) return refuse({ reason: 'ended', ...signedAtOf(reading) }, bytesOf(reading))
  const stored = parseRecord(policy, text)
  if (stored === null) return refuse({ reason: 'payload-unreadable', ...signedAtOf(reading) }, bytesOf(reading))
  const { data, meta } = takeMeta(stored)
  const loaded = { ...reading, json: text, data, meta: { ...meta, id } }
  if (!isOver(policy, loaded)) return loaded
  return refuse({ reason: 'absolute-lifetime-over', ...signedAtOf(reading) }, bytesOf(reading))
}

/** Another program may have written it; a cookie that cannot be read is refused, too. */
function parseRecord({ codec }: SessionPolicy, text: string): object | null {
  try {
    return codec.parse(text)
  } catch {
    return null
  }
}

async function orTell<Answer>(
  { policy, request }: RequestSession,
  doing: (SessionEvent & { type: 'store-failed' })['doing'],
  asked: Promise<Answer>
): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    tell(policy, request, { type: 'store-failed', doing })
    throw error
  }
}

/** A session that was kept in the other mode becomes one of this mode. */
async function loadOtherMode(
  state: RequestSession,
  reading: SessionReading,
  isRecord: boolean
): Promise<SessionReading> {
  const { policy } = state
  const found = isRecord ? await loadRecord(state, reading) : policy.revocation === null ? reading : withId(reading)
  const checked = await checkRevoked(state, found, isRecord ? null : found.meta.id)
  if (checked.received.status !== 'present') return checked
  const { id, born, generation, scope } = checked.meta
  // It lasted as long as the browser, whatever new ones do.
  const data = policy.permanent ? { _permanent: false, ...checked.data } : checked.data
  return {
    ...checked,
    received: { status: 'imported' },
    json: policy.codec.serialize(data as Record<string, unknown>),
    data,
    // Where sessions can be revoked, what is made of a copy of its cookie has to end with it.
    meta: { id: policy.revocation === null ? null : id, born, generation, scope },
    renewal: 'imported',
    forget: id === null ? null : () => forget(policy, id, isRecord)
  }
}

async function forget(policy: SessionPolicy, id: string, isRecord: boolean): Promise<void> {
  const { store, revocation } = policy
  if (isRecord) await store!.update(recordKey(id), 1, () => null)
  else await revocation?.revoke(id)
  // Without revocation it goes on under another id, and its tabs with it.
  if (revocation === null) await moveTabs(policy, id)
}

/** A copy of a cookie outlives the deletion of the cookie; what was revoked is refused wherever it comes from. */
async function checkRevoked(
  state: RequestSession,
  reading: SessionReading,
  id: string | null
): Promise<SessionReading> {
  const { revocation } = state.policy
  const { status } = reading.received
  if (revocation === null || (status !== 'present' && status !== 'imported')) return reading
  const subject = revocation.subjectOf(reading.data)
  const isRevoked = await orTell(state, 'check', askRevoked(state, { ...reading.meta, id }, subject))
  return isRevoked ? refuse({ reason: 'ended', ...signedAtOf(reading) }, bytesOf(reading)) : { ...reading, subject }
}

function loadForeign(
  state: RequestSession,
  jar: CookieJar,
  reading: SessionReading
): Promise<SessionReading> | undefined {
  const { policy } = state
  const candidates = policy.foreign.filter(({ names }) => names.some((name) => jar[name] !== undefined))
  if (candidates.length === 0) return undefined
  const importing = orTell(state, 'load', importFirst(policy, candidates, jar, reading))
  // It has no id of ours yet, but may be somebody's whose sessions were all ended.
  return importing.then((imported) => checkRevoked(state, imported, null))
}

async function importFirst(
  { name: ours, visibility, cookieOptions, storeTimeout, codec }: SessionPolicy,
  candidates: SessionPolicy['foreign'],
  jar: CookieJar,
  reading: SessionReading
): Promise<SessionReading> {
  const written = visibility === 'split' ? [ours, companionOf(ours)] : [ours]
  for (const { names, path = '/', domain, read } of candidates) {
    const found: ForeignSession | null = await inTime(storeTimeout, () => read(jar))
    if (found === null) continue
    const { permanent, forget: forgetIt = null } = found
    const { data: bare } = takeMeta(found.data)
    const data = permanent === undefined ? bare : { ...bare, _permanent: permanent }
    const isInPlace = path === (cookieOptions.path ?? '/') && domain === cookieOptions.domain
    return {
      ...reading,
      received: { status: 'imported' },
      json: codec.serialize(data as Record<string, unknown>),
      data,
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
