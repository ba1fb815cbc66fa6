import { createHash, randomInt } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import type { PatientStore } from './patient-store.ts'
import type { RequestSession } from './request-session.ts'
import { askSubject, type RevocationOptions } from './revocation-options.ts'
import { tell } from './session-event.ts'
import { isBound, type SessionMeta } from './session-meta.ts'
import type { TabScope } from './tab-leases.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** A live session of a subject. Times are in UNIX seconds. */
export interface TrackedSession {
  readonly id: string
  readonly startedAt: number
  /** When its cookie was signed last; a session that is only read is not written. */
  readonly seenAt: number
  /** When it is over unless it is used. */
  readonly expires: number
  /** What it ends with. */
  readonly scope: TabScope
  /** What `track` said of the request that started it, up to 256 characters. */
  readonly about: string
}

/** What a subject's record holds. */
interface SubjectRecord {
  readonly generation: number
  readonly sessions: Readonly<Record<string, Omit<TrackedSession, 'id'>>>
}

type RememberedSession = Omit<TrackedSession, 'about'> & { readonly generation: number }

/** What a request that is under way may still sign, and clocks of servers that differ. */
const MARGIN = 300

/** What browsers say of themselves fits; what somebody else says is not to fill a record that every request reads. */
const LONGEST_ABOUT = 256

export interface Revocation {
  readonly whenDown: 'refuse' | 'accept'
  readonly tracks: boolean
  /** Whether it can tell whose a session is. */
  readonly knowsSubjects: boolean
  subjectOf(data: object): string | null
  /** @param id null for a session that ends with its record */
  isRevoked(id: string | null, generation: number, subject: string | null): Promise<boolean>
  /** Which generation a session belongs to that starts now. */
  generationOf(subject: string): Promise<number>
  /** Ends a session that is kept in its cookie. */
  revoke(id: string): Promise<void>
  revokeAll(subject: string): Promise<readonly string[]>
  list(subject: string): Promise<readonly TrackedSession[]>
  /** Does nothing for a session that is not of the generation which is live; keeps the last 500. */
  remember(subject: string, session: RememberedSession, request: IncomingMessage): Promise<void>
  forget(subject: string, id: string): Promise<void>
}

/**
 * Entries live hardly longer than what they refuse: `longest` seconds after they were made, every cookie that they are
 * about is too old anyway.
 *
 * A generation is a random number, because servers do not agree on the time: of a subject whose sessions were ended,
 * those count that know the last one.
 *
 * @param hasTabs whether a session that ends with its tabs still has any
 */
export function createRevocation(
  store: PatientStore,
  { subject: subjectIn, track = false, whenDown = 'refuse' }: RevocationOptions,
  longest: number,
  now: () => number,
  isServerMode: boolean,
  hasTabs: (id: string) => Promise<boolean>
): Revocation {
  const isLive = async (id: string) =>
    isServerMode ? (await store.read(recordKey(id))) !== null : (await store.read(revokedKey(id))) === null
  const ttl = longest + MARGIN
  const readSubject = async (subject: string) => parseRecord(await store.read(subjectKey(subject)))

  async function change(subject: string, edit: (record: SubjectRecord) => SubjectRecord): Promise<void> {
    await store.update(subjectKey(subject), ttl, (text) => writeRecord(prune(edit(parseRecord(text)), now())))
  }

  return {
    whenDown,
    tracks: track !== false,
    knowsSubjects: subjectIn !== undefined,
    subjectOf: (data) => (subjectIn === undefined ? null : askSubject(subjectIn, data)),
    async isRevoked(id, generation, subject) {
      const [revoked, record] = await Promise.all([
        id === null ? null : store.read(revokedKey(id)),
        subject === null ? null : readSubject(subject)
      ])
      return revoked !== null || (record !== null && !isLiveIn(record, generation))
    },
    generationOf: async (subject) => (await readSubject(subject)).generation,
    revoke: (id) => store.update(revokedKey(id), ttl, () => ''),
    async revokeAll(subject) {
      let ended: readonly string[] = []
      await change(subject, ({ sessions }) => {
        ended = Object.keys(sessions)
        return { generation: randomInt(1, 2 ** 32), sessions: {} }
      })
      return ended
    },
    async list(subject) {
      const { sessions } = await readSubject(subject)
      const live = await Promise.all(
        Object.entries(sessions).map(async ([id, session]) =>
          session.expires > now() && (await isLive(id)) && (!isBound(session) || (await hasTabs(id)))
            ? [{ id, ...session }]
            : []
        )
      )
      return live.flat().sort((a, b) => b.seenAt - a.seenAt)
    },
    remember: (subject, { id, generation: own, ...session }, request) =>
      change(subject, (record) => {
        const { generation, sessions } = record
        if (!isLiveIn(record, own)) return record
        const about: unknown = sessions[id]?.about ?? (typeof track === 'function' ? track(request) : '')
        return {
          generation,
          sessions: {
            ...sessions,
            [id]: { ...session, about: typeof about === 'string' ? about.slice(0, LONGEST_ABOUT) : '' }
          }
        }
      }),
    forget: (subject, id) =>
      change(subject, ({ generation, sessions: { [id]: _ended, ...sessions } }) => ({ generation, sessions }))
  }
}

