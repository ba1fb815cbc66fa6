import { Keyboard } from 'lucide-react'
import { messages } from '../messages.ts'
import { cx } from '../ui/cx.ts'
import button from '../ui/button.module.css'
import { Brand } from './brand.tsx'
import styles from './header.module.css'
import { ThemeButton } from './theme-button.tsx'

interface HeaderProps {
  reachable: boolean | null
  failing: boolean
  onShortcuts: () => void
}

export function Header({ reachable, failing, onShortcuts }: HeaderProps) {
  return (
    <header className={styles.header}>
      <div className={cx('wrap', styles.row)}>
        <Brand />
        <div className={styles.right}>
          <Health reachable={reachable} failing={failing} />
          <ThemeButton />
          <button type="button" className={button.icon} aria-label={messages.header.shortcuts} onClick={onShortcuts}>
            <Keyboard />
          </button>
        </div>
      </div>
    </header>
  )
}

function Health({ reachable, failing }: Pick<HeaderProps, 'reachable' | 'failing'>) {
  const { connected, unreachable, asking, failing: fails } = messages.header
  const text = failing ? fails : reachable === null ? asking : reachable ? connected : unreachable
  return (
    <span className={styles.health}>
      <i
        className={cx(styles.dot, (failing || reachable === false) && styles.bad, reachable === null && styles.unknown)}
      />
      <span className={styles.text}>{text}</span>
    </span>
  )
}
