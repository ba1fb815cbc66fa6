import type { SessionSnapshot } from '@clearjar/browser'
import type { Answer } from '../api/session-api.ts'
import { formatAgo, formatLeft } from '../logic/format.ts'
import { escapeFormatting, readableJson } from '../logic/json-text.ts'
import { remembered } from '../logic/remembered.ts'
import { typeOfWire } from '../logic/typed-value.ts'
import { answersMessages } from '../messages/answers.ts'
import type { AnswerId } from './answers-data.ts'

const { here, facts } = answersMessages

export interface Own {
  readonly snapshot: SessionSnapshot<Record<string, unknown>>
  /** Null until the server was asked from here. */
  readonly answer: Answer | null
  /** UNIX seconds. */
  readonly now: number
}

/** Where this person's own session is, in a sentence or two. */
export function ownSession({ snapshot, answer }: Own): string {
  const report = answer?.report
  const seen = seenHere(snapshot)
  if (!report) return seen
  if (report.status === 'absent') return here.absent
  return `${seen} ${report.status === 'refused' ? here.refused : here.server[remembered(report)]}`
}

function seenHere(snapshot: Own['snapshot']): string {
  if (snapshot.status === 'present') return here.bytes(snapshot.bytes)
  if (snapshot.status === 'reading' || snapshot.status === 'unreadable') return here[snapshot.status]
  return snapshot.status === 'hidden' ? here.hidden : here.none
}

/** What this person's own session has to say to an answer; null where it has nothing to say, or nobody knows. */
export function ownFact(id: AnswerId, own: Own): string | null {
  return speakers[id](own)
}

const speakers: Readonly<Record<AnswerId, (own: Own) => string | null>> = {
  where: ({ snapshot }) =>
    snapshot.status === 'present'
      ? facts.payload(readableJson(snapshot.json))
      : snapshot.status === 'hidden'
        ? facts.unseen
        : null,
  'what-ends-it': ({ snapshot }) =>
    snapshot.status === 'hidden' ? facts.hidden : 'cookie' in snapshot ? facts.readable : null,
  timeout({ snapshot, answer, now }) {
    if (snapshot.status !== 'present' || snapshot.signedAt === null) return null
    const signed = facts.signed(formatAgo(now - snapshot.signedAt + (answer?.skew ?? 0)))
    const end = answer?.report.clocks.serverExpires
    return end ? `${signed} ${facts.ends(formatLeft(end - answer.skew - now))}` : signed
  },
  objects({ snapshot }) {
    if (snapshot.status !== 'present') return null
    const names = Object.entries(snapshot.data).filter(([name]) => !name.startsWith('_'))
    if (names.length === 0) return null
    return facts.types(names.map(([name, value]) => facts.type(escapeFormatting(name), typeOfWire(value))).join('; '))
  },
  'on-the-server': ({ answer }) => (answer?.report.status === 'present' ? facts[answer.report.mode] : null)
}
