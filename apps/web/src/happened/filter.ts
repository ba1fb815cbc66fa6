import { searchText } from './describe.ts'
import type { EventKind, LogEvent } from './event.ts'

export const kindGroups = ['all', 'sessions', 'values', 'tabs', 'acts', 'server'] as const
export const actorGroups = ['all', 'you', 'page', 'browser', 'server', 'tab'] as const

export interface Filter {
  readonly kind: (typeof kindGroups)[number]
  readonly actor: (typeof actorGroups)[number]
  readonly search: string
}

export const noFilter: Filter = { kind: 'all', actor: 'all', search: '' }

const groupOf: Record<EventKind, Filter['kind']> = {
  began: 'sessions',
  ended: 'sessions',
  back: 'sessions',
  changed: 'values',
  read: 'values',
  opened: 'tabs',
  tab: 'tabs',
  did: 'acts',
  failed: 'acts',
  set: 'acts',
  wire: 'server'
}

/** Every word of the search has to be somewhere in the event. */
export function passes(event: LogEvent, { kind, actor, search }: Filter): boolean {
  if (kind !== 'all' && groupOf[event.kind] !== kind) return false
  if (actor !== 'all' && event.actor !== actor && !(actor === 'tab' && event.actor.startsWith('tab '))) return false
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = searchText(event)
  return words.every((word) => text.includes(word))
}
