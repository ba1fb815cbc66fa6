import * as v from 'valibot'

/** A value as the log writes it, `"hello"`; null: masked. */
const value = v.nullable(v.string())

/** One value of the session: `before` is missing where it was added, `after` where it was removed. */
const change = v.object({ name: v.string(), before: v.optional(value), after: v.optional(value) })

/** Who did it. `tab` is another tab whose number is not known. */
const actor = v.union([
  v.picklist(['you', 'page', 'browser', 'server', 'tab']),
  v.custom<`tab ${number}`>((given) => typeof given === 'string' && /^tab \d+$/.test(given))
])

/** `1e999` is JSON, too. */
const number = v.custom<number>(Number.isFinite)

/** Milliseconds since the epoch, as far as a `Date` reaches. */
const moment = v.custom<number>((given) => typeof given === 'number' && Math.abs(given) <= 8.64e15)

const common = {
  id: number,
  at: moment,
  actor,
  /** The letter of the session it is about. */
  session: v.nullable(v.string()),
  /** Where that session was kept. */
  mode: v.nullable(v.picklist(['cookie', 'server'])),
  changes: v.array(change)
}

/** What the log holds. `kind` and `what` are its format: an exported file has them. */
export const logEvent = v.variant('kind', [
  /** This page was loaded. */
  v.object({
    ...common,
    kind: v.literal('opened'),
    what: v.picklist(['first', 'new-tab', 'started', 'restored', 'reload', 'duplicate', 'reopened', 'same-tab']),
    /** Whether the browser held the cookie when the last page left; null: not known. */
    before: v.nullable(v.boolean()),
    /** Whether that cookie had a date. */
    dated: v.boolean(),
    /** Whether it holds one now. */
    after: v.boolean()
  }),
  v.object({ ...common, kind: v.literal('began'), what: v.picklist(['saved', 'found', 'appeared']) }),
  v.object({ ...common, kind: v.literal('changed'), what: v.picklist(['saved', 'removed', 'elsewhere', 'server']) }),
  v.object({ ...common, kind: v.literal('read'), what: v.picklist(['asked', 'renewed']), names: v.array(v.string()) }),
  v.object({
    ...common,
    kind: v.literal('ended'),
    what: v.picklist([
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
  v.object({
    ...common,
    kind: v.literal('back'),
    what: v.picklist(['put-back', 'replayed', 'appeared', 'awake', 'key'])
  }),
  v.object({
    ...common,
    kind: v.literal('did'),
    what: v.picklist(['changed-byte', 'copied', 'copy-kept', 'replayed', 'revoked', 'ended-others'])
  }),
  v.object({
    ...common,
    kind: v.literal('failed'),
    what: v.picklist([
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
  v.object({
    ...common,
    kind: v.literal('set'),
    what: v.picklist(['visibility', 'mode', 'lifetime', 'revocable', 'key', 'tabs', 'permanent']),
    to: v.string()
  }),
  v.object({
    ...common,
    kind: v.literal('tab'),
    what: v.picklist(['opened', 'closed', 'returned', 'let-go']),
    number,
    left: number
  }),
  v.object({ ...common, kind: v.literal('wire'), what: v.picklist(['silent', 'failing', 'answers', 'restarted']) })
])
