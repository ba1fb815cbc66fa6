import type { LucideIcon } from 'lucide-react'
import { ClockAlert, Infinity as InfinityIcon, Timer, TimerOff, TimerReset } from 'lucide-react'
import { useNow } from '../../hooks/use-now.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import type { Age } from '../age.ts'
import { ageOf } from '../age.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { hasOwnEnd } from '../logic/check-age.ts'
import type { Recognised } from '../logic/recognised.ts'
import { formatRelative, formatStamp } from '../moment.ts'
import { isUnknown } from '../signature-status.ts'
import { Answer, Why } from './answer.tsx'

const words = messages.what

const looks: Readonly<Record<Age['status'], { Icon: LucideIcon; tone: 'ok' | 'time' | 'open' }>> = {
  fresh: { Icon: Timer, tone: 'ok' },
  'too-old': { Icon: TimerOff, tone: 'time' },
  endless: { Icon: InfinityIcon, tone: 'open' },
  'from-the-future': { Icon: TimerReset, tone: 'time' },
  unknown: { Icon: ClockAlert, tone: 'open' }
}

/** How old it says it is: the moments, how far away they are, and in which zone, without a pointer to hover with. */
export function AgeAnswer({ read }: { read: Recognised }) {
  const { keys, pasted } = useInspectScreen()
  const now = useNow()
  const age = ageOf(read, keys.lifetime, now)
  const said = { now, lifetime: keys.lifetime, ownEnd: hasOwnEnd(read) }
  const proven = keys.signature?.status === 'fits'
  return (
    <Answer question={words.age} word={words.ages[age.status]} {...looks[age.status]}>
      {(isUnknown(read) ? [words.unknown.age] : sentences(age, said)).map((sentence) => (
        <Why key={sentence}>{sentence}</Why>
      ))}
      <BrowserClock expires={pasted.cookie?.attributes.expires} now={now} />
      {age.status !== 'unknown' && !proven && <Why dim>{words.unproven}</Why>}
    </Answer>
  )
}

/** The other clock: when the browser drops it, where what was pasted says so. */
function BrowserClock({ expires, now }: { expires: number | undefined; now: number }) {
  if (expires === undefined) return null
  return <Why>{words.browserDrops(formatStamp(expires), formatRelative(expires - now))}</Why>
}

interface Clock {
  now: number
  lifetime: number
  ownEnd: boolean
}

function sentences(age: Age, { now, lifetime, ownEnd }: Clock): readonly string[] {
  if (age.status === 'unknown') return [words.noAge[age.why]]
  const at = (moment: number): [string, string] => [formatStamp(moment), formatRelative(moment - now)]
  const signed = age.signedAt === null ? [] : [words.signed(...at(age.signedAt))]
  if (age.status === 'endless') return [...signed, words.endless]
  if (age.status === 'from-the-future') {
    return age.from === age.signedAt ? signed : [...signed, words.from(...at(age.from))]
  }
  const over = age.status === 'too-old'
  if (ownEnd) return [...signed, over ? words.ended(...at(age.until)) : words.ends(...at(age.until))]
  return [...signed, over ? words.lived(lifetime, ...at(age.until)) : words.lives(lifetime, ...at(age.until))]
}
