import * as z from 'zod/mini'

const reason = z.enum([
  'malformed',
  'signature-mismatch',
  'signature-missing',
  'too-old',
  'absolute-lifetime-over',
  'from-the-future',
  'payload-unreadable',
  'ended',
  'tabs-closed',
  'tab-asleep',
  'other-tab'
])

const keyChoice = z.enum(['first', 'added', 'replaced'])

/** What the API says about the session. Times are UNIX seconds of the server's clock. */
export const sessionReport = z.object({
  status: z.enum(['absent', 'present', 'refused']),
  reason: z.nullable(reason),
  /** JSON as it travels: types that JSON lacks are tagged objects. */
  data: z.record(z.string(), z.unknown()),
  permanent: z.boolean(),
  mode: z.enum(['cookie', 'server']),
  /** Names the session on the server; null where the server knows none. */
  id: z.nullable(z.string()),
  /** Whether the session can be ended wherever its copies are. */
  revocable: z.boolean(),
  /** What the session ends with, or, where there is none, what the next one does. */
  tabs: z.object({ scope: z.enum(['browser', 'last-tab', 'tab']) }),
  cookie: z.object({
    name: z.string(),
    visibility: z.enum(['readable', 'hidden', 'split']),
    path: z.string(),
    sameSite: z.enum(['Lax', 'Strict', 'None']),
    secure: z.boolean(),
    bytes: z.number(),
    limit: z.number()
  }),
  clocks: z.object({
    now: z.number(),
    signedAt: z.nullable(z.number()),
    browserExpires: z.nullable(z.number()),
    serverExpires: z.nullable(z.number()),
    lifetime: z.number(),
    /** Seconds that can be chosen, the shortest first. */
    lifetimes: z.array(z.number())
  }),
  wire: z.object({
    received: z.object({ cookie: z.boolean(), bytes: z.number(), names: z.array(z.string()) }),
    sent: z.object({ action: z.enum(['none', 'set', 'delete']), attributes: z.nullable(z.string()) })
  }),
  keys: z.number(),
  /** Which of the keys fitted the cookie that came, the newest first; null where none did, or none came. */
  keyIndex: z.nullable(z.number()),
  /** With which keys this visitor's sessions are signed and checked. */
  key: keyChoice,
  server: z.object({ startedAt: z.number() })
})

export type SessionReport = z.infer<typeof sessionReport>

/** How sessions are kept (RFC 7396 merge patch: null is the default again). */
export interface SettingsPatch {
  readonly visibility?: SessionReport['cookie']['visibility'] | null
  readonly mode?: SessionReport['mode'] | null
  /** Seconds; one of `clocks.lifetimes`. */
  readonly lifetime?: number | null
  readonly revocable?: boolean | null
  readonly key?: SessionReport['key'] | null
  readonly tabs?: SessionReport['tabs']['scope'] | null
}

/** A session of this visitor that the server still accepts, in this browser or not. Times are UNIX seconds. */
export const listedSession = z.object({
  id: z.string(),
  startedAt: z.number(),
  seenAt: z.number(),
  expires: z.number(),
  /** The browser that began it, such as `Chrome on Linux`. */
  about: z.string(),
  current: z.boolean()
})

export type ListedSession = z.infer<typeof listedSession>

/** RFC 9457 problem details, with the members this page uses. */
export const problem = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() }))),
  limit: z.optional(z.number()),
  bytes: z.optional(z.number())
})

export type Problem = z.infer<typeof problem>
