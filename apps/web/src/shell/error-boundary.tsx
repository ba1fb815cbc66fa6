import { Component } from 'react'
import type { ReactNode } from 'react'
import { shellMessages as messages } from '../messages/shell.ts'
import { ids } from '../ui/point-at.ts'
import styles from './error-boundary.module.css'
import button from '../ui/button.module.css'

interface Props {
  children: ReactNode
  /** What stands there instead; left out: a page that says that this one broke. */
  fallback?: ReactNode
}

/** React knows error boundaries only as classes. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    if (this.props.fallback !== undefined) return this.props.fallback
    const { title, text, reload } = messages.crash
    return (
      <main id={ids.main} tabIndex={-1} className={styles.crash} data-state="broken" aria-busy="false">
        <div role="alert">
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        <button type="button" className={button.primary} onClick={() => location.reload()}>
          {reload}
        </button>
      </main>
    )
  }
}
