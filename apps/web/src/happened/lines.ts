import type { EndReason, LogEvent } from './event.ts'

/** A stretch of time in which a session lived. Milliseconds since the epoch; `to` is null while it lives. */
export interface Stretch {
  readonly from: number
  readonly to: number | null
  readonly why: EndReason | null
}

export interface Lifeline {
  readonly letter: string
  readonly stretches: readonly Stretch[]
}

const shown = 6

/** What happens only to a session that lives. */
const living: ReadonlySet<LogEvent['kind']> = new Set(['began', 'back', 'changed', 'read'])

/** The last sessions of a log, oldest first. One whose beginning has left the log begins with the first event that names it. */
export function lifelines(events: readonly LogEvent[]): readonly Lifeline[] {
  const lines = new Map<string, readonly Stretch[]>()
  for (const { session, kind, what, at } of events) {
    if (session === null) continue
    const stretches = lines.get(session) ?? []
    const last = stretches.at(-1)
    if (kind === 'ended') {
      const from = last?.to === null ? last.from : at
      lines.set(session, [...stretches.slice(0, last?.to === null ? -1 : undefined), { from, to: at, why: what }])
    } else if (last === undefined ? living.has(kind) : last.to !== null && kind === 'back') {
      lines.set(session, [...stretches, { from: at, to: null, why: null }])
    }
  }
  return [...lines].map(([letter, stretches]) => ({ letter, stretches })).slice(-shown)
}

const second = 1000
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

/** Round moments between two others, so few that `room` of them fit; milliseconds since the epoch. */
export function ticks(
  from: number,
  to: number,
  room: number
): { readonly at: readonly number[]; readonly step: number } {
  const span = Math.max(second, to - from)
  const step =
    (steps.find((each) => span / (each * second) <= Math.max(1, room)) ?? Math.ceil(span / 86_400_000) * 86_400) *
    second
  const first = Math.ceil(from / step) * step
  const count = Math.max(0, Math.floor((to - first) / step) + 1)
  return { at: Array.from({ length: count }, (_, index) => first + index * step), step }
}
