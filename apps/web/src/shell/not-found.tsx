import { Link } from 'wouter'
import { shellMessages as messages } from '../messages/shell.ts'
import { ids } from '../ui/point-at.ts'
import styles from './error-boundary.module.css'

export function NotFound() {
  const { title, text, back } = messages.missing
  return (
    <main id={ids.main} tabIndex={-1} className={styles.crash} data-state="missing" aria-busy="false">
      <h1>{title}</h1>
      <p>{text}</p>
      <Link href="/">{back}</Link>
    </main>
  )
}
