import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import type { PatientStore } from './patient-store.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** What ends a session before its time, on every server that shares the store. */
export interface RevocationOptions {
  /** Whose session it is, such as the name of a user; nothing for nobody's. Needed to end or list all of a subject's. */
  readonly subject?: (data: Readonly<Record<string, unknown>>) => string | null | undefined
  /**
   * Whether to remember which sessions a subject has; a function adds a text by which a person tells them apart, such
   * as the name of a browser. Default false.
   */
  readonly track?: boolean | ((request: IncomingMessage) => string)
  /**
   * What happens while the store does not answer: `refuse` (default) makes the request an error with status 503,
   * `accept` goes on as if nothing were revoked.
   */
  readonly whenDown?: 'refuse' | 'accept'
}

/** A live session of a subject. Times are in UNIX seconds. */
export interface TrackedSession {
  readonly id: string
  readonly startedAt: number
  /** When its cookie was signed last; a session that is only read is not written. */
  readonly seenAt: number
  /** When it is over unless it is used. */
  readonly expires: number
  /** What `track` said of the request that started it. */
  readonly about: string
}

/** What a subject's record holds. */
interface SubjectRecord {
  readonly generation: number
  readonly sessions: Readonly<Record<string, Omit<TrackedSession, 'id'>>>
}

export interface Revocation {
  readonly whenDown: 'refuse' | 'accept'
  readonly tracks: boolean
  subjectOf(data: object): string | null
  /** @param id null for a session that ends with its record */
  isRevoked(id: string | null, generation: number, subject: string | null): Promise<boolean>
  /** Which generation a session belongs to that starts now. */
  generationOf(subject: string): Promise<number>
  revoke(id: string): Promise<void>
  revokeAll(subject: string): Promise<readonly string[]>
  list(subject: string): Promise<readonly TrackedSession[]>
  remember(subject: string, session: Omit<TrackedSession, 'about'>, request: IncomingMessage): Promise<void>
  forget(subject: string, id: string): Promise<void>
}

/**
 * Entries live no longer than what they refuse: `longest` seconds after they were made, every cookie that they are
 * about is too old anyway.
 */
export function createRevocation(
  store: PatientStore,
  { subject: subjectIn, track = false, whenDown = 'refuse' }: RevocationOptions,
  longest: number,
  now: () => number,
  isServerMode: boolean
): Revocation {
  const isLive = async (id: string) =>
    isServerMode ? (await store.read(recordKey(id))) !== null : (await store.read(revokedKey(id))) === null
  const readSubject = async (subject: string) => parseRecord(await store.read(subjectKey(subject)))

  async function change(subject: string, edit: (record: SubjectRecord) => SubjectRecord): Promise<void> {
    await store.update(subjectKey(subject), longest, (text) => writeRecord(prune(edit(parseRecord(text)), now())))
  }

  return {
    whenDown,
    tracks: track !== false,
    subjectOf(data) {
      const subject = subjectIn?.(data as Readonly<Record<string, unknown>>)
      return subject === undefined || subject === null || subject === '' ? null : subject
    },
    async isRevoked(id, generation, subject) {
      const [revoked, record] = await Promise.all([
        id === null ? null : store.read(revokedKey(id)),
        subject === null ? null : readSubject(subject)
      ])
      return revoked !== null || (record !== null && generation < record.generation)
    },
    generationOf: async (subject) => (await readSubject(subject)).generation,
    revoke: (id) =>
      isServerMode ? store.update(recordKey(id), longest, () => null) : store.update(revokedKey(id), longest, () => ''),
    async revokeAll(subject) {
      let ended: readonly string[] = []
      await change(subject, ({ generation, sessions }) => {
        ended = Object.keys(sessions)
        // Later than any before it, also when the record was forgotten in between.
        return { generation: Math.max(now(), generation + 1), sessions: {} }
      })
      return ended
    },
    async list(subject) {
      const { sessions } = await readSubject(subject)
      const live = await Promise.all(
        Object.entries(sessions).map(async ([id, session]) =>
          session.expires > now() && (await isLive(id)) ? [{ id, ...session }] : []
        )
      )
      return live.flat().sort((a, b) => b.seenAt - a.seenAt)
    },
    remember: (subject, { id, ...session }, request) =>
      change(subject, ({ generation, sessions }) => {
        const about = sessions[id]?.about ?? (typeof track === 'function' ? track(request) : '')
        return { generation, sessions: { ...sessions, [id]: { ...session, about } } }
      }),
    forget: (subject, id) =>
      change(subject, ({ generation, sessions: { [id]: _ended, ...sessions } }) => ({ generation, sessions }))
  }
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

/** Our own text, written below. */
function parseRecord(text: string | null): SubjectRecord {
  return text === null ? { generation: 0, sessions: {} } : (JSON.parse(text) as SubjectRecord)
}

function prune({ generation, sessions }: SubjectRecord, now: number): SubjectRecord {
  return {
    generation,
    sessions: Object.fromEntries(Object.entries(sessions).filter(([, { expires }]) => expires > now))
  }
}

function writeRecord(record: SubjectRecord): string | null {
  return record.generation === 0 && Object.keys(record.sessions).length === 0 ? null : JSON.stringify(record)
}

/** @throws SessionMiddlewareError `invalid-option` */
export function checkRevocation(given: true | RevocationOptions): RevocationOptions {
  const options = given === true ? {} : given
  const { subject, track, whenDown } = options
  const expect = (holds: boolean, message: string): void => {
    if (!holds) throw new SessionMiddlewareError('invalid-option', message)
  }
  expect(typeof options === 'object' && options !== null, 'revocation is true, or an object.')
  for (const option of Object.keys(options)) {
    expect(['subject', 'track', 'whenDown'].includes(option), `revocation has no option ${option}.`)
  }
  expect(subject === undefined || typeof subject === 'function', 'revocation.subject is a function of the data.')
  expect(
    track === undefined || typeof track === 'boolean' || typeof track === 'function',
    'revocation.track is a boolean, or a function of the request that returns a text.'
  )
  expect(!track || subject !== undefined, 'revocation.track needs revocation.subject, to know whose sessions they are.')
  expect(
    whenDown === undefined || whenDown === 'refuse' || whenDown === 'accept',
    'revocation.whenDown is "refuse" or "accept".'
  )
  return options
}
