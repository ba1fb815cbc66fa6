import { cx } from '../ui/cx.ts'
import styles from './method.module.css'

const looks: Readonly<Record<string, string | undefined>> = { GET: styles.reads, DELETE: styles.ends }

/** The method of a request: one that only reads is hollow, one that ends something red. */
export function Method({ children }: { children: string }) {
  return <span className={cx(styles.method, looks[children])}>{children}</span>
}
