import type { ReactNode } from 'react'
import { lazy, useState } from 'react'
import { useLocation } from 'wouter'
import { useShortcuts } from '../hooks/use-shortcuts.ts'
import { useStored } from '../hooks/use-stored.ts'
import type { Page } from '../live/use-live.ts'
import { shellMessages as messages } from '../messages/shell.ts'
import { cx } from '../ui/cx.ts'
import { ids } from '../ui/point-at.ts'
import { Header } from './header.tsx'
import { Later } from './later.tsx'
import { ShortcutsProvider } from './shortcuts-context.tsx'
import styles from './shell.module.css'

const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }))

/** What stands around every screen. */
export function Shell({ page, children }: { page: Page; children: ReactNode }) {
  const [listed, setListed] = useState(false)
  const [shortcuts, setShortcuts] = useStored('clearjar.shortcuts', ['on', 'off'], 'on')
  const enabled = shortcuts === 'on'
  const [location] = useLocation()
  useShortcuts({ '?': () => setListed(true) }, enabled)
  return (
    <ShortcutsProvider value={enabled}>
      <a className={styles.skip} href={`#${ids.main}`} onClick={focusMain}>
        {messages.skip}
      </a>
      <Header line={page.api.line} onShortcuts={() => setListed(true)} />
      {children}
      <footer className={cx('wrap', styles.footer)}>
        {messages.footer[location === '/inspect' ? 'local' : 'server']}
      </footer>
      <Later missing={<p className="wrap">{messages.crash.title}</p>}>
        {listed && (
          <ShortcutsDialog
            enabled={enabled}
            onEnabled={(on) => setShortcuts(on ? 'on' : 'off')}
            onClose={() => setListed(false)}
          />
        )}
      </Later>
    </ShortcutsProvider>
  )
}

/** The fragment of an address can be a screen's own, so the link leaves it alone. */
function focusMain(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById(ids.main)?.focus()
}
