import type { LucideIcon } from 'lucide-react'
import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { Ban, Cookie, Copy, EyeOff, Info, KeyRound, Server, ShieldX, SquareX, Stamp, Timer, Unplug } from 'lucide-react'
import { useNow } from '../hooks/use-now.ts'
import { messages } from '../messages/live.ts'
import type { NarratorAction, NarratorIcon } from '../logic/narrate.ts'
import { cx } from '../ui/cx.ts'
import { RichText } from '../ui/rich-text.tsx'
import { useLiveScreen } from './live-context.tsx'
import styles from './narrator.module.css'
import type { Live } from './use-live.ts'
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
  copy: Copy,
  server: Server,
  key: KeyRound
}

/** One line that always says what just happened; the only live region of the page. */
export function Narrator() {
  const live = useLiveScreen()
  const { left } = live
  const { tone, icon, lead, rest, action } = useNarration()
  const ticking = live.state === 'expiring' && tone === 'time' && action === 'keep-alive' && left !== null
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
  const live = useLiveScreen()
  const own = useFocusRescue()
  return (
    <button
      ref={own}
      type="button"
      className={cx(button.small, styles.action)}
      onClick={() => void actions[action](live).then(() => rescueFocusToNarrator())}
    >
      {messages.narrator.actions[action]}
    </button>
  )
}

/** A button that leaves by itself, as when time is up, leaves its focus to the narrator. */
function useFocusRescue(): RefObject<HTMLButtonElement | null> {
  const own = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = own.current
    return () => {
      if (element !== null && element === document.activeElement) queueMicrotask(rescueFocusToNarrator)
    }
  }, [])
  return own
}

const actions: Record<NarratorAction, (live: Live) => Promise<void>> = {
  'put-back': ({ deeds }) => deeds.putBack(),
  'keep-alive': ({ deeds }) => deeds.keepAlive(),
  'try-now': ({ deeds }) => deeds.ask(),
  replay: async ({ deeds, copies: [copy] }) => copy && deeds.replay(copy),
  revoke: ({ deeds }) => deeds.revoke(),
  'make-revocable': ({ deeds }) => deeds.set({ revocable: true }),
  'keep-on-server': ({ deeds, act }) => deeds.keepOnServer(act.kind === 'too-big' ? act.saving : null),
  proof: async ({ deeds }) => deeds.prove(),
  'set-up': async ({ linked }) => linked?.setUp()
}

function NextTry() {
  const { nextTryAt } = useLiveScreen()
  const now = useNow()
  const seconds = nextTryAt === null ? 0 : Math.ceil(nextTryAt / 1000 - now)
  return <span className="num"> {seconds > 0 ? messages.narrator.trying(seconds) : messages.narrator.tryingNow}</span>
}
