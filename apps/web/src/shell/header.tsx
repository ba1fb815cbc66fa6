import { Keyboard } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import type { Line } from '../api/exchange.ts'
import { shellMessages as messages } from '../messages/shell.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import { Brand } from './brand.tsx'
import styles from './header.module.css'
import { Nav } from './nav.tsx'
import { ThemeButton } from './theme-button.tsx'

export function Header({ line, onShortcuts }: { line: Line; onShortcuts: () => void }) {
  return (
    <header className={styles.header}>
      <div className={cx('wrap', styles.row)}>
        <Brand />
        <Nav />
        <div className={styles.right}>
          <Health line={line} />
          <ThemeButton />
          <button type="button" className={button.icon} aria-label={messages.header.shortcuts} onClick={onShortcuts}>
            <Keyboard />
          </button>
        </div>
      </div>
    </header>
  )
}

/** Of the API, once it was asked for the session; of the one screen that needs none, that it needs none. */
function Health({ line }: { line: Line }) {
  const { reachable, failing, busy } = useSyncExternalStore(line.subscribe, line.getSnapshot)
  const [location] = useLocation()
  const { connected, unreachable, asking, failing: fails, local } = messages.header
  const isLocal = location === '/inspect'
  const isBad = !isLocal && (failing || reachable === false)
  const isUnknown = !isLocal && reachable === null
  if (isUnknown && !busy) return null
  const text = isLocal ? local : failing ? fails : reachable === null ? asking : reachable ? connected : unreachable
  return (
    <span className={styles.health}>
      <i className={cx(styles.dot, isBad && styles.bad, isUnknown && styles.unknown)} />
      <span className={styles.text}>{text}</span>
    </span>
  )
}
