import type { LucideIcon } from 'lucide-react'
import { Ban, CircleDashed, Eraser, Moon, ShieldCheck, ShieldX, SquareX, TimerOff, Unplug } from 'lucide-react'
import type { Answer } from '../../api/session-api.ts'
import type { LiveState } from '../../logic/live-state.ts'
import { messages } from '../../messages/live.ts'
import { Ago } from '../../ui/ago.tsx'
import { cx } from '../../ui/cx.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './server-verdict.module.css'

const text = messages.server

interface View {
  readonly tone: 'ok' | 'bad' | 'none'
  readonly icon: LucideIcon
  readonly words: readonly [lead: string, rest: string]
}

/** What the server made of the last request, or that it gave no answer. */
export function ServerVerdict() {
  const { answer, state, wire, current, act } = useLiveScreen()
  const otherKey = act.kind === 'set' && Boolean(act.patch.key)
  const offline = wire.reachable === false
  const {
    tone,
    icon: Icon,
    words
  } = offline ? (wire.failing ? failing : silent) : view(current ? answer : null, state, otherKey)
  return (
    <div className={cx(styles.verdict, styles[tone])}>
      <span className={styles.icon}>
        <Icon />
      </span>
      <div>
        <h3>{words[0]}</h3>
        <p>{offline ? <LastSeen at={wire.lastAnswerAt} /> : words[1]}</p>
      </div>
    </div>
  )
}

function LastSeen({ at }: { at: number | null }) {
  return at === null ? text.neverSeen : <Ago since={at / 1000} sentence={text.lastSeen} />
}

const silent: View = { tone: 'bad', icon: Unplug, words: [text.noAnswer, ''] }
const failing: View = { ...silent, words: [text.failing, ''] }

function holding({ method, report }: Answer): readonly [string, string] {
  if (report.mode === 'server') return text.verdicts.looksUp
  return method === 'GET' ? text.verdicts.holds : text.verdicts.signed
}

/** @param otherKey whether it is known that not a byte was changed, but the server's key */
function view(answer: Answer | null, state: LiveState, otherKey: boolean): View {
  const { verdicts } = text
  if (answer === null) return { tone: 'none', icon: CircleDashed, words: verdicts.checking }
  const { status, reason } = answer.report
  if (status === 'present') return { tone: 'ok', icon: ShieldCheck, words: holding(answer) }
  if (status === 'absent') {
    if (answer.report.wire.sent.action === 'delete') return { tone: 'none', icon: Eraser, words: verdicts.cleared }
    return { tone: 'none', icon: CircleDashed, words: state === 'empty' ? verdicts.none : verdicts.noneAnyMore }
  }
  if (reason === 'ended') return { tone: 'bad', icon: Ban, words: verdicts.ended }
  if (reason === 'tabs-closed') return { tone: 'bad', icon: SquareX, words: verdicts.tabsClosed }
  if (reason === 'tab-asleep') return { tone: 'none', icon: Moon, words: verdicts.asleep }
  if (reason === 'other-tab') return { tone: 'bad', icon: SquareX, words: verdicts.otherTab }
  if (reason === 'signature-missing') return { tone: 'bad', icon: ShieldX, words: verdicts.missing }
  if (reason === 'absolute-lifetime-over') return { tone: 'bad', icon: TimerOff, words: verdicts.tooLong }
  if (reason === 'too-old') return { tone: 'bad', icon: TimerOff, words: verdicts.tooOld }
  if (reason === 'from-the-future') return { tone: 'bad', icon: TimerOff, words: verdicts.future }
  if (reason === 'payload-unreadable') return { tone: 'bad', icon: ShieldX, words: verdicts.unreadable }
  return { tone: 'bad', icon: ShieldX, words: otherKey ? verdicts.otherKey : verdicts.broken }
}
