import { useState } from 'react'
import { useShortcuts } from '../hooks/use-shortcuts.ts'
import { useStored } from '../hooks/use-stored.ts'
import { messages } from '../messages.ts'
import { Header } from '../shell/header.tsx'
import { ShortcutsDialog } from '../shell/shortcuts-dialog.tsx'
import { cx } from '../ui/cx.ts'
import { ids, pointAt, rescueFocus } from '../ui/point-at.ts'
import { BrowserPane } from './browser-pane.tsx'
import { useCopyCookie } from './cookie/use-copy-cookie.ts'
import { LiveProvider } from './live-context.tsx'
import styles from './live.module.css'
import { Narrator } from './narrator.tsx'
import { ServerPanel } from './server/server-panel.tsx'
import { StatusBar } from './status-bar.tsx'
import { Steps } from './steps.tsx'
import type { Page } from './use-live.ts'
import { useLive } from './use-live.ts'
import { Wire } from './wire.tsx'

/** The page is the diagram: the browser, the wire, the server. */
export function Live({ page }: { page: Page }) {
  const live = useLive(page)
  const [showShortcuts, setShowShortcuts] = useState(false)
  const [shortcuts, setShortcuts] = useStored('clearjar.shortcuts', ['on', 'off'], 'on')
  const copy = useCopyCookie(live)
  const { deeds, change } = live

  useShortcuts(
    {
      s: () => pointAt(ids.name),
      d: () => void deeds.deleteHere().then(() => rescueFocus(ids.save)),
      r: deeds.ask,
      t: change ? deeds.putBack : deeds.changeByte,
      c: copy,
      '?': () => setShowShortcuts(true)
    },
    shortcuts === 'on'
  )

  return (
    <LiveProvider value={live}>
      <Header reachable={live.wire.reachable} failing={live.wire.failing} onShortcuts={() => setShowShortcuts(true)} />
      <main
        id={ids.main}
        tabIndex={-1}
        className={cx('wrap', styles.main)}
        data-state={live.state}
        aria-busy={live.busy}
      >
        <h1 className={styles.title}>{messages.title}</h1>
        <Steps />
        <Narrator />
        <div className={styles.stage}>
          <BrowserPane />
          <Wire />
          <ServerPanel />
        </div>
      </main>
      <footer className={cx('wrap', styles.footer)}>{messages.footer}</footer>
      <StatusBar />
      <ShortcutsDialog
        open={showShortcuts}
        enabled={shortcuts === 'on'}
        onEnabled={(enabled) => setShortcuts(enabled ? 'on' : 'off')}
        onClose={() => setShowShortcuts(false)}
      />
    </LiveProvider>
  )
}
