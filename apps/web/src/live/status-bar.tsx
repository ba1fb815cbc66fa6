import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { Ban, CircleDashed, EyeOff, Moon, ShieldCheck, ShieldX, SquareX, TimerOff, Trash2, Unplug } from 'lucide-react'
import { formatLeftShort } from '../logic/format.ts'
import type { LiveState } from '../logic/live-state.ts'
import { liveLaterMessages as messages } from '../messages/live-later.ts'
import { ids, pointAt } from '../ui/point-at.ts'
import { useLiveScreen } from './live-context.tsx'
import { rescueFocusToNarrator } from './point-at-narrator.ts'
import styles from './status-bar.module.css'
import button from '../ui/button.module.css'

const text = messages.statusBar

const looks: Record<LiveState, readonly [LucideIcon, string]> = {
  live: [ShieldCheck, ''],
  expiring: [ShieldCheck, ''],
  empty: [CircleDashed, text.none],
  gone: [CircleDashed, text.none],
  checking: [CircleDashed, text.checking],
  tampered: [ShieldX, text.broken],
  ended: [Ban, text.ended],
  'tabs-closed': [SquareX, text.tabsClosed],
  'other-tab': [SquareX, text.otherTab],
  asleep: [Moon, text.asleep],
  expired: [TimerOff, text.expired],
  offline: [Unplug, text.offline],
  unreadable: [ShieldX, text.unreadable],
  hidden: [EyeOff, text.hidden],
  blocked: [Ban, text.blocked]
}

/** The state and the one thing to do about it, always in reach of a thumb; only on narrow screens. */
export function StatusBar() {
  const { state } = useLiveScreen()
  const [Icon, words] = looks[state]
  return (
    <aside className={styles.bar} aria-label={text.label}>
      <Icon />
      <b className="num">{words === '' ? <Alive /> : words}</b>
      <BarAction />
    </aside>
  )
}

function Alive() {
  const { left } = useLiveScreen()
  return text.alive(left === null ? null : formatLeftShort(left))
}

/** Milliseconds in which a second press of a thumb still means the button that was there before. */
const doublePress = 500

interface Action {
  readonly words: string
  readonly icon?: ReactNode
  readonly run: () => void
}

function BarAction() {
  const { words, icon, run } = useAction()
  const isMeant = usePresses(words)
  return (
    <button key={words} type="button" className={button.small} onClick={(event) => isMeant(event.detail) && run()}>
      {icon}
      {words}
    </button>
  )
}

function useAction(): Action {
  const { snapshot, change, deeds } = useLiveScreen()
  const then = (deed: () => Promise<void>) => (): void => void deed().then(rescueFocusToNarrator)
  if (change) return { words: text.putBack, run: then(deeds.putBack) }
  if (snapshot.status === 'hidden') return { words: text.clear, run: then(deeds.clear) }
  if (snapshot.status === 'absent' || snapshot.status === 'expired') {
    return { words: text.start, run: () => pointAt(ids.name) }
  }
  return { words: text.delete, icon: <Trash2 />, run: then(deeds.deleteHere) }
}

/** Tells presses that are meant from the second half of a double press, which would do what has just taken the place of the first. */
function usePresses(action: string): (detail: number) => boolean {
  const shown = useRef({ action, since: -Infinity })
  useEffect(() => {
    if (shown.current.action !== action) shown.current = { action, since: performance.now() }
  }, [action])
  return (detail) => detail <= 1 && performance.now() - shown.current.since >= doublePress
}
