import type { ReactNode } from 'react'
import { Suspense, lazy } from 'react'
import { useLookBack } from '../happened/use-look-back.ts'
import { useShortcuts } from '../hooks/use-shortcuts.ts'
import { messages } from '../messages/live.ts'
import { ErrorBoundary } from '../shell/error-boundary.tsx'
import { useShortcutsEnabled } from '../shell/shortcuts-context.tsx'
import { cx } from '../ui/cx.ts'
import { ids, pointAt, rescueFocus } from '../ui/point-at.ts'
import { useCopyCookie } from './cookie/use-copy-cookie.ts'
import { LiveProvider } from './live-context.tsx'
import styles from './live.module.css'
import { ModeSwitch } from './mode-switch.tsx'
import { LiveStage, Stage } from './stage.tsx'
import { StatusBar } from './status-bar.tsx'
import { Steps } from './steps.tsx'
import type { Live as LiveFacts, Page } from './use-live.ts'

/** Below the first screen, and loaded after it. */
const Happened = lazy(async () => ({ default: (await import('../happened/happened.tsx')).Happened }))
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
          <Later>
            <LookBackBar live={live} />
          </Later>
        )}
        <LiveProvider value={shown}>
          <div inert={isPast}>
            <div className={styles.row}>
              <Steps />
              <ModeSwitch />
            </div>
            <Stage />
            <Later>
              <Ways />
            </Later>
          </div>
        </LiveProvider>
        <Later>
          <Happened />
        </Later>
      </main>
      {!isPast && <StatusBar />}
    </>
  )
}

/** A part that is loaded after the screen, and can fail to be without it. */
function Later({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary fallback={<p className={styles.missing}>{messages.missingPart}</p>}>
      <Suspense fallback={<div className={styles.below} />}>{children}</Suspense>
    </ErrorBoundary>
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
