import * as v from 'valibot'
import type { LogEvent } from './event.ts'
import { masked } from './event.ts'
import { logEvent } from './event-schema.ts'

const format = 'clearjar-log'
const version = 1
const largest = 4_000_000
const most = 2000

const head = v.object({ format: v.literal(format), version: v.number() })
const body = v.object({ events: v.array(logEvent) })

/** Why a file is not shown. */
export type ImportFault = 'not-json' | 'not-a-log' | 'other-version' | 'damaged' | 'too-large'

export type Imported =
  | { readonly ok: true; readonly events: readonly LogEvent[] }
  | { readonly ok: false; readonly why: ImportFault }

/**
 * The log as a JSON file: `{ format: 'clearjar-log', version: 1, values: 'masked' | 'included', events }`. It holds the names of values,
 * the values themselves only where `values` says so, and never a cookie or a key.
 */
export function exportText(events: readonly LogEvent[], { values }: { readonly values: boolean }): string {
  const content = {
    format,
    version,
    values: values ? 'included' : 'masked',
    events: values ? events : events.map(masked)
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** Reads such a file; events are in the order of their ids, which are counted anew. */
export function importText(text: string): Imported {
  if (text.length > largest) return { ok: false, why: 'too-large' }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return { ok: false, why: 'not-json' }
  }
  const is = v.safeParse(head, content)
  if (!is.success) return { ok: false, why: 'not-a-log' }
  if (is.output.version !== version) return { ok: false, why: 'other-version' }
  const read = v.safeParse(body, content, { abortEarly: true })
  if (!read.success || read.output.events.length > most) return { ok: false, why: 'damaged' }
  const events = read.output.events.toSorted((a, b) => a.id - b.id)
  return { ok: true, events: events.map((event, index) => ({ ...event, id: index + 1 })) }
}
