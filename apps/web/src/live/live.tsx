import type { ReactNode } from 'react'
import { lazy } from 'react'
import { useLookBack } from '../happened/use-look-back.ts'
import { useShortcuts } from '../hooks/use-shortcuts.ts'
import { messages } from '../messages/live.ts'
import { Later } from '../shell/later.tsx'
import { useShortcutsEnabled } from '../shell/shortcuts-context.tsx'
import { cx } from '../ui/cx.ts'
import { ids, pointAt, rescueFocus } from '../ui/point-at.ts'
import { useCopyCookie } from './cookie/use-copy-cookie.ts'
import { LiveProvider } from './live-context.tsx'
import styles from './live.module.css'
import { ModeSwitch } from './mode-switch.tsx'
import { LiveStage, Stage } from './stage.tsx'
import { Steps } from './steps.tsx'
import type { Live as LiveFacts, Page } from './use-live.ts'

/** Below the first screen, and loaded after it. */
const Happened = lazy(async () => ({ default: (await import('../happened/happened.tsx')).Happened }))
const StatusBar = lazy(async () => ({ default: (await import('./status-bar.tsx')).StatusBar }))
const Ways = lazy(async () => ({ default: (await import('./ways.tsx')).Ways }))
const LookBackBar = lazy(async () => ({ default: (await import('../happened/look-back-bar.tsx')).LookBackBar }))

/** The page is the diagram: the browser, the wire, the server. */
export function Live({ page }: { page: Page }) {
  return <LiveStage page={page}>{(live) => <Screen live={live} />}</LiveStage>
}

function Screen({ live }: { live: LiveFacts }) {
  const { shown, at } = useLookBack(live)
  const isPast = at !== null
  useKeys(live, isPast)
  return (
    <>
      <main
        id={ids.main}
        tabIndex={-1}
        className={cx('wrap', styles.main)}
        data-state={live.state}
        aria-busy={live.busy}
      >
        <h1 className={styles.title}>{messages.title}</h1>
        {isPast && (
          <Below>
            <LookBackBar live={live} />
          </Below>
        )}
        <LiveProvider value={shown}>
          <div inert={isPast}>
            <div className={styles.row}>
              <Steps />
              <ModeSwitch />
            </div>
            <Stage />
            <Below>
              <Ways />
            </Below>
          </div>
        </LiveProvider>
        <Below>
          <Happened />
        </Below>
      </main>
      {!isPast && (
        <Later>
          <StatusBar />
        </Later>
      )}
    </>
  )
}

/** Below the first screen. */
function Below({ children }: { children: ReactNode }) {
  return (
    <Later place={<div className={styles.below} />} missing={<p className={styles.missing}>{messages.missingPart}</p>}>
      {children}
    </Later>
  )
}

/** @param isPast the screen shows another moment, in which nothing acts */
function useKeys(live: LiveFacts, isPast: boolean): void {
  const { deeds, change } = live
  const copy = useCopyCookie(live)
  const search = { '/': () => pointAt(ids.eventSearch) }
  useShortcuts(
    isPast
      ? search
      : {
          ...search,
          s: () => pointAt(ids.name),
          d: () => void deeds.deleteHere().then(() => rescueFocus(ids.save)),
          r: deeds.ask,
          t: change ? deeds.putBack : deeds.changeByte,
          c: copy
        },
    useShortcutsEnabled()
  )
}
