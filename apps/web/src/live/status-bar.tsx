import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Ban, CircleDashed, EyeOff, ShieldCheck, ShieldX, TimerOff, Trash2, Unplug } from 'lucide-react'
import { formatLeftShort } from '../logic/format.ts'
import type { LiveState } from '../logic/live-state.ts'
import { messages } from '../messages.ts'
import { ids, pointAt, rescueFocus } from '../ui/point-at.ts'
import { useLiveScreen } from './live-context.tsx'
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

function BarAction() {
  const { snapshot, change, deeds } = useLiveScreen()
  if (change) return <BarButton words={text.putBack} onPress={() => void deeds.putBack()} />
  if (snapshot.status === 'hidden') return <BarButton words={text.clear} onPress={() => void deeds.clear()} />
  if (snapshot.status === 'absent' || snapshot.status === 'expired') {
    return <BarButton words={text.start} onPress={() => pointAt(ids.name)} />
  }
  const end = (): void => void deeds.deleteHere().then(() => rescueFocus(ids.save))
  return <BarButton words={text.delete} icon={<Trash2 />} onPress={end} />
}

function BarButton({ words, icon, onPress }: { words: string; icon?: ReactNode; onPress: () => void }) {
  return (
    <button type="button" className={button.small} onClick={onPress}>
      {icon}
      {words}
    </button>
  )
}
