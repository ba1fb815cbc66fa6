import { Ban, Eraser, SquareX, Timer, Trash2 } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { liveLaterMessages } from '../messages/live-later.ts'
import { formatLifetime } from '../logic/format.ts'
import { ids } from '../ui/point-at.ts'
import { useLiveScreen } from './live-context.tsx'
import { rescueFocusToNarrator } from './point-at-narrator.ts'
import styles from './ways.module.css'
import type { Live } from './use-live.ts'
import button from '../ui/button.module.css'

const text = liveLaterMessages.ways

/** Five ways to end a session, each of which really ends it, and what it does not do. */
export function Ways() {
  const live = useLiveScreen()
  const { deeds, answer } = live
  const report = answer?.report
  const shortest = report?.clocks.lifetimes[0] ?? 30
  return (
    <section className={styles.ways} aria-labelledby="ways-title">
      <div className={styles.head}>
        <h2 id="ways-title">{text.title}</h2>
        <p>{text.hint}</p>
      </div>
      <ul>
        <Way Icon={Trash2} words={text.here}>
          <Press danger words={text.here.act} run={deeds.deleteHere} />
        </Way>
        <Way Icon={Eraser} words={text.server}>
          <Press words={text.server.act} run={deeds.clear} />
        </Way>
        <Way Icon={SquareX} words={text.tab}>
          <CloseTab live={live} />
        </Way>
        <Way Icon={Timer} words={text.time}>
          <Press words={text.time.act(formatLifetime(shortest))} run={() => deeds.set({ lifetime: shortest })} />
        </Way>
        <Way Icon={Ban} words={text.revoke}>
          {report?.revocable ? (
            <Press id={ids.revoke} words={text.revoke.act} run={deeds.revoke} />
          ) : (
            <Press words={text.revoke.first} run={() => deeds.set({ revocable: true })} />
          )}
        </Way>
      </ul>
    </section>
  )
}

interface WayProps {
  Icon: LucideIcon
  words: { readonly title: string; readonly text: string }
  children: ReactNode
}

function Way({ Icon, words, children }: WayProps) {
  return (
    <li>
      <h3>
        <Icon />
        {words.title}
      </h3>
      <p>{words.text}</p>
      {children}
    </li>
  )
}

function CloseTab({ live: { answer, deeds } }: { live: Live }) {
  if ((answer?.report.tabs.scope ?? 'browser') === 'browser') {
    return <Press words={text.tab.act} run={() => deeds.bind('last-tab')} />
  }
  return (
    <a className={button.small} href="/" target="_blank" rel="noopener">
      {text.tab.open}
    </a>
  )
}

interface PressProps {
  id?: string
  words: string
  run: () => Promise<void>
  danger?: boolean
}

function Press({ id, words, run, danger = false }: PressProps) {
  return (
    <button
      id={id}
      type="button"
      className={danger ? button.danger : button.small}
      onClick={() => void run().then(rescueFocusToNarrator)}
    >
      {words}
    </button>
  )
}
