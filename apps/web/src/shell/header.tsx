import { Keyboard } from 'lucide-react'
import { messages } from '../messages.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import { Brand } from './brand.tsx'
import styles from './header.module.css'
import { ThemeButton } from './theme-button.tsx'

export function Header({ reachable, onShortcuts }: { reachable: boolean | null; onShortcuts: () => void }) {
  return (
    <header className={styles.header}>
      <div className={cx('wrap', styles.row)}>
        <Brand />
        <div className={styles.right}>
          <Health reachable={reachable} />
          <ThemeButton />
          <button type="button" className={button.icon} aria-label={messages.header.shortcuts} onClick={onShortcuts}>
            <Keyboard />
          </button>
        </div>
      </div>
    </header>
  )
}

function Health({ reachable }: { reachable: boolean | null }) {
  const { connected, unreachable, asking } = messages.header
  const text = reachable === null ? asking : reachable ? connected : unreachable
  return (
    <span className={styles.health}>
      <i className={cx(styles.dot, reachable === false && styles.bad, reachable === null && styles.unknown)} />
      <span className={styles.text}>{text}</span>
    </span>
  )
}
