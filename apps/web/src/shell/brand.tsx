import { shellMessages as messages } from '../messages/shell.ts'
import styles from './header.module.css'

export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path
          className={styles.cookie}
          d="M12 1.8c.5 0 .9.5.8 1a4 4 0 0 0 4.3 4.5c.5 0 .9.3.9.8a4 4 0 0 0 3.6 3.5c.5 0 .8.5.7 1A10.3 10.3 0 1 1 12 1.8Z"
        />
        <circle className={styles.hole} cx="9" cy="9" r="1.5" />
        <circle className={styles.hole} cx="8.2" cy="15" r="1.5" />
        <circle className={styles.drop} cx="14.6" cy="15.6" r="1.9" />
      </svg>
      {messages.product}
    </span>
  )
}
