import type { RefusalReason, TabLease } from '@clearjar/express'
import * as z from 'zod'

import { KEY_CHOICES } from '../keys.ts'
import type { SessionReport } from '../report.ts'
import { MODES, SCOPES, VISIBILITIES } from '../settings.ts'
import { typedValue } from '../typed-value.ts'

/** Why a cookie was not taken, for people. */
const REASONS: Readonly<Record<RefusalReason, string>> = {
  malformed: 'it does not have three parts',
  'signature-mismatch': 'no key made this signature',
  'signature-missing': 'the half that scripts read came without the other',
  'too-old': 'it was signed longer ago than the lifetime allows',
  'absolute-lifetime-over': 'the session began too long ago',
  'from-the-future': 'it was signed after now',
  'payload-unreadable': 'the signature holds, and the data cannot be read',
  ended: 'it was ended on the server',
  'tabs-closed': 'the tabs that it ends with are closed',
  'tab-asleep': 'its tabs were not heard for a while, and may wake up',
  'other-tab': 'it belongs to a tab, and the request did not come from there'
}

const seconds = z.number().meta({ description: 'UNIX seconds.' })

const scope = z.enum(SCOPES)

export const tabLease: z.ZodType<TabLease> = z
  .strictObject({
    mark: z.string().meta({ description: 'What the page calls the tab. No key to anything.' }),
    self: z.boolean().meta({ description: 'It is the tab that asked.' }),
    state: z.enum(['open', 'leaving', 'parked', 'asleep']),
    hidden: z.boolean(),
    until: z.number().meta({ description: 'UNIX seconds until it is over, or asleep, unless it is heard.' })
  })
  .meta({ description: 'An open tab of a session.' })

const cookie = z.strictObject({
  name: z.string(),
  visibility: z.enum(VISIBILITIES).meta({ description: 'What scripts of the page see of it.' }),
  domain: z.string().nullable().meta({ description: 'Null: this host alone.' }),
  path: z.string(),
  sameSite: z.string(),
  secure: z.boolean(),
  bytes: z.int().meta({ description: 'Of `name=value` as the browser has it after this answer; 0 for no cookie.' }),
  limit: z.int().meta({ description: 'The most that browsers keep.' })
})

const clocks = z.strictObject({
  now: seconds,
  signedAt: seconds.nullable().meta({ description: 'The Timestamp of the cookie, in UNIX seconds.' }),
  browserExpires: seconds
    .nullable()
    .meta({ description: 'When the browser drops the cookie; null when it goes with the browser.' }),
  serverExpires: seconds.nullable().meta({ description: 'When the server stops accepting the signature.' }),
  lifetime: z.number().meta({ description: 'Seconds that a signature is accepted.' }),
  lifetimes: z.array(z.number()).meta({ description: 'The lifetimes that can be chosen, the shortest first.' })
})

const wire = z.strictObject({
  received: z.strictObject({
    cookie: z.boolean(),
    bytes: z.int(),
    names: z.array(z.string()).meta({ description: 'Of all cookies that came with the request.' })
  }),
  sent: z.strictObject({
    action: z.enum(['none', 'set', 'delete']),
    attributes: z.string().nullable().meta({ description: 'What follows the value in `Set-Cookie`.' })
  })
})

export const sessionReport: z.ZodType<SessionReport> = z
  .strictObject({
    status: z.enum(['absent', 'present', 'refused']).meta({ description: 'Of the session after this request.' }),
    reason: z
      .enum(Object.keys(REASONS) as RefusalReason[])
      .nullable()
      .meta({ description: reasonsInWords() }),
    data: z.record(z.string(), typedValue).meta({ description: 'What the server reads, as it travels.' }),
    permanent: z.boolean().meta({ description: 'Whether the session outlives the browser.' }),
    mode: z.enum(MODES).meta({ description: 'Where the data is.' }),
    id: z.string().nullable().meta({ description: 'Names the session on the server; null where it knows none.' }),
    revocable: z.boolean().meta({ description: 'Whether the server can end it wherever its copies are.' }),
    tabs: z.strictObject({
      scope: scope.meta({ description: 'What the session ends with: its cookie, its last open tab, or one tab.' }),
      leases: z.array(tabLease)
    }),
    cookie,
    clocks,
    wire,
    key: z.enum(KEY_CHOICES).meta({ description: 'Which keys sign and verify.' }),
    keys: z.int().meta({ description: 'How many keys those are.' }),
    keyIndex: z
      .int()
      .nullable()
      .meta({ description: 'Which of them fitted the cookie that came, 0 for the newest; null for none.' }),
    server: z.strictObject({ startedAt: seconds.meta({ description: 'When this server started, with a fraction.' }) })
  })
  .meta({ description: 'What the server says about a session. It never has the cookie, a signature or a key in it.' })

function reasonsInWords(): string {
  const words = Object.entries(REASONS).map(([reason, text]) => `\`${reason}\`: ${text}.`)
  return ['Why the cookie was refused; null when it was not.', ...words].join(' ')
}
