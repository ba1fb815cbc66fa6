import {
  inspectSession,
  type RefusalReason,
  saveSession,
  type SessionCommit,
  type SessionInspection,
  type SessionVisibility,
  type TabLease,
  type TabScope
} from '@clearjar/express'
import type { Request, Response } from 'express'

import { type KeyChoice, secretsFor } from './keys.ts'
import type { Sessions } from './sessions.ts'
import { spellValue } from './typed-value.ts'
import { markSession } from './visitor.ts'

/** What the server says about a session. Times are in UNIX seconds, sizes in bytes of `name=value`. */
export interface SessionReport {
  /** Of the cookie that came (`GET`), or of the session after the change (`PATCH`, `DELETE`). */
  readonly status: 'absent' | 'present' | 'refused'
  /** With `tabs-closed`, the cookie goes with this answer; any other that is refused stays. */
  readonly reason: RefusalReason | null
  /** What the server reads, in JSON; types that JSON lacks as they travel, such as `{" d": …}`. */
  readonly data: Record<string, unknown>
  readonly permanent: boolean
  /** Where the data is kept. */
  readonly mode: 'cookie' | 'server'
  /** Names the session on the server; null where the server knows none. */
  readonly id: string | null
  /** Whether the session can be ended wherever its copies are. */
  readonly revocable: boolean
  /** What the session ends with, or, where there is none, what the next one does; and those of its tabs that are open. */
  readonly tabs: { readonly scope: TabScope; readonly leases: readonly TabLease[] }
  readonly cookie: {
    readonly name: string
    readonly visibility: SessionVisibility
    /** Null: this host alone. */
    readonly domain: string | null
    readonly path: string
    readonly sameSite: string
    readonly secure: boolean
    /** What the browser holds after this answer, as far as the server knows; 0 for none. */
    readonly bytes: number
    readonly limit: number
  }
  /** `browserExpires` is null for a cookie that goes with the browser. */
  readonly clocks: {
    readonly now: number
    readonly signedAt: number | null
    readonly browserExpires: number | null
    readonly serverExpires: number | null
    readonly lifetime: number
    /** The lifetimes that can be chosen, the shortest first. */
    readonly lifetimes: readonly number[]
  }
  readonly wire: {
    /** `names` are those of all cookies that came with the request. */
    readonly received: { readonly cookie: boolean; readonly bytes: number; readonly names: readonly string[] }
    /** What follows the value in `Set-Cookie`; the value itself is never repeated. */
    readonly sent: { readonly action: SessionCommit['action']; readonly attributes: string | null }
  }
  /** Which keys sign and verify. */
  readonly key: KeyChoice
  /** How many keys those are. */
  readonly keys: number
  /** Which of them fitted the cookie that came, 0 for the newest; null where none came, or was taken. */
  readonly keyIndex: number | null
  /** With a fraction, so that a server that was started anew is told from the one before. */
  readonly server: { readonly startedAt: number }
}

const COOKIE_LIMIT = 4096

export interface Reporter {
  /** Writes the session into the headers and tells what came, what is and what was sent. @throws what `saveSession` throws */
  report(req: Request, res: Response): Promise<SessionReport>
}

export interface ReporterOptions {
  readonly sessions: Sessions
  /** Those of the server, newest first. */
  readonly secrets: readonly string[]
  /** Seconds that can be chosen, the shortest first. */
  readonly lifetimes: readonly number[]
  /** UNIX seconds. */
  readonly startedAt: number
  /** UNIX seconds. */
  readonly now: () => number
}

export function createReporter({ sessions, secrets, lifetimes, startedAt, now }: ReporterOptions): Reporter {
  return {
    async report(req, res) {
      const { settings, kept } = sessions.of(req)
      markSession(req, res, kept.revocable)
      const commit = await saveSession(req)
      const inspection = inspectSession(req)
      const { received } = inspection
      const { lifetime } = settings
      const { permanent } = req.session
      const data = Object.entries(req.session).filter(([name]) => !name.startsWith('_'))
      const isPresent = commit.action === 'set' || (commit.action === 'none' && received.status === 'present')
      const refused = refusalOf(received, commit)
      const signedAt = isPresent ? signedAtOf(inspection, commit) : (refused?.signedAt ?? null)
      return {
        status: isPresent ? 'present' : refused === null ? 'absent' : 'refused',
        reason: refused?.reason ?? null,
        data: isPresent ? Object.fromEntries(data.map(([name, value]) => [name, spellValue(value)])) : {},
        permanent: isPresent && permanent,
        mode: kept.mode,
        id: isPresent ? inspection.id : null,
        revocable: kept.revocable,
        tabs: tabsOf(inspection),
        cookie: {
          name: inspection.name,
          visibility: inspection.visibility,
          domain: null,
          path: '/',
          sameSite: 'Lax',
          secure: req.secure,
          bytes: bytesHeld(req, inspection, commit),
          limit: COOKIE_LIMIT
        },
        clocks: {
          now: now(),
          signedAt,
          browserExpires: isPresent && permanent && signedAt !== null ? signedAt + lifetime : null,
          serverExpires: signedAt === null ? null : signedAt + lifetime,
          lifetime,
          lifetimes
        },
        wire: {
          received: {
            cookie: received.status !== 'absent',
            bytes: bytesOf(req, inspection),
            names: Object.keys(req.cookies as Record<string, unknown>)
          },
          sent: { action: commit.action, attributes: commit.action === 'none' ? null : commit.attributes }
        },
        key: settings.key,
        keys: secretsFor(settings.key, secrets).length,
        keyIndex: received.status === 'present' ? received.keyIndex : null,
        server: { startedAt }
      }
    }
  }
}

/** What came and was not taken; unless the request put something else in its place. */
function refusalOf(received: SessionInspection['received'], commit: SessionCommit) {
  if (received.status !== 'refused') return null
  const goesByItself = commit.action === 'delete' && received.reason === 'tabs-closed'
  return commit.action === 'none' || goesByItself ? received : null
}

/** A session that was just let go has the leases of before no more. */
function tabsOf({ tabs }: SessionInspection): SessionReport['tabs'] {
  const scope = tabs?.scope ?? 'browser'
  return { scope, leases: scope === 'browser' ? [] : (tabs?.leases ?? []) }
}

function signedAtOf({ received }: SessionInspection, commit: SessionCommit): number | null {
  if (commit.action === 'set') return commit.signedAt
  return received.status === 'present' ? received.signedAt : null
}

function bytesHeld(req: Request, inspection: SessionInspection, commit: SessionCommit): number {
  if (commit.action === 'set') return commit.bytes
  return commit.action === 'delete' ? 0 : bytesOf(req, inspection)
}

/** A cookie that was kept in the other mode came from us, too, and has a size. */
function bytesOf({ cookies }: Request, { name, received }: SessionInspection): number {
  if (received.status !== 'imported') return received.status === 'absent' ? 0 : received.bytes
  return `${name}=${String((cookies as Record<string, unknown>)[name])}`.length
}
