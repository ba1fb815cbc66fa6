import * as v from 'valibot'

const reason = v.picklist([
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

/** Unlike Valibot's `record`, with names such as `constructor`: a person may give a value any name. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const keyChoice = v.picklist(['first', 'added', 'replaced'])

/** What the API says about the session. Times are UNIX seconds of the server's clock. */
export const sessionReport = v.object({
  status: v.picklist(['absent', 'present', 'refused']),
  reason: v.nullable(reason),
  /** JSON as it travels: types that JSON lacks are tagged objects. */
  data: v.custom<Record<string, unknown>>(isObject),
  permanent: v.boolean(),
  mode: v.picklist(['cookie', 'server']),
  /** Names the session on the server; null where the server knows none. */
  id: v.nullable(v.string()),
  /** Whether the session can be ended wherever its copies are. */
  revocable: v.boolean(),
  /** What the session ends with, or, where there is none, what the next one does. */
  tabs: v.object({ scope: v.picklist(['browser', 'last-tab', 'tab']) }),
  cookie: v.object({
    name: v.string(),
    visibility: v.picklist(['readable', 'hidden', 'split']),
    /** Null: this host alone. */
    domain: v.nullable(v.string()),
    path: v.string(),
    sameSite: v.picklist(['Lax', 'Strict', 'None']),
    secure: v.boolean(),
    bytes: v.number(),
    limit: v.number()
  }),
  clocks: v.object({
    now: v.number(),
    signedAt: v.nullable(v.number()),
    browserExpires: v.nullable(v.number()),
    serverExpires: v.nullable(v.number()),
    lifetime: v.number(),
    /** Seconds that can be chosen, the shortest first. */
    lifetimes: v.array(v.number())
  }),
  wire: v.object({
    received: v.object({ cookie: v.boolean(), bytes: v.number(), names: v.array(v.string()) }),
    sent: v.object({ action: v.picklist(['none', 'set', 'delete']), attributes: v.nullable(v.string()) })
  }),
  keys: v.number(),
  /** Which of the keys fitted the cookie that came, the newest first; null where none did, or none came. */
  keyIndex: v.nullable(v.number()),
  /** With which keys this visitor's sessions are signed and checked. */
  key: keyChoice,
  server: v.object({ startedAt: v.number() })
})

export type SessionReport = v.InferOutput<typeof sessionReport>

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
export const listedSession = v.object({
  id: v.string(),
  startedAt: v.number(),
  seenAt: v.number(),
  expires: v.number(),
  /** The browser that began it, such as `Chrome on Linux`. */
  about: v.string(),
  current: v.boolean()
})

export type ListedSession = v.InferOutput<typeof listedSession>

/** RFC 9457 problem details, with the members this page uses. */
export const problem = v.object({
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ path: v.string(), code: v.string(), detail: v.string() }))),
  limit: v.optional(v.number()),
  bytes: v.optional(v.number())
})

export type Problem = v.InferOutput<typeof problem>
