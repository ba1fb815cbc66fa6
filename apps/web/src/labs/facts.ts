import type { SessionReport } from '../api/report.ts'
import { formatTime } from '../logic/format.ts'
import { readableJson } from '../logic/json-text.ts'
import { remembered } from '../logic/remembered.ts'
import { labsMessages } from '../messages/labs.ts'
import type { LabId } from './labs-data.ts'
import type { Moment } from './moment.ts'
import type { Seen } from './use-lab.ts'

const text = labsMessages.facts

type Label = keyof typeof text.labels

/** One line of what happened, from the person's own session. Text between backticks is code. */
export interface Fact {
  readonly label: Label
  readonly value: string
}

/** A fact of a moment that may not be known: the page can have been loaded again since. */
type Row = readonly [label: Label, moment: Moment | undefined, say: (moment: Moment) => string | null]

/** What there is to see after a lab, as far as this page saw it happen. */
export function factsOf(id: LabId, seen: Seen): readonly Fact[] {
  return rows[id](seen).flatMap(([label, moment, say]) => {
    const value = moment ? say(moment) : null
    return value === null ? [] : [{ label, value }]
  })
}

const rows: Readonly<Record<LabId, (seen: Seen) => readonly Row[]>> = {
  read: ({ save, ask }) => [
    ['payload', ask ?? save, payload],
    ['server', ask, read],
    ['keeps', ask, keeps]
  ],
  'change-a-byte': ({ start, change, 'put-back': back }) => [
    ['before', start, payload],
    ['after', change, payload],
    ['signature', change, () => text.sameSignature],
    ['refused', change, refusal],
    ['answer', change, answer],
    ['put', back, works]
  ],
  delete: ({ start, delete: gone }) => [
    ['cookie', start, (moment) => stayed(moment, text.bytes)],
    ['script', gone, () => text.noCookie],
    ['request', gone, () => text.carriedNone],
    ['server', gone, read],
    ['keeps', gone, keeps]
  ],
  replay: ({ delete: gone, send, revoke, again }) => [
    ['request', gone, () => text.carriedNone],
    ['copy', send, works],
    ['keeps', again ?? revoke, keeps],
    ['again', again, refusal]
  ],
  'close-a-tab': ({ close, bind, reopen }) => [
    ['cookie', close, (moment) => stayed(moment, text.stayed)],
    ['server', close, read],
    ['tabs', bind, () => text.tabsCounted],
    ['tabs', reopen, () => text.tabsOver]
  ],
  'hide-from-javascript': ({ hide, try: tried, clear }) => [
    ['script', hide, () => text.emptyCookie],
    ['server', hide, read],
    ['request', tried, carried],
    ['answer', clear, ({ report }) => (report?.wire.sent.action === 'delete' ? text.cleared : null)]
  ],
  'run-out': ({ shorten, wait, send }) => [
    ['signature', shorten, ({ report }) => (report ? text.lifetime(report.clocks.lifetime) : null)],
    ['browser', wait, ({ snapshot }) => (snapshot.status === 'expired' ? text.dropped(formatTime(snapshot.at)) : null)],
    ['copy', send, refusal]
  ],
  'on-the-server': ({ start, move, save }) => [
    ['before', start, payload],
    ['after', move, payload],
    ['cookie', save, (moment) => growth(move, moment)],
    ['server', save, read],
    ['keeps', save, keeps]
  ],
  'change-the-key': ({ add, send, replace, again }) => [
    ['keys', add, ({ report }) => (report ? text.keyed(report.keys) : null)],
    ['copy', send, worksWithKey],
    ['keys', replace, () => text.replaced],
    ['again', again, refusal]
  ]
}

const json = (report: SessionReport): string => readableJson(JSON.stringify(report.data))

function payload({ snapshot }: Moment): string | null {
  return snapshot.status === 'present' ? text.json(readableJson(snapshot.json)) : null
}

function read({ report }: Moment): string | null {
  if (report === null) return null
  return report.status === 'present' ? text.read(json(report)) : text.nothing
}

function works({ report }: Moment): string | null {
  return report?.status === 'present' ? text.works(json(report)) : null
}

function worksWithKey(moment: Moment): string | null {
  const said = works(moment)
  const index = moment.report?.keyIndex ?? null
  return said === null || index === null ? said : text.byKey(said, index + 1, moment.report?.keys ?? 1)
}

function refusal({ report }: Moment): string | null {
  return report?.status === 'refused' && report.reason !== null ? text.refused(report.reason) : null
}

function answer({ http, report }: Moment): string | null {
  return http === null || report === null ? null : text.status(http, report.wire.sent.action !== 'none')
}

function keeps({ report }: Moment): string | null {
  return report === null ? null : text.keeps[remembered(report)]
}

function carried({ report }: Moment): string | null {
  return report?.wire.received.cookie ? text.carried(report.wire.received.bytes) : text.carriedNone
}

function stayed({ snapshot }: Moment, say: (bytes: number) => string): string | null {
  return snapshot.status === 'present' ? say(snapshot.bytes) : null
}

function growth(before: Moment | undefined, { snapshot }: Moment): string | null {
  if (before?.snapshot.status !== 'present' || snapshot.status !== 'present') return null
  return text.growth(before.snapshot.bytes, snapshot.bytes)
}
