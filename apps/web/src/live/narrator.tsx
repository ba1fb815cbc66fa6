import type { LucideIcon } from 'lucide-react'
import { Ban, Cookie, Copy, EyeOff, Info, ShieldX, SquareX, Stamp, Timer, Unplug } from 'lucide-react'
import { useNow } from '../hooks/use-now.ts'
import { messages } from '../messages.ts'
import type { NarratorAction, NarratorIcon } from '../logic/narrate.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import { useLiveScreen } from './live-context.tsx'
import styles from './narrator.module.css'
import { narratorId, rescueFocusToNarrator } from './point-at-narrator.ts'
import { useNarration } from './use-narration.ts'
import button from '../ui/button.module.css'

const icons: Record<NarratorIcon, LucideIcon> = {
  cookie: Cookie,
  stamp: Stamp,
  'shield-x': ShieldX,
  info: Info,
  unplug: Unplug,
  timer: Timer,
  'eye-off': EyeOff,
  ban: Ban,
  tab: SquareX,
  copy: Copy
}

/** One line that always says what just happened; the only live region of the page. */
export function Narrator() {
  const live = useLiveScreen()
  const { left } = live
  const { tone, icon, lead, rest, action } = useNarration()
  const ticking = live.state === 'expiring' && action === 'keep-alive' && left !== null
  const Icon = icons[icon]
  return (
    <div
      id={narratorId}
      tabIndex={-1}
      className={cx(styles.narrator, styles[tone], live.answer === null && live.state === 'checking' && styles.late)}
    >
      <Icon />
      <p>
        {/* What ticks is shown to eyes alone; the live region says it at 60, 30 and 10 seconds. */}
        {ticking && (
          <strong aria-hidden="true" className="num">
            {messages.narrator.ticking(Math.max(0, left))}{' '}
          </strong>
        )}
        <output aria-atomic="true" aria-live={ticking && left <= 10 ? 'assertive' : 'polite'}>
          <strong className={ticking ? 'visually-hidden' : undefined}>
            <RichText>{lead}</RichText>
          </strong>{' '}
          <RichText>{rest}</RichText>
        </output>
        {live.state === 'offline' && <NextTry />}
      </p>
      {action && <ActionButton action={action} />}
    </div>
  )
}

function ActionButton({ action }: { action: NarratorAction }) {
  const { deeds } = useLiveScreen()
  const act = { 'put-back': deeds.putBack, 'keep-alive': deeds.keepAlive, 'try-now': deeds.ask }[action]
  return (
    <button
      type="button"
      className={cx(button.small, styles.action)}
      onClick={() => void act().then(() => rescueFocusToNarrator())}
    >
      {messages.narrator.actions[action]}
    </button>
  )
}

function NextTry() {
  const { nextTryAt } = useLiveScreen()
  const now = useNow()
  const seconds = nextTryAt === null ? 0 : Math.ceil(nextTryAt / 1000 - now)
  return <span className="num"> {seconds > 0 ? messages.narrator.trying(seconds) : messages.narrator.tryingNow}</span>
}
