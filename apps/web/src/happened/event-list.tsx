import type { LucideIcon } from 'lucide-react'
import {
  Ban,
  Copy,
  Eye,
  LogIn,
  Plug,
  RefreshCw,
  Settings2,
  ShieldX,
  SquareX,
  Stamp,
  Timer,
  Trash2,
  TriangleAlert,
  Undo2,
  Unplug
} from 'lucide-react'
import { memo, useSyncExternalStore } from 'react'
import { useLiveScreen } from '../live/live-context.tsx'
import { formatTime } from '../logic/format.ts'
import { happenedMessages as messages } from '../messages/happened.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import { actorName, changeKind, sentence, valueText } from './describe.ts'
import type { Change, EventKind, LogEvent } from './event.ts'
import type { Filter } from './filter.ts'
import { useKeptPosition } from './use-kept-position.ts'
import styles from './event-list.module.css'

const text = messages.log

/** Every event with its time, who did it, and what changed. Pressing one looks back at its moment, where that is kept. */
export function EventList({ events, filter }: { events: readonly LogEvent[]; filter: Filter }) {
  const { journal } = useLiveScreen().page
  const { looking, imported } = useSyncExternalStore(journal.subscribe, journal.getSnapshot)
  const list = useKeptPosition(filter)
  const canLook = (id: number): boolean => !imported && journal.frame(id) !== undefined
  // A list without a button in it has to be reached with the keyboard to be scrolled.
  const scrolls = events.some(({ id }) => canLook(id)) ? {} : { tabIndex: 0 }
  return (
    <>
      {events.some(({ id }) => canLook(id)) && <p className={styles.hint}>{text.lookHint}</p>}
      <ol ref={list} className={styles.list} aria-label={text.list} hidden={events.length === 0} {...scrolls}>
        {events.map((event) => (
          <Row
            key={event.id}
            event={event}
            pressed={event.id === looking}
            onLook={canLook(event.id) ? journal.look : null}
          />
        ))}
      </ol>
    </>
  )
}

interface RowProps {
  readonly event: LogEvent
  readonly pressed: boolean
  readonly onLook: ((id: number | null) => void) | null
}

// The log may be long, and an event never changes.
const Row = memo(function Row({ event, pressed, onLook }: RowProps) {
  const Icon = icons[iconOf(event)]
  const content = (
    <>
      <time className="num" dateTime={new Date(event.at).toISOString()}>
        {formatTime(event.at / 1000)}
      </time>
      <Icon />
      <span className={styles.sentence}>
        <RichText>{sentence(event)}</RichText>
      </span>
      <span className={styles.actor}>{actorName(event.actor)}</span>
    </>
  )
  return (
    <li className={cx(styles.event, styles[toneOf(event)])} data-event={event.id}>
      {onLook ? (
        <button
          type="button"
          className={styles.row}
          aria-pressed={pressed}
          onClick={() => onLook(pressed ? null : event.id)}
        >
          {content}
        </button>
      ) : (
        <div className={styles.row}>{content}</div>
      )}
      {event.changes.length > 0 && (
        <ul className={styles.changes} aria-label={messages.changes.label}>
          {event.changes.map((each) => (
            <ChangeItem key={each.name} change={each} />
          ))}
        </ul>
      )}
    </li>
  )
})

const signs = { added: '+', removed: '−', changed: '~' } as const

function ChangeItem({ change }: { change: Change }) {
  const kind = changeKind(change)
  const { name, before, after } = change
  return (
    <li className={styles[kind]}>
      <span aria-hidden="true">{signs[kind]} </span>
      <span className="visually-hidden">{messages.changes[kind]} </span>
      <code>{name}</code>: {kind !== 'added' && <code className={styles.before}>{valueText(before)}</code>}
      {kind === 'changed' && (
        <>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden"> {messages.changes.to} </span>
        </>
      )}
      {kind !== 'removed' && <code>{valueText(after)}</code>}
    </li>
  )
}

const icons = {
  stamp: Stamp,
  trash: Trash2,
  timer: Timer,
  shield: ShieldX,
  tab: SquareX,
  ban: Ban,
  undo: Undo2,
  eye: Eye,
  enter: LogIn,
  reload: RefreshCw,
  settings: Settings2,
  plug: Plug,
  unplug: Unplug,
  warning: TriangleAlert,
  copy: Copy
} satisfies Record<string, LucideIcon>

type Icon = keyof typeof icons

const plain: Record<EventKind, Icon> = {
  opened: 'enter',
  began: 'stamp',
  changed: 'stamp',
  read: 'eye',
  ended: 'ban',
  back: 'undo',
  did: 'copy',
  failed: 'warning',
  set: 'settings',
  tab: 'enter',
  wire: 'unplug'
}

const special: Partial<Record<LogEvent['what'], Icon>> = {
  reload: 'reload',
  deleted: 'trash',
  cleared: 'trash',
  reset: 'trash',
  'ran-out': 'timer',
  'too-old': 'timer',
  'changed-byte': 'shield',
  'tabs-closed': 'tab',
  closed: 'tab',
  'let-go': 'tab',
  answers: 'plug',
  restarted: 'plug'
}

function iconOf({ kind, what }: LogEvent): Icon {
  if (what === 'refused' || what === 'key') return kind === 'set' ? 'settings' : kind === 'back' ? 'undo' : 'shield'
  return special[what] ?? plain[kind]
}

function toneOf({ kind }: LogEvent): 'begins' | 'ends' | 'plain' {
  if (kind === 'began' || kind === 'back' || kind === 'changed') return 'begins'
  return kind === 'ended' || kind === 'failed' ? 'ends' : 'plain'
}
