import type { TabScope } from '@clearjar/express'
import * as z from 'zod'

import type { ListedSession } from '../routes/sessions.ts'
import { SCOPES, SECONDS, SETTING, type Settings } from '../settings.ts'
import { sessionReport, tabLease } from './report-schema.ts'

export const settings: z.ZodType<Settings> = z
  .strictObject({
    visibility: SETTING.visibility,
    mode: SETTING.mode,
    lifetime: z.number().meta({ description: SECONDS }),
    revocable: SETTING.revocable,
    tabs: SETTING.tabs,
    key: SETTING.key
  })
  .meta({ description: 'How this visitor wants sessions to be kept.' })

const lifetimes = z.array(z.number()).meta({ description: 'Seconds that can be chosen, the shortest first.' })

export const settingsAnswer: z.ZodType = z.strictObject({ settings, lifetimes })

export const settingsChanged: z.ZodType = z.strictObject({ settings, lifetimes, session: sessionReport })

const seconds = z.number().meta({ description: 'UNIX seconds.' })

export const listedSession: z.ZodType<ListedSession> = z
  .strictObject({
    id: z.string(),
    startedAt: seconds,
    seenAt: seconds.meta({ description: 'When its cookie was signed last, in UNIX seconds.' }),
    expires: seconds.meta({ description: 'When it is over unless it is used, in UNIX seconds.' }),
    scope: z.enum(SCOPES),
    about: z.string().meta({ description: 'The browser that it began in, such as `Chrome on Linux`.' }),
    current: z.boolean().meta({ description: 'It is the one that came with this request.' })
  })
  .meta({ description: 'A session of the visitor that the server still accepts.' })

const sessions = z.array(listedSession)

export const sessionsAnswer: z.ZodType = z.strictObject({ sessions })

export const sessionsEnded: z.ZodType = z.strictObject({ sessions, session: sessionReport })

const doc = z
  .string()
  .regex(/^[\w-]{16,32}$/)
  .meta({ description: 'Names the document; made by the page.' })
const n = z.int().min(0).meta({ description: 'Counts the messages of the document.' })
const tab = z.string().regex(/^[\w-]{22}$/)
const mark = z
  .string()
  .regex(/^[\w-]{1,16}$/)
  .meta({ description: 'What the page calls the tab.' })
const birth = z.enum(['fresh', 'same', 'copy', 'restored', 'revived'])

// Members that are not known are passed over, as the server does.
export const tabMessage: z.ZodType = z
  .union([
    z.object({
      act: z.literal('open'),
      doc,
      n,
      birth: birth.meta({ description: 'How the tab came to be, as far as the page can tell.' }),
      hidden: z.boolean(),
      tab: tab.optional(),
      mark: mark.optional(),
      alone: z.boolean().optional()
    }),
    z.object({ act: z.literal('keep'), doc, n, tab, hidden: z.boolean(), mark: mark.optional() }),
    z.object({
      act: z.literal('leave'),
      doc,
      n,
      tab: tab.optional(),
      park: z.boolean().meta({ description: 'The page may come back from the back/forward cache.' })
    })
  ])
  .meta({ description: 'What a page says of its tab: it opened, it is still there, or it goes.' })

const bound = ['last-tab', 'tab'] as const satisfies readonly TabScope[]

const tabSeconds = z.number().meta({ description: 'Seconds.' })

export const tabAnswer: z.ZodType = z
  .union([
    z.strictObject({
      status: z.literal('open'),
      scope: z.enum(bound),
      tab: tab.meta({ description: 'The key of the tab, which it sends as `Session-Tab` from now on.' }),
      grace: tabSeconds,
      lease: tabSeconds,
      away: tabSeconds,
      now: seconds,
      leases: z.array(tabLease)
    }),
    z.strictObject({ status: z.enum(['taken', 'asleep', 'closed', 'unbound', 'absent']) })
  ])
  .meta({ description: 'What became of the tab.' })

export const health: z.ZodType = z.strictObject({ status: z.literal('ok') })
