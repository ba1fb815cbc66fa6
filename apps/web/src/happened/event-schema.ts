import * as z from 'zod/mini'

/** A value as the log writes it, `"hello"`; null: masked. */
const value = z.nullable(z.string())

/** One value of the session: `before` is missing where it was added, `after` where it was removed. */
const change = z.object({ name: z.string(), before: z.optional(value), after: z.optional(value) })

/** Who did it. `tab` is another tab whose number is not known. */
const actor = z.union([z.enum(['you', 'page', 'browser', 'server', 'tab']), z.templateLiteral(['tab ', z.number()])])

const common = {
  id: z.number(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  actor,
  /** The letter of the session it is about. */
  session: z.nullable(z.string()),
  /** Where that session was kept. */
  mode: z.nullable(z.enum(['cookie', 'server'])),
  changes: z.array(change)
}

const number = z.number()

/** What the log holds. `kind` and `what` are its format: an exported file has them. */
export const logEvent = z.discriminatedUnion('kind', [
  /** This page was loaded. */
  z.object({
    ...common,
    kind: z.literal('opened'),
    what: z.enum(['first', 'new-tab', 'started', 'restored', 'reload', 'duplicate', 'reopened', 'same-tab']),
    /** Whether the browser held the cookie when the last page left; null: not known. */
    before: z.nullable(z.boolean()),
    /** Whether that cookie had a date. */
    dated: z.boolean(),
    /** Whether it holds one now. */
    after: z.boolean()
  }),
  z.object({ ...common, kind: z.literal('began'), what: z.enum(['saved', 'found', 'appeared']) }),
  z.object({ ...common, kind: z.literal('changed'), what: z.enum(['saved', 'removed', 'elsewhere', 'server']) }),
  z.object({ ...common, kind: z.literal('read'), what: z.enum(['asked', 'renewed']), names: z.array(z.string()) }),
  z.object({
    ...common,
    kind: z.literal('ended'),
    what: z.enum([
      'deleted',
      'cleared',
      'reset',
      'vanished',
      'ran-out',
      'too-old',
      'refused',
      'key',
      'revoked',
      'ended',
      'tabs-closed',
      'other-tab',
      'asleep'
    ])
  }),
  /** The session that had ended lives again. */
  z.object({ ...common, kind: z.literal('back'), what: z.enum(['put-back', 'replayed', 'appeared', 'awake', 'key']) }),
  z.object({
    ...common,
    kind: z.literal('did'),
    what: z.enum(['changed-byte', 'copied', 'copy-kept', 'replayed', 'revoked', 'ended-others'])
  }),
  z.object({
    ...common,
    kind: z.literal('failed'),
    what: z.enum([
      'delete-failed',
      'nothing-to-clear',
      'too-big',
      'not-saved',
      'server-error',
      'copy-failed',
      'replay-blocked',
      'refused'
    ])
  }),
  z.object({
    ...common,
    kind: z.literal('set'),
    what: z.enum(['visibility', 'mode', 'lifetime', 'revocable', 'key', 'tabs', 'permanent']),
    to: z.string()
  }),
  z.object({
    ...common,
    kind: z.literal('tab'),
    what: z.enum(['opened', 'closed', 'returned', 'let-go']),
    number,
    left: number
  }),
  z.object({ ...common, kind: z.literal('wire'), what: z.enum(['silent', 'failing', 'answers', 'restarted']) })
])