/**
 * Whether a session was revoked, as far as the store and `whenDown` say.
 *
 * @param meta its id is null for a session that ends with its record
 * @throws SessionMiddlewareError `store-unavailable`, by rejecting
 */
export async function askRevoked(
  state: RequestSession,
  { id, generation }: SessionMeta,
  subject: string | null
): Promise<boolean> {
  try {
    return await state.policy.revocation!.isRevoked(id, generation, subject)
  } catch (error) {
    unlessAccepted(state, error, 'check')
    return false
  }
}

/** Throws what went wrong, unless it is that the store is down, and that is to be accepted. */
export function unlessAccepted({ policy, request }: RequestSession, error: unknown, doing: 'check' | 'save'): void {
  const isDown = error instanceof SessionMiddlewareError && error.code === 'store-unavailable'
  if (!isDown || policy.revocation?.whenDown !== 'accept') throw error
  tell(policy, request, { type: 'store-failed', doing })
}

/** A record that knows no generation has not ended anything, or it was so long ago that it does not matter. */
function isLiveIn(record: SubjectRecord, generation: number): boolean {
  return record.generation === 0 || record.generation === generation
}

/** Where a session's data is kept. */
export function recordKey(id: string): string {
  return `s:${id}`
}

function revokedKey(id: string): string {
  return `r:${id}`
}

/** A store need not know who uses it. */
function subjectKey(subject: string): string {
  return `u:${createHash('sha256').update(subject).digest('base64url')}`
}

/** @throws SessionMiddlewareError `store-unavailable` for what another program wrote there */
function parseRecord(text: string | null): SubjectRecord {
  if (text === null) return { generation: 0, sessions: {} }
  try {
    const { generation, sessions } = JSON.parse(text) as SubjectRecord
    if (typeof generation === 'number' && typeof sessions === 'object' && sessions !== null)
      return { generation, sessions }
  } catch {
    // A message of JSON.parse would quote the text.
  }
  throw new SessionMiddlewareError(
    'store-unavailable',
    'The session store has something else where the sessions of a subject are noted. Give it a place of its own.'
  )
}

/** Every request of a subject reads them: nobody looks at more. */
const MOST_REMEMBERED = 500

function prune({ generation, sessions }: SubjectRecord, now: number): SubjectRecord {
  const live = Object.entries(sessions)
    .filter(([, { expires }]) => expires > now)
    .sort(([, a], [, b]) => b.seenAt - a.seenAt)
  return { generation, sessions: Object.fromEntries(live.slice(0, MOST_REMEMBERED)) }
}

function writeRecord(record: SubjectRecord): string | null {
  return record.generation === 0 && Object.keys(record.sessions).length === 0 ? null : JSON.stringify(record)
}
