import { formatLifetime, formatTime } from '../logic/format.ts'
import { happenedMessages as messages } from '../messages/happened.ts'
import type { Actor, Change, LogEvent } from './event.ts'

const text = messages.events

/** An event as one sentence, with text between backticks as code. */
export function sentence(event: LogEvent): string {
  const letter = event.session ?? '?'
  switch (event.kind) {
    case 'opened':
      return text.opened[event.what]
    case 'began':
      return text.began[event.what](letter)
    case 'changed':
      return text.changed[event.what]
    case 'read':
      return text.read[event.what](event.names.length === 0 ? text.read.nothing : event.names.map(code).join(', '))
    case 'ended':
      return text.ended[event.what](letter)
    case 'back':
      return text.back[event.what](letter)
    case 'did':
      return text.did[event.what]
    case 'failed':
      return text.failed[event.what]
    case 'set':
      return text.set[event.what](setting(event.what, event.to))
    case 'tab':
      return text.tab[event.what](
        messages.who.tabNumber(String(event.number)),
        event.left === 1 ? text.tab.lastOne : text.tab.open(event.left)
      )
    case 'wire':
      return text.wire[event.what]
  }
}

function setting(what: Extract<LogEvent, { kind: 'set' }>['what'], to: string): string {
  if (what === 'lifetime' && /^\d+$/.test(to)) return formatLifetime(Number(to))
  return new Map(Object.entries(text.settings)).get(to) ?? to
}

export function actorName(actor: Actor): string {
  if (actor === 'tab' || actor === 'you' || actor === 'page' || actor === 'browser' || actor === 'server')
    return messages.who[actor]
  return messages.who.tabNumber(actor.slice('tab '.length))
}

export type ChangeKind = 'added' | 'removed' | 'changed'

export function changeKind({ before, after }: Change): ChangeKind {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}

export function valueText(value: string | null | undefined): string {
  return value ?? messages.changes.masked
}

/** Everything of an event that a search may find. */
export function searchText(event: LogEvent): string {
  const changes = event.changes.flatMap(({ name, before, after }) => [name, before ?? '', after ?? ''])
  return [formatTime(event.at / 1000), sentence(event), actorName(event.actor), ...changes].join(' ').toLowerCase()
}

function code(name: string): string {
  return `\`${name.replaceAll(/[`\\]/g, '\\$&')}\``
}
