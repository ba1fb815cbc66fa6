import type * as v from 'valibot'
import type { logEvent } from './event-schema.ts'

/** One thing that happened. */
export type LogEvent = v.InferOutput<typeof logEvent>
export type Actor = LogEvent['actor']
export type EventKind = LogEvent['kind']
export type Change = LogEvent['changes'][number]

/** What ended a session. */
export type EndReason = Extract<LogEvent, { kind: 'ended' }>['what']

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** An event as it is told to the journal, which gives it its id and its time. */
export type Note = Without<LogEvent, 'id' | 'at'>

/** The same with its names, and without a value. */
export function masked(event: LogEvent): LogEvent {
  const changes = event.changes.map(({ name, before, after }) => ({
    name,
    ...(before === undefined ? {} : { before: null }),
    ...(after === undefined ? {} : { after: null })
  }))
  return { ...event, changes }
}
